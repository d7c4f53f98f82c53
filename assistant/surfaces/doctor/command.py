"""`readout doctor`."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.surfaces import options
from assistant.surfaces.exits import GATE_FAILED
from assistant.surfaces.terminal import write_json, write_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assistant.surfaces.doctor.finding import Result

Url = Annotated[
    str | None,
    typer.Option("--url", metavar="URL", help="Where Slack reaches `readout serve`: https://readout.example.org"),
]


def doctor(url: Url = None, *, as_json: options.Json = False, home: options.Home = None) -> None:
    """Look whether everything is in place, and say what to do where it is not.

    Nothing is changed, and a server that has the home open may go on. Exit code 1: a check failed.
    """
    from assistant.surfaces.doctor.examine import examine

    found: list[Result] = []
    for result in examine(home, url):
        found.append(result)
        if not as_json:
            write_lines(_lines(result))
    healthy = all(result.state != "failed" for result in found)
    if as_json:
        write_json(Report(healthy, tuple(found)))
    if not healthy:
        raise typer.Exit(GATE_FAILED)


@dataclass(frozen=True, slots=True)
class Report:
    """What was found."""

    healthy: bool  # whether no check failed
    checks: "tuple[Result, ...]"


def _lines(result: "Result") -> "Iterator[str]":
    yield f"{result.state:<8} {result.check}: {result.said}"
    if result.do and result.state != "ok":
        yield f"         → {result.do}"
