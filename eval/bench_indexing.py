"""Measures indexing against the model alone: `python -m eval.bench_indexing CORPUS [--limit N]`.

Both embed the same passages in one run: first the model by itself, then the whole of indexing, from the file
to an index that can be searched. Prints both rates and their ratio.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.settings import read_settings
from index.archive import open_archive
from index.intake import Intake
from index.passages import embeddable_text
from index.pipeline import Recipe
from index.read import discover

if TYPE_CHECKING:
    from index.archive import Archive


@dataclass(frozen=True, slots=True)
class Round:
    """Passages a second."""

    alone: float
    whole: float


def main() -> None:
    """Print each round's rates, and the ratio of the best: what else the machine does only slows either."""
    parser = argparse.ArgumentParser(prog="python -m eval.bench_indexing", description="Measures indexing.")
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--rounds", type=int, default=3, help="each round measures both")
    arguments = parser.parse_args()
    rounds = []
    for _ in range(arguments.rounds):
        with tempfile.TemporaryDirectory() as folder:
            settings = replace(read_settings().for_index(), home=Path(folder))
            with open_archive(settings) as archive:
                rounds.append(_measure(archive, arguments.corpus))
    ratio = max(one.whole for one in rounds) / max(one.alone for one in rounds)
    sys.stdout.write(f"ratio of the best: {ratio:.3f}\n")


def _measure(archive: Archive, corpus: Path) -> Round:
    texts = _texts(archive, corpus)
    archive.embedding.embed_documents(texts[:64])  # warm
    began = time.perf_counter()
    archive.embedding.embed_documents(texts)
    alone = len(texts) / (time.perf_counter() - began)
    began = time.perf_counter()
    report = archive.sync([corpus])
    whole = report.passages / (time.perf_counter() - began)
    began = time.perf_counter()
    archive.sync([corpus])
    again = time.perf_counter() - began
    sys.stdout.write(
        f"{report.passages} passages: model alone {alone:.1f}/s, indexing {whole:.1f}/s, "
        f"ratio {whole / alone:.3f}; unchanged again in {again:.2f} s\n"
    )
    return Round(alone, whole)


def _texts(archive: Archive, corpus: Path) -> list[str]:
    """The passages as indexing embeds them."""
    intake = Intake(
        embedding=archive.embedding,
        recipe=Recipe(""),
        files=discover([corpus]).files,
        clean_jsonl=False,
        live={},
        gone=frozenset(),
        staged=frozenset(),
    )
    return [
        embeddable_text(version.document.title, version.document.text[passage.start : passage.end])
        for version in intake.versions()
        for passage in version.document.passages
    ]


if __name__ == "__main__":
    main()
