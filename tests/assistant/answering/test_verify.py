from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answering.verify import check, unsupported
from assistant.errors import VerificationError
from assistant.types import Answer, Citation, Statement
from index.types import Document, Passage

if TYPE_CHECKING:
    from collections.abc import Callable

LOCK = (
    "On 3 May 2021 Ada Holm opened the lock. Ada Holm said that some 212 barges, led by Pavel Ruzic, had passed. "
    "The Brindle fair sold 4,700 kettles."
)
MILL = "The mill at Korrin ground 60 sacks until 7 June. 2021 people came."


def document(name: str, text: str, split: int) -> Document:
    """Two passages: what stands before `split`, and what stands after it."""
    passages = (Passage(f"{name}:a", name, 0, split, 9), Passage(f"{name}:b", name, split, len(text), 9))
    return Document(name, f"{name}.txt", "0", name.title(), text, event_on=date(2021, 5, 3), passages=passages)


DOCUMENTS = {
    "lock": document("lock", LOCK, LOCK.index("The Brindle")),
    "mill": document("mill", MILL, len(MILL)),
}


def citation(number: int, name: str, quote: str) -> Citation:
    text = DOCUMENTS[name].text
    start = text.index(quote)
    passage = next(p for p in DOCUMENTS[name].passages if p.start <= start < p.end)
    return Citation(
        number=number,
        document_id=name,
        passage_id=passage.passage_id,
        title=name,
        outlet=None,
        url=None,
        published_on=None,
        event_on=None,
        event_on_precision=None,
        speaker=None,
        quote=quote,
        start=start,
        end=start + len(quote),
    )


BARGES, SACKS = "some 212 barges, led by Pavel Ruzic, had passed", "The mill at Korrin ground 60 sacks until 7 June."


def good() -> Answer:
    return Answer(
        question="?",
        standalone_question="?",
        status="answered",
        text=f'- Ada Holm: "{BARGES}" [1]\n- Mill: "{SACKS}" [2]',
        statements=(Statement(f'"{BARGES}"', (1,)), Statement(f'"{SACKS}"', (2,))),
        citations=(citation(1, "lock", BARGES), citation(2, "mill", SACKS)),
        related=(citation(1, "lock", "The Brindle fair sold 4,700 kettles."),),
    )


def saying(text: str, *citations: int) -> Answer:
    answer = good()
    return replace(answer, statements=(Statement(text, citations or (1,)), answer.statements[1]))


def test_a_good_answer_comes_through_as_it_is() -> None:
    assert check(good(), DOCUMENTS) == good()


def _cited(answer: Answer, **changed: object) -> Answer:
    return replace(answer, citations=(replace(answer.citations[0], **changed), answer.citations[1]))  # type: ignore[arg-type]


DEFECTS: dict[str, Callable[[], Answer]] = {
    "wrong offset": lambda: _cited(good(), start=good().citations[0].start + 1, end=good().citations[0].end + 1),
    "altered quote": lambda: _cited(good(), quote=BARGES.replace("212", "213")),
    "quote of another length": lambda: _cited(good(), end=good().citations[0].end - 1),
    "empty quote": lambda: _cited(good(), quote="", end=good().citations[0].start),
    "negative offset": lambda: _cited(good(), start=-len(LOCK) + good().citations[0].start),
    "unknown document": lambda: _cited(good(), document_id="nowhere"),
    "another document": lambda: _cited(good(), document_id="mill"),
    "related at a wrong offset": lambda: replace(good(), related=(replace(good().related[0], start=0),)),
    "dropped marker": lambda: replace(good(), text=good().text.replace(" [2]", "")),
    "marker of nothing": lambda: replace(good(), text=good().text + " [3]"),
    "citation without a statement or marker": lambda: replace(
        good(), citations=(*good().citations, citation(3, "mill", "2021 people came."))
    ),
    "numbers out of order": lambda: replace(good(), citations=good().citations[::-1]),
    "uncited statement": lambda: replace(good(), statements=(replace(good().statements[0], citations=()),)),
    "statement on a citation that is not there": lambda: saying(f'"{BARGES}"', 3),
    "invented number": lambda: saying("Some 213 barges had passed."),
    "number of a passage not cited": lambda: saying("The fair sold 4,700 kettles."),
    "number of another document": lambda: saying("They ground 60 sacks."),
    "invented date": lambda: saying("It was opened on 4 May 2021."),
    "invented year of a date": lambda: saying("It was opened on 3 May 2020."),
    "invented name": lambda: saying("It was led by Mila Tonn."),
    "name of a passage not cited": lambda: saying("They came to the Brindle fair."),
    "invented first name": lambda: saying("It was led by Jan Ruzic."),
}


