"""An answer as a message: prose with markers, what differs, where it stands, and what can be done with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeVar

from assistant.surfaces.slack import ids, limits
from assistant.surfaces.slack.differences import difference_block
from assistant.surfaces.slack.links import no_link, safe
from assistant.surfaces.slack.message import (
    Block,
    Element,
    Message,
    actions,
    button,
    link_to,
    listed,
    markdown_block,
    read_aloud,
    rich_text,
    said,
    section,
    small,
    written,
)
from assistant.surfaces.slack.opinion import feedback_block
from assistant.surfaces.slack.prose import answer_markdown, is_cut, shown_text
from assistant.surfaces.slack.sources import related_line, source_line, together
from assistant.surfaces.slack.text import cut, line, mrkdwn, plain, shortened

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from assistant.surfaces.slack.links import Link
    from assistant.surfaces.slack.sources import Told
    from assistant.types import Answer

Part = TypeVar("Part")

SHOWN: Final = 4  # sources under an answer; the others are a press away
_QUESTION: Final = 300  # characters
_NOTE: Final = 300
_NOTES: Final = 3
_DIFFERENCES: Final = 4
_ERROR: Final = 600
_HEAD: Final = 500  # characters for the question, written as a block
_WAY: Final = 1_200  # for the way to the rest
_ROW: Final = 1_100  # for buttons
_SOURCES: Final = 1_800  # for sources, whatever differs


def answer_message(
    answer: Answer,
    link: Link = no_link,
    *,
    more: bool = False,
    rest: str | None = None,
    share: bool = False,
    asked: bool = False,
) -> Message:
    """Return an answer, or with `more` the sources that it had no place for. Nothing in it is over a limit.

    `rest` is the address of the answer in full, `share` adds the button that shows it to all, `asked` its question.
    """
    if more:
        return sources_message(answer, link, rest=rest)
    head = [_question(answer.question)] if asked else []
    closing = closing_blocks(answer, link, rest=rest, share=share)
    prose = markdown_block(answer_markdown(answer, link) or "…")
    text = "\n".join((read_aloud(head), shown_text(answer, link), read_aloud(closing)))
    return Message(fallback(text), [*head, prose, *closing])


def closing_blocks(
    answer: Answer, link: Link = no_link, *, rest: str | None = None, share: bool = False
) -> list[Block]:
    """Return what follows the prose, also where that was streamed."""
    way = [_way_to_rest(rest)] if is_cut(answer, link) else []
    differences = _differences(answer, link)
    lines = _source_lines(answer, link)
    hidden = len(together(answer.citations)) - len(lines)
    sources = [_titled("Sources", lines)] if lines else []
    related = _related(answer, link) if answer.status == "abstained" else []
    return [*way, *differences, *sources, *related, *_notes(answer), *_buttons(answer, hidden, share=share)]


def sources_message(answer: Answer, link: Link = no_link, *, rest: str | None = None) -> Message:
    """Return the sources that stand not under the answer, and the passages that were near and not used."""
    told = together(answer.citations)[len(_source_lines(answer, link)) :]
    room = limits.ALL_BLOCKS - _WAY - _ROW
    lines = fitting((source_line(one, link, answer.citations) for one in told), room)
    near = fitting((related_line(one, link) for one in answer.related), room - written(lines))
    blocks = [
        *([_titled("More sources", lines)] if lines else []),
        *([_titled("Related passages, not used", near)] if near and answer.status == "answered" else []),
        *([_left_out(len(told) - len(lines), rest)] if len(told) > len(lines) else []),
    ]
    shown = blocks or [rich_text(section(said("There are no more sources.")))]
    return Message(fallback(read_aloud(shown)), shown)


def error_message(sentence: str) -> Message:
    """Return a sentence that says what went wrong, or anything else that is said in a sentence."""
    text = shortened(sentence, _ERROR) or "Something went wrong."
    return Message(fallback(text), [rich_text(section(said(text)))])


def share_button(answer_id: str) -> Element:
    """Return the button that shows an answer, given to one, to all of the channel."""
    return button(ids.SHARE, "Share in channel", answer_id)


def fallback(text: str) -> str:
    """Return the text that stands for blocks, cut at a sentence."""
    whole = plain(text).strip()
    return mrkdwn(cut(whole, limits.TEXT, mrkdwn)) or "…"


def _question(question: str) -> Block:
    quoted = {"type": "rich_text_quote", "elements": [said(shortened(question, _QUESTION) or "…")]}
    return rich_text(quoted)


def _way_to_rest(rest: str | None) -> Block:
    told = said("The answer is longer than fits here. ")
    return rich_text(section(told, *([link_to(rest, "Read all of it")] if safe(rest) else [])))


def _left_out(count: int, rest: str | None) -> Block:
    told = said(f"{count} more {'source is' if count == 1 else 'sources are'} not shown here. ")
    return rich_text(section(told, *([link_to(rest, "Read all of them")] if safe(rest) else [])))


def _room(answer: Answer, link: Link) -> int:
    """Return what the prose, notes and buttons leave for all else, by whatever way the answer is shown."""
    taken = written(answer_markdown(answer, link)) + written(_notes(answer)) + _HEAD + _ROW
    return limits.ALL_BLOCKS - taken - (_WAY if is_cut(answer, link) else 0)


def _notes(answer: Answer) -> list[Block]:
    notes = [note for note in answer.notes if line(note)][:_NOTES]
    return [small(notes, _NOTE)] if notes else []


def _differences(answer: Answer, link: Link) -> list[Block]:
    room = _room(answer, link) - _SOURCES
    text = shown_text(answer, link)
    found = [difference_block(one, answer.citations, link, text) for one in answer.discrepancies[:_DIFFERENCES]]
    return fitting(found, room)


def _source_lines(answer: Answer, link: Link) -> list[Element]:
    differences = _differences(answer, link)
    room = _room(answer, link) - written(differences)
    text = f"{shown_text(answer, link)}\n{read_aloud(differences)}"
    told = together(answer.citations)[:SHOWN]
    return fitting((source_line(one, link, answer.citations, text) for one in told), room) or _unlinked(told[:1], text)


def _unlinked(told: Sequence[Told], text: str) -> list[Element]:
    """Return the lines of sources whose links leave no room for them."""
    return [source_line(one, no_link, (), text) for one in told]


def _related(answer: Answer, link: Link) -> list[Block]:
    near = fitting((related_line(one, link) for one in answer.related[:SHOWN]), _room(answer, link))
    return [_titled("These passages come nearest. They do not answer the question.", near)] if near else []


def _titled(title: str, lines: Iterable[Element]) -> Block:
    return rich_text(section(said(title, bold=True)), listed(lines))


def fitting(parts: Iterable[Part], room: int) -> list[Part]:
    """Return the first of some parts of a message, as many as there is room for."""
    taken: list[Part] = []
    for part in parts:
        room -= written(part) + 1
        if room < 0:
            break
        taken.append(part)
    return taken


def _buttons(answer: Answer, hidden: int, *, share: bool) -> list[Block]:
    more = [button(ids.SOURCES, f"More sources ({hidden})", answer.answer_id)] if hidden else []
    shown = [*more, *([share_button(answer.answer_id)] if share else [])]
    row = [actions(*shown)] if shown else []
    return [*row, feedback_block(answer.answer_id)] if answer.answer_id else row
