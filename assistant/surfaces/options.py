"""What commands can be told: the options that several of them share."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from index.types import Filters

EXAMPLE = "\b\nExample:\n  "  # \b: not to be wrapped


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise typer.BadParameter(f"{text!r} is not a date like 2023-01-31.") from error


def _text(text: str) -> str:
    """A shell passes bytes on: those that are not text can name nothing in the archive."""
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise typer.BadParameter(f"{text!r} is not text in UTF-8.") from error
    return text


Json = Annotated[bool, typer.Option("--json", help="Write JSON.")]
Home = Annotated[
    Path | None,
    typer.Option(metavar="DIR", help="Where the index lives, in place of READOUT_HOME.", file_okay=False),
]
Conversation = Annotated[str | None, typer.Option(metavar="ID", help="Continue this conversation, or start it.")]
Outlets = Annotated[
    list[str] | None,
    typer.Option("--outlet", parser=_text, metavar="NAME", help="Only what this outlet published; may be given again."),
]
Since = Annotated[date | None, typer.Option(parser=_date, metavar="DATE", help="Only from this day on, as 2023-01-31.")]
Until = Annotated[date | None, typer.Option(parser=_date, metavar="DATE", help="Only up to this day, as 2023-12-31.")]
DocumentId = Annotated[str | None, typer.Argument(metavar="ID", parser=_text, show_default=False)]
Question = Annotated[str | None, typer.Argument(metavar="QUESTION", show_default=False)]
Batch = Annotated[
    typer.FileBinaryRead | None,
    typer.Option(
        metavar="FILE",
        help="Questions as JSONL with `id` and `question` (or `query_id` or `_id`, and `text`), `-`: stdin; "
        "one JSON result a line. A line that fails holds an `error`, and the rest goes on; exit code 3.",
    ),
]


def filters(outlets: list[str] | None, since: date | None, until: date | None) -> Filters:
    """Return what the options restrict a search to; dates in the wrong order are a usage error."""
    if since and until and since > until:
        raise typer.BadParameter(f"--since {since} is after --until {until}.")
    return Filters(tuple(outlets or ()), since, until)


def check_one_of(question: str | None, batch: object) -> None:
    """Neither or both of a question and a batch is a usage error."""
    if (question is None) == (batch is None):
        raise typer.BadParameter("Give either a QUESTION or --batch FILE.")