@pytest.mark.parametrize("defect", DEFECTS)
def test_each_kind_of_defect_is_refused(defect: str) -> None:
    with pytest.raises(VerificationError):
        check(DEFECTS[defect](), DOCUMENTS)


def test_what_any_cited_passage_holds_may_be_said() -> None:
    answer = saying("On 3 May 2021, 212 barges led by Pavel Ruzic had passed; Korrin ground 60 sacks.", 1, 2)
    assert check(answer, DOCUMENTS)


def test_an_abstention_needs_no_markers() -> None:
    assert check(Answer("?", "?", "abstained", "The archive does not answer.", related=good().related), DOCUMENTS)


def test_a_marker_in_a_quote_is_the_sources_own() -> None:
    text = "Some 40 kettles [7] boiled."
    held = {"kettles": Document("kettles", "k.txt", "0", "K", text)}
    one = replace(
        citation(1, "lock", BARGES), document_id="kettles", passage_id="none", quote=text, start=0, end=len(text)
    )
    answer = Answer("?", "?", "answered", f'"{text}" [1].', (Statement(f'"{text}"', (1,)),), (one,))
    assert check(answer, held)


@pytest.mark.parametrize(
    ("text", "passages", "missing"),
    [
        ("They sold 4,700 kettles.", "Some 4700 kettles were sold.", ()),
        ("They sold 470 kettles.", "Some 4,700 kettles were sold.", ("470",)),
        ("On 3 May they met.", "They met on 3 May 2021.", ()),
        ("They met in May 2021.", "They met on 3 May 2021.", ()),
        ("They met in May 2020.", "They met on 3 May 2021.", ("May 2020",)),
        ("They met on 3 May 2021.", "They met on 3 May.", ("3 May 2021",)),
        ("They met on 3 May 2021.", "They met on May 3, 2021.", ()),
        ("They met on 3 May 2021.", "They met in May 2021, all 3.", ("3 May 2021",)),
        ("It was led by Ada Holm.", "Ms. Holm led it.", ("Ada",)),
        ("Kettles were sold.", "Some sold pots.", ()),
        ("They came yesterday.", "They came.", ()),
    ],
)
def test_numbers_dates_and_names_must_stand_in_the_passages(text: str, passages: str, missing: tuple[str, ...]) -> None:
    assert unsupported(text, passages) == missing


@pytest.mark.parametrize(
    "text",
    [
        "The fair had 40 stalls until 5 May. 2021 visitors came.",
        "It has rung since March   21,   2023.",
        "The mill ran on 7 June\n\n2022 sacks were left.",
    ],
)
def test_a_quote_may_always_say_what_it_says(text: str) -> None:
    held = Document("d", "d.txt", "0", "D", text, passages=(Passage("d:a", "d", 0, len(text), 9),))
    for quote in (text, text[: text.index("2")], text.partition(". ")[0]):
        one = replace(
            citation(1, "lock", BARGES), document_id="d", passage_id="d:a", quote=quote, start=0, end=len(quote)
        )
        said = " ".join(quote.split())
        assert check(Answer("?", "?", "answered", f"“{said}” [1]", (Statement(said, (1,)),), (one,)), {"d": held})


@given(st.integers(0, 99_999))
def test_no_other_number_than_those_of_the_passage_is_let_through(number: int) -> None:
    missing = unsupported(f"They counted {number} barges.", LOCK)
    assert (missing == ()) == (number in {3, 212, 2021, 4700})
