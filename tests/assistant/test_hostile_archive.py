"""An archive of documents as they should not be: what is shown of them is still theirs, to the character."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings

from assistant.bootstrap import open_assistant
from assistant.errors import QuestionError
from assistant.settings import Settings
from eval.invariants import broken_invariants
from index.types import Filters
from tests.assistant.hostile import hostile

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from assistant.assistant import Assistant
    from assistant.types import Answer

FILES = {
    "combining": (
        "The cafe\u0301 of Zoe\u0308 Brandt sold 41 kettles on 3 May 2021. "
        "Zoe\u0308 Brandt said that 52 ke\u0301ttles had been sold since 1 March 2021."
    ),
    "windows": (
        "Windmill burns in Dell\r\n\r\nMay 4, 2021\r\n\r\nThe windmill ground 300 sacks of rye.\r\n"
        "The miller Jan Oost said that\r\n17 sails were torn.\r\n"
    ),
    "spaces": (
        "The\u00a0keeper lit 1\u202f200 lamps. Mila\u00a0Tonn said that more than\u00a04,700 lamps had been lit "
        "since March   21,\u2009 2021."
    ),
    "right to left": (
        "\u202eThe caravan had 90 camels.\u202c القافلة وصلت ٣٤. \u200fOmar Sand said that 12 camels were ill.\u200f"
    ),
    "markers": (
        'The ferry [2] carried 77 cars [3]. "The [4] ferry," said Mila Tonn, "carried 78 cars [5]." See [1] and [99].'
    ),
    "dates": (
        "The fair had 40 stalls until 5 May. 2021 visitors came by ferry.\n\nThe mill ran until 7 June\n\n"
        "2022 sacks of oats were left over. The bell has rung 33 times since March   21,   2023."
    ),
    "long": f"The canal {'very ' * 300}long had 5 locks. {'x' * 4_000} The canal had 6 gates.",
    "emoji": "The circus 🎪 sold 👩\u200d👩\u200d👧 640 tickets 🎟️. Pip Dott 🤡 said that “650 tickets” were sold.",
}
CORPUS = (
    {
        "doc_id": "surrogates",
        "title": "Bridge \ud83d news",
        "text": "The bridge \ud83d had 14 arches. Ina Holt said that 15 arches stood.",
        "source": "Daily \udc00",
        "published_at": "2021-05-12",
    },
    {
        "doc_id": "a:b/ c[1]",
        "title": "[1] Tower",
        "text": "The tower had 16 bells [1]. [2] It had 17 ropes.\u2028A new line.",
        "source": "Tower [3]\nPost",
        "published_at": "2021-05-13",
    },
    {"doc_id": "tiny", "title": "", "text": "5"},
    {
        "doc_id": "marks",
        "title": "“Well”",
        "text": '“”""«» "The well," said Ned Low, "holds 900 litres." “The well holds 901 litres”, said Ned Low.',
    },
    {
        "doc_id": "controls",
        "title": "Bell \x1b[31m",
        "text": "The bell\x07 rang 12\x1b[31m times.\x00 Ina Holt said the rope\x0b broke\x0c after 33 years.\x85 End.",
    },
)
QUESTIONS = (
    "How many kettles were sold?",
    "How many sacks of rye did the windmill grind?",
    "How many lamps have been lit?",
    "How many camels were ill?",
    "How many cars did the ferry carry?",
    "What did Mila Tonn say about the ferry?",
    "How many stalls had the fair?",
    "How many sacks of oats were left over?",
    "How many times has the bell rung?",
    "How many gates had the canal?",
    "How many tickets did the circus sell?",
    "How many arches had the bridge?",
    "How many bells had the tower?",
    "What did Ned Low say?",
    "What was reported on 13 May 2021?",
    "Compare all reports of May 2021.",
    "After how many years did the rope break?",
)


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> Iterator[Assistant]:
    folder = tmp_path_factory.mktemp("hostile")
    for name, text in FILES.items():
        (folder / f"{name}.txt").write_bytes(text.encode())
    (folder / "bytes.txt").write_bytes(b"The quarry \xff\xfe cut 80 stones. The \x80 mason cut 81 stones.")
    (folder / "corpus.jsonl").write_text("".join(json.dumps(line) + "\n" for line in CORPUS))
    home = tmp_path_factory.mktemp("home")
    with open_assistant(Settings(_env_file=None, home=home, cache=cache, embedding="minilm")) as assistant:
        report = assistant.archive.sync([folder])
        assert report.rejected == ()
        yield assistant


def ask(archive: Assistant, text: str, filters: Filters | None = None) -> Answer:
    """The answer, which must be borne out, and whose every character can be sent."""
    answer = asyncio.run(archive.ask(text, filters=filters))
    documents = {d.document_id: archive.archive.document(d.document_id) for d in archive.archive.documents()}
    assert broken_invariants(answer, documents) == ()
    assert answer.text.encode()
    return answer


@pytest.mark.parametrize("text", QUESTIONS)
def test_whatever_stands_in_a_document_its_quotes_are_its_own(archive: Assistant, text: str) -> None:
    assert ask(archive, text).status == "answered"


def test_no_line_of_an_answer_is_broken_by_what_it_quotes(archive: Assistant) -> None:
    for text in QUESTIONS:
        answer = ask(archive, text)
        figures = [d for d in answer.discrepancies if d.kind != "wording"]
        notes = len(figures) + sum(". " in d.note for d in figures) + len(answer.discrepancies) - len(figures)
        assert len(answer.text.splitlines()) <= len(answer.statements) + notes


@settings(deadline=None, max_examples=60)
@given(hostile(fragments=6))
def test_whatever_is_asked_is_answered_checked_or_refused(archive: Assistant, text: str) -> None:
    try:
        ask(archive, text)
    except QuestionError:
        return


@settings(deadline=None, max_examples=15)
@given(hostile(fragments=3, very_long=False))
def test_whatever_outlet_a_filter_names_nothing_breaks(archive: Assistant, outlet: str) -> None:
    ask(archive, "How many litres does the well hold?", Filters(outlets=(outlet,)))
