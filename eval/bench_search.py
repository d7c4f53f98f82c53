"""Measures search on question sets: `python -m eval.bench_search FOLDER... [--work DIR]`.

Recall at k of the fused ranking and of each method alone: of documents, each by its best passage, and of
passages where the set quotes its evidence (found: a passage that holds the first quoted words); for the
half that may be tuned on and the held-out one; and the time that search takes, and the model within it.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
import time
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from statistics import fmean, median
from typing import TYPE_CHECKING

from assistant.settings import read_settings
from eval.question_set import SetQuestion, load_question_set
from index.archive import open_archive
from index.types import ScoredPassage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from index.archive import Archive

CUTOFFS = (4, 10)
_POOL = 200  # passages: above what the methods find for fusion
_QUOTED = 40  # characters of an evidence text that make it recognisable


@dataclass(frozen=True, slots=True)
class Ranked:
    """One question's rankings, best first, by method."""

    question: SetQuestion
    quotes: tuple[str, ...]
    rankings: dict[str, tuple[ScoredPassage, ...]]


def main() -> None:
    """Print a table for each set."""
    parser = argparse.ArgumentParser(prog="python -m eval.bench_search", description="Measures search.")
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--work", type=Path, default=Path(".readout/bench"), help="where indexes are kept")
    arguments = parser.parse_args()
    for folder in arguments.folders:
        settings = replace(read_settings().for_index(), home=arguments.work / folder.name)
        with open_archive(settings) as archive:
            sys.stdout.write(_table(archive, folder))


def _table(archive: Archive, folder: Path) -> str:
    questions = load_question_set(folder)
    archive.sync([questions.corpus])
    quotes = _quotes(folder)
    ranked = [_rank(archive, one, quotes[one.query_id]) for one in questions.questions if one.evidence]
    lines = [f"### {folder.name}: {archive.passage_count()} passages", ""]
    for half in ("tune", "held-out"):
        lines += _figures(half, [one for one in ranked if one.question.half == half])
    return "\n".join([*lines, _times(archive, [one.question.question for one in ranked]), "", ""])


def _rank(archive: Archive, question: SetQuestion, quotes: tuple[str, ...]) -> Ranked:
    found = archive.search(question.question, _POOL)
    rankings = {
        "hybrid": found,
        "MiniLM": _by(found, lambda one: one.dense),
        "BM25": _by(found, lambda one: one.lexical),
    }
    return Ranked(question, quotes, rankings)


def _by(found: Iterable[ScoredPassage], score: Callable[[ScoredPassage], float | None]) -> tuple[ScoredPassage, ...]:
    scored = [(own, one) for one in found if (own := score(one)) is not None]
    return tuple(one for _, one in sorted(scored, key=lambda pair: (-pair[0], pair[1].passage.passage_id)))


def _figures(half: str, ranked: Sequence[Ranked]) -> list[str]:
    lines = []
    for unit, recall in (("documents", _of_documents), ("passages", _of_passages)):
        for k in CUTOFFS:
            cells = []
            for method in ("hybrid", "MiniLM", "BM25"):
                values = [value for one in ranked if (value := recall(one, method, k)) is not None]
                cells.append(f"{method} {fmean(values):.4f}" if values else f"{method} –")
            lines.append(f"{half:9} {unit:9} R@{k:<3} {'  '.join(cells)}  (n={len(ranked)})")
    return lines


def _of_documents(one: Ranked, method: str, k: int) -> float:
    documents = dict.fromkeys(hit.passage.document_id for hit in one.rankings[method])
    return len(one.question.evidence & set(list(documents)[:k])) / len(one.question.evidence)


def _of_passages(one: Ranked, method: str, k: int) -> float | None:
    """The part of the quoted evidence that stands in the first `k` passages of its documents."""
    if not one.quotes:
        return None
    texts = [h.text for h in one.rankings[method][:k] if h.passage.document_id in one.question.evidence]
    return sum(any(quote in text for text in texts) for quote in one.quotes) / len(one.quotes)


def _quotes(folder: Path) -> dict[str, tuple[str, ...]]:
    """The evidence texts' first words, by query id, of those long enough to be found again."""
    path = folder / "queries.jsonl"
    data = path.read_bytes() if path.exists() else gzip.decompress(Path(f"{path}.gz").read_bytes())
    found = {}
    for row in map(json.loads, data.decode().splitlines()):
        texts = [one["text"] for one in row["evidence"]]
        found[str(row["query_id"])] = tuple(text[:_QUOTED] for text in texts if len(text) >= _QUOTED)
    return found


def _times(archive: Archive, questions: Sequence[str]) -> str:
    sample = sorted(questions, key=lambda text: sha256(text.encode()).digest())[:100]
    whole = median(_milliseconds(archive.search, text) for text in sample)
    model = median(_milliseconds(archive.embedding.embed_query, text) for text in sample)
    return f"median of {len(sample)}: {whole:.1f} ms, of which the model {model:.1f} ms"


def _milliseconds(call: Callable[[str], object], text: str) -> float:
    began = time.perf_counter()
    call(text)
    return 1000 * (time.perf_counter() - began)


if __name__ == "__main__":
    main()
