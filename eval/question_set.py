"""Sets of questions that run as they are: a folder with `queries.jsonl` and, mostly, `corpus.jsonl`, plain or `.gz`.

BEIR's layout, judgements (`qrels`) included, and ours: `answers`, `evidence`, `answerable`, `history`, … in each line.
"""

from __future__ import annotations

import gzip
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from pydantic import ValidationError

from assistant.mistakes import first_of
from eval.errors import SuiteError
from eval.mistakes import cannot_read, mistake
from eval.qrels import Judgements, read_qrels
from eval.written_question import WrittenQuestion

if TYPE_CHECKING:
    from collections.abc import Iterator

    from eval.case import Case


@dataclass(frozen=True, slots=True)
class Questions:
    """The questions of a file as cases, read line by line."""

    path: Path
    judgements: Judgements | None
    count: int
    tags: frozenset[str]

    def __iter__(self) -> Iterator[Case]:
        return (case for _, case in _cases(self.path, self.judgements))

    def __len__(self) -> int:
        return self.count


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """A set, named like its folder."""

    name: str
    questions: Questions
    corpus: Path | None  # None: it asks of no documents, such as a set about follow-ups


def load_question_set(folder: Path) -> QuestionSet:
    """Read all of a set's questions once. Raises `SuiteError` naming file, line and field of the first mistake."""
    queries = find_jsonl(folder, "queries")
    if queries is None:
        raise _no_questions(folder)
    return QuestionSet(folder.resolve().name, _open(queries, read_qrels(folder)), find_jsonl(folder, "corpus"))


def find_jsonl(folder: Path, stem: str) -> Path | None:
    """Return `STEM.jsonl` or `STEM.jsonl.gz` of a folder, or None."""
    return next((path for end in ("", ".gz") if (path := folder / f"{stem}.jsonl{end}").is_file()), None)


def _no_questions(folder: Path) -> SuiteError:
    pages = find_jsonl(folder, "pages")
    if pages is not None:
        return SuiteError(
            f"{folder} holds pages, not questions; `python -m eval.bench_cleaning {pages}` measures cleaning on them."
        )
    return SuiteError(f"{folder} holds no queries.jsonl; a set of questions has it and, mostly, corpus.jsonl.")


def _open(path: Path, judgements: Judgements | None) -> Questions:
    """Read all questions once to know that they can be used."""
    ids: set[str] = set()
    tags: set[str] = set()
    for number, case in _cases(path, judgements):
        if case.id in ids:
            raise mistake(path, number, ("query_id",), f"{case.id!r} is the id of an earlier question")
        ids.add(case.id)
        tags.update(case.tags)
    if not ids:
        raise SuiteError(f"{path} holds no questions; write one JSON object a line.")
    return Questions(path, judgements, len(ids), frozenset(tags))


def _cases(path: Path, judgements: Judgements | None) -> Iterator[tuple[int, Case]]:
    """Yield each question's line and case; where there are judgements, of those that anything is known of."""
    judged = judgements or {}
    for number, question in _questions(path):
        if judgements is None or question.expects or question.query_id in judged:
            yield number, question.case(judged.get(question.query_id, ()))


def _questions(path: Path) -> Iterator[tuple[int, WrittenQuestion]]:
    try:
        with _opened(path) as lines:
            for number, line in enumerate(lines, start=1):
                if line.strip():
                    yield number, _parse(path, number, line)
    except (OSError, UnicodeDecodeError, EOFError, zlib.error) as error:  # the last two: of a .gz that was cut off
        raise cannot_read(path) from error


def _opened(path: Path) -> TextIO:
    if path.suffix == ".gz":
        return gzip.open(path, "rt", encoding="utf-8-sig")
    return path.open(encoding="utf-8-sig")


def _parse(path: Path, number: int, line: str) -> WrittenQuestion:
    try:
        return WrittenQuestion.model_validate_json(line)
    except ValidationError as error:
        raise mistake(path, number, *first_of(error)) from error
