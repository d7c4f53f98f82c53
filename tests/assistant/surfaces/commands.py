"""Commands as tests give them, and a few papers made up for them."""

import json
import sys
from pathlib import Path

from typer.testing import CliRunner, Result

from assistant.surfaces.cli import app

FERRY = """Harbour master counts ferries

LARNBURY, 3 May 2021 - Harbour master Ada Quill said that 12 ferries had left the port since April.

She told the Larnbury Gazette that the new pier would open in June.
"""
CORPUS = [
    {
        "doc_id": "bridge/1",
        "title": "Bridge closed",
        "text": "The stone bridge at Marrow was closed on 7 June 2021 after 40 lorries had crossed it.",
        "source": "Marrow Courier",
        "published_at": "2021-06-08",
        "url": "https://example.org/bridge",
    },
    {
        "_id": "orchard",
        "title": "Apples",
        "text": "Growers in Pell picked 900 tonnes of apples in October 2021.",
        "source": "Pell Herald",
    },
]
FERRY_QUESTION = "How many ferries had left the port since April?"


def run(*arguments: str | Path, home: Path | None = None, stdin: str | None = None) -> Result:
    options = () if home is None else ("--home", str(home))
    return CliRunner().invoke(
        app, [*map(str, arguments), *options], input=stdin, prog_name="readout", catch_exceptions=False
    )


def program(*arguments: str) -> list[str]:
    return [sys.executable, "-c", "from assistant.surfaces.cli import main; main()", *arguments]


def write_papers(folder: Path) -> None:
    """Write a text, a corpus and something that is neither."""
    (folder / "ferry count.txt").write_text(FERRY, "utf-8")
    (folder / "corpus.jsonl").write_text("".join(json.dumps(one) + "\n" for one in CORPUS), "utf-8")
    (folder / "photo.png").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0")
