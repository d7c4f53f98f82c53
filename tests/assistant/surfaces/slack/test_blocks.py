"""An answer as a message: it reads well, holds every limit, and nothing of others in it pings or links."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.surfaces.slack import ids
from assistant.surfaces.slack.shown import limits
from assistant.surfaces.slack.shown.blocks import (
    answer_message,
    closing_blocks,
    error_message,
    sources_message,
)
from assistant.surfaces.slack.shown.links import linked_to, no_link, safe
from assistant.surfaces.slack.shown.message import Message, read_aloud, written
from assistant.surfaces.slack.shown.prose import answer_markdown
from assistant.types import Discrepancy, DiscrepancyValue
from tests.assistant.surfaces.slack.answers import (
    BARGES,
    KETTLES,
    NOT_THERE,
    PAGE,
    WORDING,
    answers,
    of_many,
    texts,
)
from tests.assistant.surfaces.slack.readers import bare_links, elements, links
from tests.slack_server.kit.messages import content_problems

if TYPE_CHECKING:
    from assistant.types import Answer, Citation

LINK = linked_to(PAGE)
REST = f"{PAGE}/#q=What"
FEBRUARY_LINE = (
    "- [1] Ada Holm · Norlund Press Office · 3 February 2021 · Open the passage; also reported by Harbour Gazette [2]"
)
GAZETTE_LINE = (
    "- [2] “some 212 barges had passed the lock since November 5, 2020” Ada Holm · Harbour Gazette · "
    "3 February 2021, published 4 February 2021 · Open the passage"
)
GROWERS_LINE = (
    "- “Growers count the cost / The growers asked the council of Dell for relief.” "
    "Dell Courier · 3 February 2021 (date inferred) · Open the passage"
)


def kinds(message: Message) -> list[str]:
    return [block["type"] for block in message.blocks]


def pressed(message: Message) -> dict[str, str]:
    """The buttons of a message by their action, with what they are labelled."""
    found = [one for one in elements(message.blocks) if one.get("type") == "button"]
    return {one["action_id"]: one["text"]["text"] for one in found}


def test_an_answer_reads_as_prose_then_what_differs_then_where_it_stands() -> None:
    message = answer_message(BARGES, LINK)
    assert kinds(message) == ["markdown", "rich_text", "rich_text", "context_actions"]
    assert message.blocks[0]["text"] == answer_markdown(BARGES, LINK)
    assert read_aloud(message.blocks[1:]).split("\n") == [
        "Barges, by date",
        "- 3 February 2021: some 212 · Ada Holm [1] [2]",
        "- 9 July 2021: more than 1,150 · Ada Holm [3]",
        "Sources",
        FEBRUARY_LINE,
        GAZETTE_LINE,
        "- [3] Ada Holm · Norlund Press Office · 9 July 2021 · Open the passage",
    ]


def test_the_text_of_a_message_says_all_of_it_to_who_listens() -> None:
    message = answer_message(BARGES, LINK)
    assert message.text == f"{BARGES.text}\n{read_aloud(message.blocks[1:])}"


def test_every_way_to_a_passage_leads_to_its_place_on_the_page() -> None:
    found = [one for one in elements(answer_message(BARGES, LINK).blocks) if one.get("type") == "link"]
    assert {one["url"] for one in found} == {LINK(citation) for citation in BARGES.citations}
    opened = [one for one in found if one["text"] == "Open the passage"]
    assert [one["url"] for one in opened] == [LINK(citation) for citation in BARGES.citations]


def test_a_quote_that_the_prose_does_not_hold_stands_with_its_source() -> None:
    written_by_a_model = replace(BARGES, text="Barges passed [1][2][3].", discrepancies=())
    read = read_aloud(answer_message(written_by_a_model, LINK).blocks)
    for citation in BARGES.citations:
        assert f"[{citation.number}] “{citation.quote}”" in read


def test_documents_with_the_same_words_share_a_line() -> None:
    first, second, third = BARGES.citations
    same = replace(BARGES, citations=(first, replace(second, quote=first.quote), third), discrepancies=())
    assert read_aloud(closing_blocks(same, LINK)).split("\n") == [
        "Sources",
        FEBRUARY_LINE,
        "- [3] Ada Holm · Norlund Press Office · 9 July 2021 · Open the passage",
    ]


def test_different_words_of_one_statement_stand_side_by_side_with_the_words_that_differ_bold() -> None:
    answer = replace(BARGES, text="They found it [1][2].", citations=KETTLES, discrepancies=(WORDING,))
    block = answer_message(answer, LINK).blocks[1]
    assert read_aloud([block]).split("\n") == [
        "Same statement, different words",
        "- “they found the illegal shipment of kettles at the lock” · Ada Holm · Press Office · 3 February 2021 [1]",
        "- “they found illegal shipments at the lock” · Ada Holm · Harbour Gazette · 3 February 2021 [2]",
    ]
    bold = [one["text"] for one in elements(block) if one.get("style") == {"bold": True}]
    assert bold == ["Same statement, different words", "illegal shipment of kettles", "illegal shipments"]


def test_figures_that_contradict_each_other_are_shown_with_both_quotes() -> None:
    first, second, _ = BARGES.citations
    values = (
        DiscrepancyValue("some 212", 212.0, "barges", None, "Ada Holm", (1,)),
        DiscrepancyValue("some 240", 240.0, "barges", None, None, (2,)),
    )
    note = "The sources give different figures for the same event. They give some 212 [1], some 240 [2]."
    differs = Discrepancy("conflict", "barges", note, values)
    said = replace(second, quote="She spoke of some 240 barges.")
    answer = replace(BARGES, text="They differ [1][2].", citations=(first, said), discrepancies=(differs,))
    read = read_aloud(answer_message(answer, LINK).blocks[1:2]).split("\n")
    assert read[0] == "Same event, different figures: barges"
    assert read[1].startswith(f"- “{first.quote}” · Ada Holm")
    assert read[2].startswith("- “She spoke of some 240 barges.” · Harbour Gazette")
    assert read[3] == "The sources give different figures for the same event. They give some 212 [1], some 240 [2]."


def test_an_abstention_offers_what_is_near_and_says_that_it_is_no_answer() -> None:
    message = answer_message(NOT_THERE, LINK)
    assert message.text.split("\n") == [
        "The archive does not answer this question.",
        "These passages come nearest. They do not answer the question.",
        GROWERS_LINE,
    ]
    assert kinds(message) == ["markdown", "rich_text", "context_actions"]


def test_what_is_noted_of_an_answer_stands_in_small_print() -> None:
    noted = replace(BARGES, notes=("The model's answer was withheld: <b>2</b> of its sentences do not hold.", "\u200b"))
    small = next(block for block in answer_message(noted).blocks if block["type"] == "context")
    assert small["elements"] == [
        {
            "type": "plain_text",
            "text": "The model's answer was withheld: <b>2</b> of its sentences do not hold.",
            "emoji": False,
        }
    ]


def test_the_first_sources_are_shown_and_the_others_are_a_press_away() -> None:
    answer = of_many(9)
    assert pressed(answer_message(answer, LINK)) == {ids.SOURCES: "More sources (5)"}
    more = sources_message(answer, LINK)
    read = read_aloud(more.blocks).split("\n")
    assert read[0] == "More sources"
    assert [line.split()[1] for line in read[1:]] == ["[5]", "[6]", "[7]", "[8]", "[9]"]
    assert "“Barge 5 passed the lock.” Ada Holm · Gazette 5 · 3 February 2021 · Open the passage" in read[1]


def test_more_sources_than_fit_are_counted_and_linked() -> None:
    answer = of_many(120, quote="Barge {} passed the lock, loaded with barley, timber and copper kettles.")
    more = sources_message(answer, LINK, rest=REST)
    told = read_aloud(more.blocks).split("\n")
    shown = len(told) - 2
    assert 10 < shown < 116
    assert told[-1] == f"{116 - shown} more sources are not shown here. Read all of them"
    assert more.blocks[-1]["elements"][0]["elements"][1]["url"] == REST


def test_passages_that_were_near_are_among_more_sources_only() -> None:
    answer = replace(of_many(6), related=NOT_THERE.related)
    assert "Growers" not in answer_message(answer, LINK).text
    assert "Related passages, not used\n- “Growers count the cost" in read_aloud(sources_message(answer, LINK).blocks)


def test_where_there_are_no_more_sources_that_is_said() -> None:
    assert sources_message(BARGES).text == "There are no more sources."


def test_a_long_answer_leads_to_all_of_it() -> None:
    long = of_many(200)
    message = answer_message(long, LINK, rest=REST)
    assert message.blocks[0]["text"].endswith(" …")
    assert read_aloud(message.blocks[1:2]) == "The answer is longer than fits here. Read all of it"
    assert read_aloud(answer_message(long, LINK).blocks[1:2]).strip() == "The answer is longer than fits here."


def test_an_answer_for_one_can_be_shared_with_its_question() -> None:
    message = answer_message(BARGES, LINK, share=True, asked=BARGES.question)
    assert pressed(message) == {ids.SHARE: "Share in channel"}
    assert read_aloud(message.blocks[:1]) == "How many barges have passed the Tessel lock?"
    assert message.text.startswith("How many barges have passed the Tessel lock?\nThe sources give")


def test_what_follows_a_streamed_answer_is_what_follows_it_in_a_message() -> None:
    assert answer_message(BARGES, LINK, rest=REST).blocks[1:] == closing_blocks(BARGES, LINK, rest=REST)


def test_a_sentence_that_says_what_went_wrong_is_a_message() -> None:
    message = error_message("The archive is <being> indexed; ask again in a minute.")
    assert read_aloud(message.blocks) == "The archive is <being> indexed; ask again in a minute."
    assert message.text == "The archive is &lt;being&gt; indexed; ask again in a minute."
    assert error_message("\u200b").text == "Something went wrong."


def hostile_link(url: str | None) -> Any:
    def link(_: Citation) -> str | None:
        return url

    return link


def held(message: Message) -> None:
    """Hold a message to what Slack takes, also where it takes the place of another."""
    values = {"text": message.text, "blocks": message.blocks}
    assert content_problems(values, longest=limits.TEXT, refuses="msg_too_long") == []
    json.dumps(values, ensure_ascii=False).encode("utf-8")
    assert written(message.blocks) <= limits.ALL_BLOCKS
    assert sum(len(block["text"]) for block in message.blocks if block["type"] == "markdown") <= limits.MARKDOWN


def harmless(message: Message, allowed: set[str]) -> None:
    """Hold a message to pinging nobody and linking to nothing but what is allowed."""
    assert not set("<>") & set(message.text)
    for one in elements(message.blocks):
        assert one.get("type") not in ("mrkdwn", "user", "usergroup", "channel", "broadcast", "date", "emoji")
        assert "url" not in one or one["url"] in allowed
        if one.get("type") == "plain_text":
            assert one["emoji"] is False
        if one.get("type") == "markdown":
            found = links(one["text"])
            assert set(found) <= allowed
            assert "<" not in one["text"]
            assert bare_links(one["text"], found) == []
    hidden = set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200b\u200e\u200f\ufeff\x00\ufff9")
    assert not hidden & set(json.dumps(message.blocks, ensure_ascii=False))


@settings(max_examples=60, deadline=None)
@given(answers(), st.booleans(), st.booleans())
def test_no_answer_is_over_a_limit_or_pings_or_links_to_what_is_not_ours(
    answer: Answer, share: bool, asked: bool
) -> None:
    ours = {LINK(one) for one in (*answer.citations, *answer.related)} - {None}
    question = answer.question if asked else ""
    whole = answer_message(answer, LINK, rest=REST, share=share, asked=question)
    for message in (whole, sources_message(answer, LINK, rest=REST)):
        held(message)
        harmless(message, {*map(str, ours), REST})


@settings(max_examples=30, deadline=None)
@given(answers())
def test_nor_is_one_that_links_to_what_documents_give_as_their_addresses(answer: Answer) -> None:
    link = linked_to(None)
    theirs = {link(one) for one in (*answer.citations, *answer.related)} - {None}
    for shown in (answer_message, sources_message):
        message = shown(answer, link)
        held(message)
        harmless(message, {str(one) for one in theirs})


@settings(max_examples=20, deadline=None)
@given(answers(), texts)
def test_nor_is_one_whose_links_are_not_links(answer: Answer, url: str) -> None:
    for shown in (answer_message, sources_message):
        message = shown(answer, hostile_link(url), rest=url)
        held(message)
        harmless(message, {str(safe(url))})


@pytest.mark.parametrize("count", [1, 4, 5, 40, 300])
@pytest.mark.parametrize("page", [PAGE, "https://readout.example.org/" + "a" * 800])
def test_answers_of_any_length_hold_the_limits(count: int, page: str) -> None:
    link = linked_to(page)
    answer = replace(of_many(count), notes=("Note. " * 100,) * 5, discrepancies=BARGES.discrepancies * 9)
    whole = answer_message(answer, link, rest=page, share=True, asked=answer.question)
    for message in (whole, sources_message(answer, link, rest=page)):
        held(message)
        harmless(message, {str(link(one)) for one in answer.citations} | {page})
    assert "[1]" in read_aloud(closing_blocks(answer, no_link))


@settings(deadline=None)
@given(texts)
def test_a_sentence_is_held_too(sentence: str) -> None:
    held(error_message(sentence))
    harmless(error_message(sentence), set())
