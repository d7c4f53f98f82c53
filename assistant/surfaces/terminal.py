"""How a person in a terminal sees answers, passages, documents and progress."""

from __future__ import annotations

import json
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from index.progress import Progress, silent

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from assistant.serialise import DocumentEntry, DocumentPage, DocumentView, FoundPassage, SearchResult
    from assistant.types import Answer, Citation
    from index.types import SyncReport

# A document's own control characters must not move the cursor or change colours, or have 16 read as 61.
_DIRECTIONS = (*range(0x202A, 0x202F), *range(0x2066, 0x206A))
_CONTROLS = {code: "\ufffd" for code in (*range(32), *range(127, 160), *_DIRECTIONS) if chr(code) not in "\n\t"}
_SHORT = 160  # characters of a related passage


def write_lines(lines: Iterable[str]) -> None:
    """Write lines to stdout, fit for a terminal."""
    for line in lines:
        sys.stdout.write(line.translate(_CONTROLS) + "\n")


def write_json(value: object, *, indent: int | None = 2) -> None:
    """Write a value as JSON, in ASCII where stdout has no way to write all characters."""
    from assistant.serialise import to_json

    plain = not (sys.stdout.encoding or "").lower().replace("-", "").startswith("utf8")
    sys.stdout.write(json.dumps(to_json(value), indent=indent, ensure_ascii=plain) + "\n")
    sys.stdout.flush()


@contextmanager
def progress_bar() -> Iterator[Progress]:
    """Show a bar for each stage while there is a terminal to show it on."""
    if not sys.stderr.isatty():
        yield silent
        return
    from rich import progress as rich_progress
    from rich.console import Console

    columns = (
        rich_progress.TextColumn("{task.description}"),
        rich_progress.BarColumn(),
        rich_progress.MofNCompleteColumn(),
        rich_progress.TimeRemainingColumn(),
    )
    console = Console(stderr=True)
    with rich_progress.Progress(*columns, console=console, transient=True, redirect_stdout=False) as bar:
        stages: dict[str, rich_progress.TaskID] = {}

        def show(stage: str, done: int, total: int) -> None:
            if stage not in stages:
                stages[stage] = bar.add_task(stage, total=total)
            bar.update(stages[stage], completed=done, total=total, visible=done < total)

        yield show


def answer_lines(answer: Answer) -> Iterator[str]:
    """Show an answer, its numbered sources, and how it came about; on an abstention, what is near."""
    if answer.standalone_question != answer.question:
        yield f"({answer.standalone_question})"
    yield answer.text
    if answer.citations:
        yield ""
    for citation in answer.citations:
        yield f"[{citation.number}] {_source(citation)}"
    if answer.status == "abstained" and answer.related:
        yield from ("", "Related:")
        for citation in answer.related:
            yield from (f"- {_source(citation)}", f"  “{_shortened(citation.quote)}”")
    if answer.notes:
        yield from ("", *(f"Note: {note}" for note in answer.notes))


def search_lines(result: SearchResult) -> Iterator[str]:
    """Show passages, best first, with each method's score."""
    if not result.passages:
        yield "Nothing was found."
    for rank, passage in enumerate(result.passages, start=1):
        place = _place(passage.document_id, passage.start, passage.end)
        yield f"{rank}. {_published(passage)} · {place}"
        dense, lexical = _score(passage.scores.dense), _score(passage.scores.lexical)
        yield f"   score {passage.score:.4f}, dense {dense}, lexical {lexical}"
        yield from (f"   {line}" for line in passage.text.splitlines())
        yield ""


def listing_lines(page: DocumentPage) -> Iterator[str]:
    """Show a document a line, in columns."""
    rows = [("document", "published", "event", "outlet", "title"), *(_row(one) for one in page.documents)]
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    for row in rows:
        yield "  ".join((*(cell.ljust(width) for cell, width in zip(row, widths, strict=False)), row[4]))
    yield f"{page.total} documents"


def document_lines(document: DocumentView, *, removed: bool) -> Iterator[str]:
    """Show a document's text and, where asked, what cleaning took out of it."""
    yield document.title
    published = _day(document.published_on) or "on an unknown day"
    yield f"{document.outlet or 'an unknown outlet'}, published {published}{_event(document)}"
    yield f"{document.document_id} · {document.url or document.origin}"
    yield from ("", document.text)
    if removed:
        yield from ("", f"Removed ({len(document.removed)}):")
        yield from (f"- {removal.reason}: {removal.text}" for removal in document.removed)


def sync_lines(report: SyncReport) -> Iterator[str]:
    """Sum up a run of indexing; each rejection with its reason."""
    counts = (
        f"{len(report.added)} added",
        f"{len(report.updated)} updated",
        f"{len(report.unchanged)} unchanged",
        f"{len(report.removed)} removed",
        f"{len(report.rejected)} rejected",
    )
    yield f"{', '.join(counts)}; {report.passages} passages, {report.seconds:.1f} s"
    yield from (f"rejected {rejection.origin}: {rejection.reason}" for rejection in report.rejected)
    yield from (f"note: {note}" for note in report.notes)


def _source(citation: Citation) -> str:
    also = f" · also reported by {', '.join(citation.also_reported_by)}" if citation.also_reported_by else ""
    place = _place(citation.document_id, citation.start, citation.end)
    return f"{_published(citation)}{_event(citation)} · {place}{also}"


def _published(shown: Citation | FoundPassage) -> str:
    known = ", ".join(filter(None, (shown.outlet, _day(shown.published_on))))
    return f"{shown.title} — {known}" if known else shown.title


def _event(shown: Citation | DocumentView) -> str:
    if shown.event_on is None:
        return ""
    return f" (event {_day(shown.event_on)}, {shown.event_on_precision})"


def _place(document_id: str, start: int, end: int) -> str:
    return f"{document_id}:{start}-{end}"


def _row(entry: DocumentEntry) -> tuple[str, str, str, str, str]:
    published, event = (on.isoformat() if on else "-" for on in (entry.published_on, entry.event_on))
    return entry.document_id, published, event, entry.outlet or "-", entry.title


def _day(on: date | None) -> str:
    return f"{on.day} {on:%b %Y}" if on else ""


def _score(score: float | None) -> str:
    return "-" if score is None else f"{score:.3f}"


def _shortened(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _SHORT else text[:_SHORT].rstrip() + "…"
