"""Invented reports in a corpus that grows, the archive over it, and a clock that stands where it is put."""

from __future__ import annotations

import json
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.assistant import Assistant
from assistant.bootstrap import open_assistant
from assistant.settings import Settings
from assistant.watching.ledger import Ledger
from assistant.watching.watcher import Watcher

if TYPE_CHECKING:
    from collections.abc import Iterator


NOON = 1_790_000_000.0  # a moment

FERRY = {
    "doc_id": "ferry-february",
    "title": "Ferry over the Sund carries more cars",
    "source": "Norhavn Gazette",
    "published_at": "2024-02-06",
    "text": "The new ferry over the Vik Sund has carried 12,400 cars since it opened in November, the board said.",
}
MORE = {
    "doc_id": "ferry-may",
    "title": "Half a year of the Sund ferry",
    "source": "Coast Herald",
    "published_at": "2024-05-14",
    "text": "Since it opened in November, the ferry over the Vik Sund has carried 31,900 cars, the harbour board said.",
}
REPRINT = {**MORE, "doc_id": "ferry-reprint", "source": "Island Post", "published_at": "2024-05-15"}
EARLIER = {
    "doc_id": "ferry-december",
    "title": "A month of the Sund ferry",
    "source": "Island Post",
    "published_at": "2023-12-20",
    "text": "The board said that the ferry over the Vik Sund had carried 5,100 cars since it opened in November.",
}
MUSEUM = {
    "doc_id": "museum",
    "title": "Kettles",
    "source": "Brindle Post",
    "published_at": "2024-03-03",
    "text": "The kettle museum of Brindle drew 31,000 visitors in 2023, its director Lotte Quill said.",
}
FIRE = {
    "doc_id": "fire-gazette",
    "title": "Fire in Norhavn warehouse",
    "source": "Norhavn Gazette",
    "published_at": "2024-08-09",
    "text": "A warehouse in Norhavn burnt on Thursday. Eleven workers were injured in the fire, the police said.",
}
FIRE_ELSEWHERE = {
    "doc_id": "fire-herald",
    "title": "Norhavn warehouse burns",
    "source": "Coast Herald",
    "published_at": "2024-08-09",
    "text": "A warehouse in Norhavn burnt down on Thursday. The fire injured 17 workers, a hospital said.",
}


@dataclass
class Desk:
    """An archive over one corpus, and who watches it."""

    assistant: Assistant
    corpus: Path
    now: float = NOON
    papers: dict[str, dict[str, Any]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.ledger = Ledger(self.assistant.archive.engine)
        self.watcher = Watcher(self.assistant, self.ledger, lambda: self.now)

    def index(self, *papers: dict[str, Any], without: tuple[str, ...] = (), rebuild: bool = False) -> None:
        """Add papers to the corpus, take others out, and index it."""
        self.papers = {key: paper for key, paper in self.papers.items() if key not in without}
        self.papers |= {paper["doc_id"]: paper for paper in papers}
        self.corpus.write_text("".join(json.dumps(paper) + "\n" for paper in self.papers.values()), "utf-8")
        self.assistant.archive.sync([self.corpus], rebuild=rebuild)


@contextmanager
def opened(folder: Path, cache: Path) -> Iterator[Desk]:
    """Open the archive in a folder, new or as it was left."""
    settings = Settings(_env_file=None, home=folder / "home", cache=cache, embedding="minilm")
    corpus = folder / "papers.jsonl"
    kept = [json.loads(line) for line in corpus.read_text("utf-8").splitlines()] if corpus.exists() else []
    with open_assistant(settings) as assistant:
        yield Desk(assistant, corpus, papers={paper["doc_id"]: paper for paper in kept})
