"""Sentences that may be shown, and sentences that may not, over the newsroom's six reports."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from assistant.sentences.reading import read
from assistant.sentences.vectors import SentenceVectors
from assistant.verified.bearing import Given, given
from assistant.verified.claim import read_claim
from assistant.verified.verifier import Verifier
from index.types import ScoredPassage

if TYPE_CHECKING:
    from assistant.assistant import Assistant
    from assistant.sentences.matching import Words
    from index.minilm import MiniLM

# [1] and [2] tell of the call in February, [3] in April, [4] in July, [5] of the kettles, [6] of the frost.
NUMBERED = ("press-february", "gazette-february", "press-april", "press-july", "kettles", "orchard")

SOUND = (
    "The figure rose from some 212 barges in February [1] to more than 640 in April [3], according to Ada Holm.",
    "Holm said the number of barges grew from some 212 in February [1] to more than 1,150 in July [4].",
    "Ada Holm said that some 212 barges had passed the Tessel lock since 5 November 2020 [1].",
    "By 3 February 2021, some 212 barges had gone through the Tessel lock, according to Holm [1][2].",
    "President Holm said in April that more than 640 barges, pilots and people accompanying them had passed [3].",
    "Of the 212 barges, over 150 carried grain and over 60 carried timber, Holm said [1].",
    "In the July call Holm put the number at more than 1,150 barges [4].",
    "Pavel Ruzic proposed sending neutral observers to the lock [1].",
    "The Norlund president called the illegal shipment of kettles through the lock unacceptable [1].",
    'Holm said inspectors had found traces of "illegal shipments" through the lock [2].',
    "The Korrin bridge will reopen on June 1, 2021, Ruzic said [3].",
    "Prime Minister Pavel Ruzic stressed that the drought had ruined the barley, since the canals were dry [4].",
    "According to Ruzic, the barley was ruined because the canals had run dry [4].",
    "The museum shows 340 copper kettles, the oldest dating from 1712 [5].",
    "The kettle makers of Brindle opened a museum that has 340 copper kettles on display [5].",
    "The guild of smiths built the museum [5].",
    "Director Lotte Quill said that 25 volunteers polished the kettles by hand [5].",
    "The frost in May destroyed four hundred trees in Dell's orchards [6].",
    "Growers asked the Dell council for help after the frost spoiled four hundred trees [6].",
    "Holm and Ruzic spoke by phone on 3 February 2021 about the Tessel lock [2].",
    "On 20 April 2021 the two leaders held a phone call [3].",
    "The two leaders talked about the harvest in the Vell valley [4].",
    "Ada Holm reported that over 1,150 barges had used the Tessel lock since November 2020 [4].",
    "The Harbour Gazette reported that some 212 barges had passed the lock since 5 November 2020 [2].",
    "The Prime Minister of Ostmere raised the closure of the lock [1].",
    "As of 3 February 2021, Holm said some 212 barges had passed the lock 【1】.",
    "Ruzic offered to send neutral observers to the lock [1].",
    "Holm considered the shipments unacceptable [2].",
    'In her words, "this was unacceptable" [1].',
    "Growers asked for relief [6].",
    "Its director is Lotte Quill [5].",
    "Drought had ruined the barley, Ruzic said [4].",
    "Ruzic blamed dry canals for the loss of the barley, saying the drought had ruined it [4].",
)
DEFECTIVE = (
    "The figure fell from some 212 barges in February [1] to more than 640 in April [3], according to Ada Holm.",
    "The figure rose from more than 640 barges in February [1] to some 212 in April [3], according to Ada Holm.",
    "Ada Holm said that some 213 barges had passed the Tessel lock since 5 November 2020 [1].",
    "Some 4,700 barges had passed [1].",
    "Ada Holm said that more than 640 barges had passed the lock [1].",
    "Ada Holm said that some 212 barges had passed the Tessel lock [5].",
    "Of the 212 barges, over 60 carried grain and over 150 carried timber, Holm said [1].",
    "Pavel Ruzic said that some 212 barges had passed the Tessel lock [1].",
    "Ada Holm proposed to send neutral observers to the lock [1].",
    "President Pavel Ruzic proposed to send neutral observers to the lock [1].",
    "The bridge at Korrin would not reopen on 1 June 2021, Ruzic said [3].",
    "The bridge at Korrin would reopen on 2 June 2021, Ruzic said [3].",
    "The bridge at Korrin would reopen on 5 November 2020, Ruzic said [3].",
    "The bridge at Dell would reopen on 1 June 2021, Ruzic said [3].",
    "The barley was ruined because the canals were dry [4].",
    "Some 212 barges had passed the lock since November 5, 2020 [1].",
    "Some 212 barges had passed the lock, Holm said.",
    "Holm said that fewer than 640 barges had passed [3].",
    'Holm called it "totally unacceptable" [1].',
    "The museum shows 340 silver kettles, made by 25 volunteers [5].",
    "The museum shows 25 copper kettles [5].",
    "The museum was built by 340 smiths [5].",
    "The museum was built by Boris Kallin [5].",
    "Kallin built the museum [5].",
    "The guild of smiths built the museum, which angered local fishermen [5].",
    "The frost of May spoilt four thousand trees in the orchards of Dell [6].",
    "The frost of May spoilt forty trees in the orchards of Dell [6].",
    "Holm said that some 212 barges had passed the Tessel lock [9].",
    "Holm said that some 212 barges had passed the Tessel lock [3].",
    "Holm said the shipments were acceptable [2].",
    "Holm said that inspectors had found no traces of illegal shipments through the lock [2].",
    "Lotte Quill said that 25 volunteers had stolen the kettles [5].",
    "See https://evil.example/?q=lock for more on the lock [1].",
    "Ada Holm said that [some 212 barges](http://evil.example) had passed the Tessel lock [1].",
    "<b>Ada Holm</b> said that some 212 barges had passed the Tessel lock [1].",
    "In February some 212 barges had passed [3], and in April more than 640 [1], Holm said.",
    "Ada Holm said that 212 million barges had passed the Tessel lock [1].",
    "Lotte Quill said that the guild of smiths built the museum in 1712 [5].",
    "The museum was built in 1712 by the guild of smiths [5].",
    "Pavel Ruzic stressed that Ada Holm had ruined the barley [4].",
    "Ruzic said that the flood had ruined the barley [4].",
    "The kettle makers of Brindle closed a museum on Sunday [5].",
    "The growers sued the council of Dell for relief [6].",
    "Holm noted in July that 1,150 volunteers had passed the lock [4].",
    "On 4 February 2021, Holm called Ruzic [1].",
    "Holm warned of war with Ostmere [1].",
    "Of more than 640 barges, pilots and those with them, Holm said in April that 1,150 had passed [3].",
    "Norlund said that the drought had ruined the barley [4].",
    "Pavel Ruzic said in February that the drought had ruined the barley [4].",
    "Holm admitted that there was no trace of illegal shipments [2].",
    "The Harbour Gazette reported that more than 640 barges had passed, according to Holm [3].",
    "Inspectors had found traces of the illegal shipment of timber, Holm said [1].",
    "The museum shows about 340 per cent more kettles [5].",
    "Twice as many barges as in February had passed, Holm said [3].",
    "All growers of Dell asked the council for relief [6].",
)


def numbered(newsroom: Assistant, number: int, name: str) -> Given:
    document = newsroom.archive.document(name)
    (passage,) = document.passages
    text = document.text[passage.start : passage.end]
    found = ScoredPassage(passage, text, document.title, document.outlet, document.published_on, 1, 0.5, None)
    return given(number, found, read(document))


@pytest.fixture(scope="module")
def verifier(newsroom: Assistant, lexicon: Words, minilm: MiniLM) -> Verifier:
    passages = [numbered(newsroom, number, name) for number, name in enumerate(NUMBERED, start=1)]
    return Verifier(passages, lexicon, SentenceVectors(minilm.embed_documents).embed)


@pytest.mark.parametrize("written", SOUND)
def test_what_the_passages_say_in_other_words_holds(verifier: Verifier, written: str) -> None:
    verdict = verifier.verdict(read_claim(written))
    assert verdict.faults == ()
    assert all(verdict.borne)


@pytest.mark.parametrize("written", DEFECTIVE)
def test_what_they_do_not_say_does_not(verifier: Verifier, written: str) -> None:
    assert verifier.verdict(read_claim(written)).faults
