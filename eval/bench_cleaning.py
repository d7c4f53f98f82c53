"""Measures cleaning on pages whose article is known: `python -m eval.bench_cleaning pages.jsonl[.gz]`.

A page is `{"doc_id", "page_text", "gold_body"}` a line. Text is compared as sets of four-token shingles over
lower-cased `\\w+` tokens; precision, recall and F1 are computed for each page and averaged over the pages.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean
from typing import TYPE_CHECKING, Literal

from eval.written_question import half_of
from index.clean import clean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

Half = Literal["tune", "held-out", "all"]
_SHINGLE = 4
_LONG = 12  # words
_ENDS = re.compile(r"[.!?…:;]['\"”’)\]]*\Z")


@dataclass(frozen=True, slots=True)
class Page:
    """A page's whole text and the article in it."""

    doc_id: str
    text: str
    body: str


@dataclass(frozen=True, slots=True)
class Score:
    """How much of what was kept is article, how much of the article was kept, and both in one; 0 to 1."""

    precision: float
    recall: float
    f1: float


def read_pages(path: Path, half: Half = "held-out") -> tuple[Page, ...]:
    """The pages of one half: those whose id's SHA-256 starts with an even byte are for tuning."""
    data = path.read_bytes()
    text = (gzip.decompress(data) if path.suffix == ".gz" else data).decode("utf-8")
    rows = [json.loads(line) for line in text.split("\n") if line]
    pages = [Page(row["doc_id"], row["page_text"], row["gold_body"]) for row in rows]
    return tuple(page for page in pages if half in ("all", half_of(page.doc_id)))


def compare(kept: str, body: str) -> Score:
    """How well a cleaned text matches the article."""
    found, expected = _shingles(kept), _shingles(body)
    both = len(found & expected)
    precision = both / len(found) if found else 0.0
    recall = both / len(expected) if expected else 0.0
    return Score(precision, recall, 2 * precision * recall / (precision + recall) if both else 0.0)


def mean_score(pages: Iterable[Page], cleaner: Callable[[str], str]) -> Score:
    """The mean over pages of each figure."""
    scores = [compare(cleaner(page.text), page.body) for page in pages]
    return Score(*(fmean(getattr(score, name) for score in scores) for name in ("precision", "recall", "f1")))


def long_lines(text: str) -> str:
    """The lines that look like prose: of twelve words or more, with a sentence's end at theirs."""
    lines = (line.strip() for line in text.splitlines())
    return "\n".join(line for line in lines if len(line.split()) >= _LONG and _ENDS.search(line))


# What cleaning is held against, the cleaning itself last.
CLEANERS: Mapping[str, Callable[[str], str]] = {
    "the page's text as it is": lambda text: text,
    "lines of 12 words or more that end a sentence": long_lines,
    "`index/clean.py`": lambda text: clean(text).text,
}


def main(arguments: list[str]) -> None:
    """Prints the figures of one half: PATH [tune | held-out | all]."""
    halves: dict[str, Half] = {"tune": "tune", "all": "all"}
    pages = read_pages(Path(arguments[0]), halves.get("".join(arguments[1:]), "held-out"))
    sys.stdout.write(f"{len(pages)} pages\n")
    for name, cleaner in CLEANERS.items():
        score = mean_score(pages, cleaner)
        sys.stdout.write(f"{name}: precision {score.precision:.3f}, recall {score.recall:.3f}, F1 {score.f1:.3f}\n")


def _shingles(text: str) -> set[tuple[str, ...]]:
    tokens = re.findall(r"\w+", text.lower())
    if len(tokens) < _SHINGLE:
        return {tuple(tokens)} if tokens else set()
    return {tuple(tokens[i : i + _SHINGLE]) for i in range(len(tokens) - _SHINGLE + 1)}


if __name__ == "__main__":
    main(sys.argv[1:])
