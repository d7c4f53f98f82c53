"""Six invented reports: three calls, one of them told by two outlets, and two stories of other things."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

PRESS_FEBRUARY = """\
President Ada Holm spoke with Prime Minister Pavel Ruzic

3 February 2021

On February 3, President of Norlund Ada Holm made a phone call to Prime Minister of Ostmere Pavel Ruzic.

The Prime Minister raised the closure of the Tessel lock. Ada Holm said that some 212 barges had passed the Tessel \
lock since November 5, 2020, of which over 150 carried grain and over 60 carried timber.

The President noted that inspectors had found traces of the illegal shipment of kettles through the lock, and that \
this was unacceptable.

Pavel Ruzic proposed to send neutral observers to the lock.
"""
GAZETTE_FEBRUARY = """\
Leaders of Norlund, Ostmere discuss Tessel lock

February 4, 2021

Ada Holm, the president of Norlund, and Pavel Ruzic, the prime minister of Ostmere, spoke by phone on Wednesday, \
February 3, about the Tessel lock.

Holm said that some 212 barges had passed the lock since November 5, 2020, of which over 150 carried grain and over 60 \
carried timber.

She noted that inspectors had found traces of illegal shipments through the lock, and that this was unacceptable.
"""
PRESS_APRIL = """\
Phone call between Ada Holm and Pavel Ruzic

20 April 2021

On April 20, President of Norlund Ada Holm held a phone conversation with Prime Minister of Ostmere Pavel Ruzic.

Touching upon the situation at the Tessel lock, Ada Holm said that the passage of more than 640 barges, pilots and \
those accompanying them had been provided since November 5, 2020.

Pavel Ruzic said that the bridge at Korrin would reopen on 1 June 2021.
"""
PRESS_JULY = """\
Phone call between Ada Holm and Pavel Ruzic

9 July 2021

On July 9, President of Norlund Ada Holm held a phone conversation with Prime Minister of Ostmere Pavel Ruzic.

Ada Holm said that more than 1,150 barges had passed the Tessel lock since November 5, 2020.

The leaders also discussed the harvest in the Vell valley. Pavel Ruzic stressed that the drought had ruined the barley \
because the canals were dry.
"""
KETTLES = """\
Kettle makers of Brindle open a museum

By Tomas Wren

May 2, 2021

The kettle makers of Brindle opened a museum on Sunday. It shows 340 copper kettles, the oldest of them from 1712.

The museum was built by the guild of smiths. Its director, Lotte Quill, said that 25 volunteers had polished the \
kettles by hand.

Advertisement

Subscribe to our newsletter

Read more: The ten best teapots
"""
ORCHARD = """\
Orchard growers count the cost of the frost

May 20, 2021

The frost of May spoilt four hundred trees in the orchards of Dell. The growers asked the council of Dell for relief.
"""
PAPERS = {
    "press-february": ("Norlund Press Office", PRESS_FEBRUARY),
    "gazette-february": ("Harbour Gazette", GAZETTE_FEBRUARY),
    "press-april": ("Norlund Press Office", PRESS_APRIL),
    "press-july": ("Norlund Press Office", PRESS_JULY),
    "kettles": ("Brindle Post", KETTLES),
    "orchard": ("Dell Courier", ORCHARD),
}


def write_newsroom(folder: Path) -> Path:
    """Write the reports and who published them."""
    folder.mkdir(parents=True)
    for name, (_, text) in PAPERS.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    outlets = (f'["{name}.txt"]\noutlet = "{outlet}"\n' for name, (outlet, _) in PAPERS.items())
    (folder / "sources.toml").write_text("".join(outlets), encoding="utf-8")
    return folder
