"""The table of outcomes in the docs; `python -m tests.assistant.surfaces.slack.outcomes` runs all and writes it."""

from __future__ import annotations

import asyncio
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.assistant.newsroom import write_newsroom
from tests.assistant.surfaces.commands import run
from tests.assistant.surfaces.slack.scenarios import SCENARIOS, Outcome, Stage

DOCS = Path(__file__).parents[4] / "docs" / "slack.md"
BEGIN, END = "<!-- delivery -->", "<!-- /delivery -->"
_HEAD = ("| what goes wrong | what Slack is told | what the thread shows in the end |", "|---|---|---|")


def read_table(docs: Path = DOCS) -> dict[str, Outcome]:
    """Return the outcomes that the docs tell of."""
    table = docs.read_text("utf-8").partition(BEGIN)[2].partition(END)[0]
    rows = [line for line in table.splitlines() if line.startswith("| ")][1:]
    cells = ([cell.strip() for cell in row.strip("|").split("|")] for row in rows)
    return {what: Outcome(told, shown) for what, told, shown in cells}


def write_table(outcomes: dict[str, Outcome], docs: Path = DOCS) -> None:
    """Put the outcomes between the marks in the docs."""
    rows = (f"| {what} | {one.told} | {one.shown} |" for what, one in outcomes.items())
    before, begin, rest = docs.read_text("utf-8").partition(BEGIN)
    _, end, after = rest.partition(END)
    docs.write_text("\n".join((f"{before}{begin}", *_HEAD, *rows, f"{end}{after}")), "utf-8")


def main() -> None:
    """Make all of it happen, and write what came of it."""
    with TemporaryDirectory() as name:
        room = Path(name)
        assert run("index", write_newsroom(room / "papers"), home=room / "home").exit_code == 0
        outcomes: dict[str, Outcome] = {}
        for number, (what, scenario) in enumerate(SCENARIOS.items()):
            own = room / str(number)
            own.mkdir()
            stage = Stage(shutil.copytree(room / "home", own / "home"), own)
            outcomes[what] = asyncio.run(scenario(stage))
    write_table(outcomes)


if __name__ == "__main__":
    main()
