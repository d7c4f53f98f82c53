"""Relevance judgements, as BEIR and TREC write them: which documents bear out the answer to which question."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from eval.mistakes import cannot_read, mistake

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

Judgements: TypeAlias = "Mapping[str, tuple[str, ...]]"  # query id: ids of relevant documents; empty: judged, none is
_BEIR = ("query-id", "corpus-id", "score")
_TREC = ("query-id", "iteration", "corpus-id", "score")


def read_qrels(folder: Path) -> Judgements | None:
    """Return the judgements of a folder, or None where it has none. Raises `SuiteError`.

    They stand in `qrels.tsv`, in `qrels.txt`, or in files of `qrels/`: there, `test.tsv` alone where it is present.
    """
    paths = _files(folder)
    if not paths:
        return None
    relevant: dict[str, tuple[str, ...]] = {}
    for path in paths:
        for query_id, document_id, wanted in _rows(path):
            known = relevant.setdefault(query_id, ())
            if wanted and document_id not in known:
                relevant[query_id] = (*known, document_id)
    return relevant


def _files(folder: Path) -> tuple[Path, ...]:
    alone = [path for name in ("qrels.tsv", "qrels.txt") if (path := folder / name).is_file()]
    if alone:
        return tuple(alone)
    if (test := folder / "qrels" / "test.tsv").is_file():
        return (test,)
    return tuple(sorted((folder / "qrels").glob("*.tsv")))


def _rows(path: Path) -> Iterator[tuple[str, str, bool]]:
    """Yield question, document, and whether that is relevant: scored above 0."""
    try:
        with path.open(encoding="utf-8-sig") as lines:
            for number, line in enumerate(lines, start=1):
                cells = line.rstrip("\r\n").split("\t") if "\t" in line else line.split()
                if cells and not (number == 1 and _is_header(cells)):
                    yield _row(path, number, [cell.strip() for cell in cells])
    except (OSError, UnicodeDecodeError) as error:
        raise cannot_read(path) from error


def _is_header(cells: list[str]) -> bool:
    return _score(cells[-1]) is None


def _row(path: Path, number: int, cells: list[str]) -> tuple[str, str, bool]:
    columns = _TREC if len(cells) == len(_TREC) else _BEIR
    if len(cells) != len(columns):
        raise mistake(path, number, (), f"{len(cells)} columns; wanted are {', '.join(_BEIR)}")
    row = dict(zip(columns, cells, strict=True))
    score = _score(row["score"])
    if score is None:
        raise mistake(path, number, ("score",), f"{row['score']!r} is not a number")
    return row["query-id"], row["corpus-id"], score > 0


def _score(cell: str) -> float | None:
    try:
        return float(cell)
    except ValueError:
        return None
