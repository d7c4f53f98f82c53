"""A small real archive, a suite over it that a sound assistant passes whole, and how it is run."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from eval.folder import RunFolder
from eval.opening import in_process
from eval.outcome import Outcome, outcomes
from eval.run import Options, run_suites
from index.progress import silent

if TYPE_CHECKING:
    from pathlib import Path

    from assistant.settings import Settings
    from eval.opening import Opener

BULLETINS = {
    "may": "Harbour master counts the boats\n\nNORHAVN, 3 May 2024 - In a call with the minister of ports Bo Lind on "
    "May 3, the harbour master Ada Holm said that some 212 boats had left Norhavn since March 1.\n\n"
    "Ada Holm said that the northern line would carry passengers again in June.\n",
    "june": "More boats leave the harbour\n\nNORHAVN, 9 June 2024 - In a call with the minister of ports Bo Lind on "
    "June 9, the harbour master Ada Holm said that more than 340 boats had left Norhavn since March 1.\n\n"
    "Bo Lind said that two new tugs would be bought for the harbour.\n",
    "library": "Library opens on Sundays\n\nBRINDLE, 12 June 2024 - The town library of Brindle will open on Sundays "
    "from July, the librarian Mira Oak said on June 12.\n\n"
    "Mira Oak said that 18 volunteers had signed up for the Sunday shifts.\n",
    "storm": "Storm closes the coast road\n\nKELL, 20 July 2024 - A storm closed the coast road at Kell on July 20, "
    "the road office said.\n\nThe engineer Tor Vang said that 7 trees had fallen on the coast road.\n",
}
AS_IT_IS = Options()
SAME = ["series", "conflict"]
CASES: tuple[dict[str, Any], ...] = (
    {
        "id": "boats",
        "question": "How many boats have left Norhavn since March?",
        "status": "answered",
        "must_include": [212, 340],
        "must_cite": [
            {"document": "may", "quote": "some 212 boats had left Norhavn"},
            {"document": "june", "quote": "more than 340 boats"},
        ],
        "discrepancies": [{"kind": "series", "values": ["212", "340"], "dates": ["2024-05-03", "2024-06-09"]}],
        "speaker": "Holm",
        "tags": ["figure"],
    },
    {
        "id": "may",
        "question": "How many boats had left Norhavn in the May call?",
        "also_asked_as": ["In the May call, how many boats had left Norhavn?"],
        "status": "answered",
        "must_include": [212],
        "must_not_include": [340],
        "must_cite": [{"document": "may", "quote": "some 212 boats"}],
        "answers": ["212", "some 212", "212 boats", "some 212 boats"],
        "no_discrepancies": SAME,
        "speaker": "Holm",
        "as_of": "2024-05-03",
        "event_on": "2024-05-03",
        "tags": ["figure"],
    },
    {
        "id": "volunteers",
        "question": "How many volunteers signed up for the Sunday shifts?",
        "status": "answered",
        "must_lead_with": 18,
        "must_cite": [{"document": "library", "quote": "18 volunteers had signed up"}],
        "answers": ["18", "18 volunteers"],
        "no_discrepancies": SAME,
        "speaker": "Oak",
        "tags": ["figure"],
    },
    {
        "id": "follow-up",
        "turns": ["How many boats had left Norhavn in the May call?", "And in the June call?"],
        "standalone": "How many boats had left Norhavn in the June call?",
        "status": "answered",
        "must_include": [340],
        "must_not_include": [212],
        "must_cite": [{"document": "june", "quote": "more than 340 boats"}],
        "no_discrepancies": SAME,
        "tags": ["conversation"],
    },
    {"id": "chess", "question": "Who won the chess final in Reykjavik?", "status": "abstained", "tags": ["nothing"]},
    {"id": "bread", "question": "What does a loaf of rye bread cost in Oslo?", "status": "abstained"},
)


def write_suite(
    folder: Path,
    *,
    archive: str = "bulletins",
    gates: str = "{}",
    more: str = "",
    cases: tuple[dict[str, Any], ...] = CASES,
) -> Path:
    """Write the archive and its suite into a folder."""
    bulletins = folder / "bulletins"
    bulletins.mkdir(parents=True, exist_ok=True)
    for name, text in BULLETINS.items():
        (bulletins / f"{name}.txt").write_text(text, encoding="utf-8")
    lines = "".join(json.dumps(case) + "\n" for case in cases)
    (folder / "harbour.jsonl").write_text(lines, encoding="utf-8")
    path = folder / "harbour.yaml"
    path.write_text(
        f"name: harbour\narchive: {archive}\ncases: [harbour.jsonl]\ngates: {gates}\n{more}", encoding="utf-8"
    )
    return path


async def run_suite(
    path: Path, settings: Settings, report: Path, options: Options = AS_IT_IS, opener: Opener = in_process
) -> Outcome:
    """Run a suite of one variant into a folder."""
    folder = RunFolder(report)
    await run_suites([path], settings, folder, options, silent, opener)
    (outcome,) = outcomes(folder)
    return outcome
