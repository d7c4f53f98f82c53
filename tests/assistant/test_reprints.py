"""The same article in other outlets changes nothing of an answer but who also reports it."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from assistant.answering.related import nearest
from assistant.bootstrap import open_assistant
from assistant.settings import Settings
from index.types import Document, ScoredPassage
from tests.assistant.papers import Desk, document

if TYPE_CHECKING:
    from pathlib import Path

    from assistant.answering.extractive import Draft

MAY, JUNE = date(2021, 5, 3), date(2021, 6, 9)
COUNTED = "How many barges have passed the Tessel lock?"
SAID = "What has Ada Holm said about the Tessel lock?"
COMPARED = "Compare the reports of the May call: what does each say on the number of barges?"

PRESS = document(
    "Ada Holm said that some 212 barges had passed the Tessel lock. She said that the Tessel lock was safe. "
    "Ada Holm said that nobody would close the Tessel lock. Ada Holm said that the Tessel lock needed new gates.",
    "press",
    title="Notes",
    outlet="The Press",
    published_on=MAY,
    on=MAY,
    event="may",
)
GAZETTE = document(
    "Some 212 barges have gone through the Tessel lock, Ada Holm said.",
    "gazette",
    title="Notes",
    outlet="The Gazette",
    published_on=MAY,
    on=MAY,
    event="may",
)
LATER = document(
    "Ada Holm said that more than 640 barges had passed the Tessel lock.",
    "june",
    title="Notes",
    outlet="The Press",
    published_on=JUNE,
    on=JUNE,
    event="june",
)
UNDATED = document(
    "Some 212 barges passed the Tessel lock. The harbour master counts 40 barges at the Tessel lock on a good day.",
    "undated",
    title="Notes",
)
ARCHIVE = (PRESS, GAZETTE, LATER)


def reprints(*documents: Document, copies: int = 3) -> tuple[Document, ...]:
    """Each document as it is, and again in other outlets."""
    again = (_reprint(one, number) for one in documents for number in range(copies))
    return (*documents, *again)


def _reprint(one: Document, number: int) -> Document:
    name = f"{one.document_id}-reprint-{number}"
    passages = tuple(replace(p, document_id=name, passage_id=f"{name}:{p.start}-{p.end}") for p in one.passages)
    return replace(one, document_id=name, outlet=f"Reprinter {number}", passages=passages)


def told(draft: Draft) -> list[tuple[str, str]]:
    """What each statement says, and whose words it gives."""
    return [(s.text, draft.citations[s.citations[0] - 1].document_id) for s in draft.statements]


@pytest.mark.parametrize("asked", [COUNTED, SAID, COMPARED])
def test_reprints_change_neither_what_is_said_nor_whose_words_are_given(desk: Desk, asked: str) -> None:
    alone = told(desk.draft(asked, *ARCHIVE))
    assert len(alone) > 1
    assert told(desk.draft(asked, *reprints(*ARCHIVE))) == alone


def test_reprints_are_named_beside_the_one_that_leads(desk: Desk) -> None:
    first, *_ = desk.draft(COUNTED, *reprints(PRESS)).citations
    assert (first.document_id, first.also_reported_by) == (
        "press",
        ("press-reprint-0", "press-reprint-1", "press-reprint-2"),
    )


def test_markers_count_up_where_reports_are_told_apart_and_some_are_reprints(desk: Desk) -> None:
    draft = desk.draft(COMPARED, *reprints(PRESS, GAZETTE))
    markers = [int(number) for number in re.findall(r"\[(\d+)\]", draft.text)]
    assert list(dict.fromkeys(markers)) == [citation.number for citation in draft.citations]
    assert len(draft.citations) == 8


def test_reprints_without_a_date_are_no_figures_of_different_dates(desk: Desk) -> None:
    alone = desk.draft(COUNTED, UNDATED).discrepancies
    assert [one.kind for one in alone] == [one.kind for one in desk.draft(COUNTED, *reprints(UNDATED)).discrepancies]


def test_parts_and_wholes_that_one_article_gives_do_not_conflict_by_its_reprints(desk: Desk) -> None:
    both = document(
        "Some 212 barges had passed the Tessel lock. Of late 40 barges had passed the Tessel lock.",
        "both",
        title="Notes",
        published_on=MAY,
        on=MAY,
        event="may",
    )
    assert len(desk.draft(COUNTED, both).statements) == 2
    assert desk.draft(COUNTED, *reprints(both)).discrepancies == desk.draft(COUNTED, both).discrepancies == ()


def test_a_difference_in_wording_is_told_once(desk: Desk) -> None:
    other = document(
        "Holm said inspectors had found traces of illegal shipments through the Tessel lock.",
        "other",
        title="Notes",
        published_on=MAY,
        on=MAY,
        event="may",
    )
    full = document(
        "Holm said inspectors had found traces of the illegal shipment of kettles through the Tessel lock.",
        "full",
        title="Notes",
        published_on=MAY,
        on=MAY,
        event="may",
    )
    asked = "What did Holm say about shipments through the Tessel lock?"
    alone = [one.about for one in desk.draft(asked, full, other).discrepancies]
    assert alone
    assert [one.about for one in desk.draft(asked, *reprints(full, other, copies=1)).discrepancies] == alone


def test_what_an_abstention_offers_is_not_one_passage_three_times() -> None:
    documents = reprints(PRESS, LATER)
    passages = [
        ScoredPassage(p, one.text[p.start : p.end], one.title, one.outlet, one.published_on, 1.0, 0.5, None)
        for one in documents
        for p in one.passages
    ]
    known = {one.document_id: one for one in documents}
    offered = nearest(passages, known, ())
    assert [one.document_id for one in offered] == ["press", "june"]
    assert [one.document_id for one in nearest(passages, known, offered[:1])] == ["june"]


async def test_reprints_do_not_crowd_another_report_out_of_what_is_looked_at(tmp_path: Path, cache: Path) -> None:
    """Fifteen outlets have the better match; at twelve passages looked at, the other would not be among them."""
    wire = "Ada Holm said that some 212 barges had passed the Tessel lock."
    other = "By June some 640 barges had passed the lock, the harbour office of Norhavn wrote about the Tessel."
    lines = [{"doc_id": f"wire-{n:02}", "text": wire, "title": "Lock", "source": f"Outlet {n}"} for n in range(15)]
    lines.append({"doc_id": "office", "text": other, "title": "Harbour", "source": "Harbour Office"})
    corpus = tmp_path / "corpus.jsonl"
    corpus.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    with open_assistant(Settings(_env_file=None, home=tmp_path / "home", cache=cache)) as assistant:
        assistant.archive.sync([corpus])
        looked_at = await assistant.search(COUNTED, k=12)
        assert {one.passage.document_id for one in looked_at} <= {f"wire-{n:02}" for n in range(15)}
        answer = await assistant.ask(COUNTED)
    assert {statement.answer for statement in answer.statements} == {"some 212", "some 640"}
