"""An answer's text as Markdown: it reads as it was written, whole or as it comes."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.surfaces.slack.shown.links import linked_to, no_link
from assistant.surfaces.slack.shown.prose import LONGEST, Prose, answer_markdown, shown
from assistant.surfaces.slack.shown.text import size
from tests.assistant.surfaces.slack.answers import BARGES, PAGE, answers, of_many
from tests.assistant.surfaces.slack.readers import bare_links, formats, links, seen

if TYPE_CHECKING:
    from assistant.types import Answer

LINK = linked_to(PAGE)
FIRST = f"[\\[1\\]]({LINK(BARGES.citations[0])})"
SECOND = f"[\\[2\\]]({LINK(BARGES.citations[1])})"
THIRD = f"[\\[3\\]]({LINK(BARGES.citations[2])})"


def test_an_answer_reads_as_it_was_written_and_its_markers_lead_to_their_passages() -> None:
    assert answer_markdown(BARGES, LINK) == (
        "The sources give different figures at different dates.\n\n"
        '- 3 February 2021 call, Ada Holm: "some 212 barges had passed the Tessel lock since November 5, 2020" '
        f"{FIRST}; also reported by Harbour Gazette {SECOND}\n"
        '- 9 July 2021 call, Ada Holm: "more than 1,150 barges had passed the Tessel lock since November 5, 2020" '
        f"{THIRD}"
    )


def test_a_marker_without_a_link_is_shown_and_one_without_a_citation_is_text() -> None:
    assert answer_markdown(BARGES).count("\\[1\\];") == 1
    assert answer_markdown(replace(BARGES, text="It is so [1][9]."), LINK) == f"It is so {FIRST}\\[9\\]."


def test_lines_after_a_list_do_not_become_part_of_its_last_item() -> None:
    told = replace(BARGES, text="One.\nTwo.\n- a\n- b\nThree.")
    assert answer_markdown(told) == "One.\n\nTwo.\n\n- a\n- b\n\nThree."


def test_a_long_answer_is_cut_at_a_sentence() -> None:
    long = replace(BARGES, text="Ninety-nine barges passed the lock on that day. " * 200)
    told = shown(long)
    assert not told.whole
    assert shown(BARGES).whole
    assert LONGEST * 0.95 < size(told.markdown) <= LONGEST
    assert told.markdown.endswith("on that day. …")
    assert told.text.removesuffix(" …") in long.text


def streamed(answer: Answer, pieces: list[str]) -> list[str]:
    prose = Prose(LINK)
    for citation in answer.citations:
        prose.cite(citation)
    return [*(prose.feed(piece) for piece in pieces), prose.end()]


def test_an_answer_is_shown_as_it_comes_and_ends_as_it_is_whole() -> None:
    pieces = streamed(BARGES, BARGES.text.splitlines(keepends=True))
    assert pieces[0] == "The sources give different figures at different dates."
    assert pieces[1].endswith(f"also reported by Harbour Gazette {SECOND}")
    assert "".join(pieces) == answer_markdown(BARGES, LINK)


def test_a_long_answer_ends_at_a_sentence_where_it_comes_bit_by_bit() -> None:
    long = of_many(200, quote="Barge {} passed the lock, and nobody knows what it had on board.")
    pieces = streamed(long, [long.text[at : at + 7] for at in range(0, len(long.text), 7)])
    told = "".join(pieces)
    assert size(told) <= LONGEST
    assert told.startswith('- Ada Holm: "Barge 1 passed the lock, and nobody knows what it had on board." [')
    assert told.endswith(" …")
    assert told == answer_markdown(long, LINK)


@settings(max_examples=40, deadline=None)
@given(answers(), st.integers(20, 400))
def test_whatever_comes_in_whatever_pieces_is_the_markdown_of_the_whole(answer: Answer, step: int) -> None:
    pieces = streamed(answer, [answer.text[at : at + step] for at in range(0, len(answer.text), step)])
    told = "".join(pieces)
    assert size(told) <= LONGEST
    if shown(answer, LINK).whole:
        assert told == answer_markdown(answer, LINK)


@settings(max_examples=60, deadline=None)
@given(answers())
def test_a_reader_sees_the_text_of_a_hostile_answer_and_no_format_or_link_but_ours(answer: Answer) -> None:
    markdown = answer_markdown(answer, LINK)
    ours = [LINK(citation) for citation in answer.citations]
    assert size(markdown) <= LONGEST
    assert "<" not in markdown
    assert formats(markdown) <= {"link"}
    assert set(links(markdown)) <= {url for url in ours if url}
    assert bare_links(markdown, [url for url in ours if url]) == []
    lines = [re.sub(r"^[-*•] +", "", one.strip()) for one in shown(answer, LINK).text.split("\n")]
    read = " ".join(seen(markdown))
    assert [word for one in lines for word in one.split()] == read.split()


def test_no_link_is_given_where_there_is_none() -> None:
    assert links(answer_markdown(BARGES, no_link)) == []
