"""An answer as a message: prose with markers, what differs, where it stands, and what can be done with it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, TypeVar

from assistant.surfaces.slack import ids
from assistant.surfaces.slack.shown import limits
from assistant.surfaces.slack.shown.differences import difference_block
from assistant.surfaces.slack.shown.links import no_link, safe
from assistant.surfaces.slack.shown.message import (
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
from assistant.surfaces.slack.shown.opinion import feedback_block
from assistant.surfaces.slack.shown.prose import Shown, shown
from assistant.surfaces.slack.shown.sources import Told, related_line, source_line, together
from assistant.surfaces.slack.shown.text import cut, line, mrkdwn, plain, shortened

if TYPE_CHECKING:
    from collections.abc import Iterable

    from assistant.surfaces.slack.shown.links import Link
    from assistant.types import Answer

Part = TypeVar("Part")

SHOWN: Final = 4  # sources under an answer; the others are a press away
_QUESTION: Final = 300  # characters
_NOTE: Final = 300
_NOTES: Final = 3
_DIFFERENCES: Final = 4
_ERROR: Final = 600
_NAME: Final = 64  # of an answer
_HEAD: Final = 500  # characters for the question, written as a block
_WAY: Final = 1_200  # for the way to the rest
_ROW: Final = 1_100  # for buttons
_SOURCES: Final = 1_800  # for sources, whatever differs
_TITLE: Final = 300


def answer_message(
    answer: Answer,
    link: Link = no_link,
    *,
    rest: str | None = None,
    share: bool = False,
    asked: str = "",
) -> Message:
    """Return an answer. Nothing in it is over a limit.

    `rest` is the address of the answer in full, `share` adds the button that shows it to all. What was `asked` is
    quoted where it does not stand above the answer anyway, and what is noted follows at once.
    """
    told = shown(answer, link)
    head = [_question(asked), *_notes(answer)] if asked else []
    layout = _laid_out(answer, link, told)
    closing = _closing(replace(answer, notes=()) if asked else answer, layout, rest=rest, share=share)
    text = "\n".join((read_aloud(head), told.text, read_aloud(closing)))
    return Message(fallback(text), [*head, markdown_block(told.markdown or "…"), *closing])


def closing_blocks(
    answer: Answer, link: Link = no_link, *, rest: str | None = None, share: bool = False
) -> list[Block]:
    """Return what follows the prose, also where that was streamed."""
    return _closing(answer, _laid_out(answer, link, shown(answer, link)), rest=rest, share=share)


def sources_message(answer: Answer, link: Link = no_link, *, rest: str | None = None) -> Message:
    """Return the sources that stand not under the answer, and the passages that were near and not used."""
    layout = _laid_out(answer, link, shown(answer, link))
    room = limits.ALL_BLOCKS - _WAY - _ROW
    lines = fitting((source_line(one, link, answer.citations) for one in layout.hidden), room)
    near = fitting((related_line(one, link) for one in answer.related), room - written(lines))
    left = len(layout.hidden) - len(lines)
    blocks = [
        *([_titled("More sources", lines)] if lines else []),
        *([_titled("Related passages, not used", near)] if near and answer.status == "answered" else []),
        *([_left_out(left, rest)] if left else []),
    ]
    told = blocks or [rich_text(section(said("There are no more sources.")))]
    return Message(fallback(read_aloud(told)), told)


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


@dataclass(frozen=True, slots=True)
class _Layout:
    """What there is room for under an answer, by whatever way it is shown, and the sources that stand not there."""

    whole: bool
    blocks: tuple[Block, ...]
    hidden: tuple[Told, ...]


def _laid_out(answer: Answer, link: Link, told: Shown) -> _Layout:
    taken = written(told.markdown) + written(_notes(answer)) + _HEAD + _ROW + (0 if told.whole else _WAY)
    room = limits.ALL_BLOCKS - taken
    found = [difference_block(one, answer.citations, link, told.text) for one in answer.discrepancies[:_DIFFERENCES]]
    differences = fitting(found, room - _SOURCES - _TITLE)
    room -= written(differences)
    sources = together(answer.citations)
    text = f"{told.text}\n{read_aloud(differences)}"
    lines = fitting((source_line(one, link, answer.citations, text) for one in sources[:SHOWN]), room - _TITLE)
    lines = lines or [source_line(one, no_link, (), text) for one in sources[:1]]  # its links left no room for it
    shown_sources = [_titled("Sources", lines)] if lines else []
    blocks = [*differences, *shown_sources, *_related(answer, link, room - written(shown_sources))]
    return _Layout(told.whole, tuple(blocks), sources[len(lines) :])


def _closing(answer: Answer, layout: _Layout, *, rest: str | None, share: bool) -> list[Block]:
    way = [] if layout.whole else [_way_to_rest(rest)]
    return [*way, *layout.blocks, *_notes(answer), *_buttons(answer, len(layout.hidden), share=share)]


def _notes(answer: Answer) -> list[Block]:
    notes = [note for note in answer.notes if line(note)][:_NOTES]
    return [small(notes, _NOTE)] if notes else []


def _related(answer: Answer, link: Link, room: int) -> list[Block]:
    """Return what an abstention offers."""
    if answer.status != "abstained":
        return []
    near = fitting((related_line(one, link) for one in answer.related[:SHOWN]), room - _TITLE)
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
    """Return what can be done with an answer that can be found again by its name."""
    if not 0 < len(answer.answer_id) <= _NAME:
        return []
    more = [button(ids.SOURCES, f"More sources ({hidden})", answer.answer_id)] if hidden else []
    pressed = [*more, *([share_button(answer.answer_id)] if share else [])]
    return [*([actions(*pressed)] if pressed else []), feedback_block(answer.answer_id)]
