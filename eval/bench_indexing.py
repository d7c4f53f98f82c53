"""Measures indexing against the model alone: `python -m eval.bench_indexing CORPUS [--limit N]`.

Both embed the same passages in one run: first the model by itself, then the whole of indexing, from the file
to an index that can be searched. Prints both rates and their ratio.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from dataclasses import replace
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


def main() -> None:
    """Print the two rates."""
    parser = argparse.ArgumentParser(prog="python -m eval.bench_indexing", description="Measures indexing.")
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--rounds", type=int, default=1, help="each round measures both")
    arguments = parser.parse_args()
    for _ in range(arguments.rounds):
        with tempfile.TemporaryDirectory() as folder:
            settings = replace(read_settings().for_index(), home=Path(folder))
            with open_archive(settings) as archive:
                sys.stdout.write(_measure(archive, arguments.corpus) + "\n")


def _measure(archive: Archive, corpus: Path) -> str:
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
    return (
        f"{report.passages} passages: model alone {alone:.1f}/s, indexing {whole:.1f}/s, "
        f"ratio {whole / alone:.3f}; unchanged again in {again:.2f} s"
    )


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
