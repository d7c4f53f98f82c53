"""Question sets in the BEIR-like layout: a folder with `corpus.jsonl` and `queries.jsonl`, plain or `.gz`."""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from eval.errors import SuiteError

if TYPE_CHECKING:
    from collections.abc import Iterator

Half = Literal["tune", "held-out"]


@dataclass(frozen=True, slots=True)
class SetQuestion:
    """A question with the documents that hold its answer; `answerable` is None where it does not apply."""

    query_id: str
    question: str
    answers: tuple[str, ...]
    evidence: frozenset[str]  # document ids
    answerable: bool | None

    @property
    def half(self) -> Half:
        """What it is for: an even first byte of the id's SHA-256 is for tuning, an odd one is held out."""
        return "held-out" if self.digest[0] % 2 else "tune"

    @property
    def digest(self) -> bytes:
        """The id's SHA-256."""
        return sha256(self.query_id.encode()).digest()


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """A corpus and the questions asked of it."""

    name: str
    corpus: Path
    questions: tuple[SetQuestion, ...]


def load_question_set(folder: Path, limit: int | None = None) -> QuestionSet:
    """Read a set; a limit takes that many questions of each half, chosen by hash. Raises `SuiteError`."""
    corpus, queries = _file(folder, "corpus"), _file(folder, "queries")
    questions = sorted(_questions(queries), key=lambda one: one.digest)
    halves = [[one for one in questions if one.half == half] for half in ("tune", "held-out")]
    return QuestionSet(folder.name, corpus, tuple(one for half in halves for one in half[:limit]))


def _file(folder: Path, stem: str) -> Path:
    for path in (folder / f"{stem}.jsonl", folder / f"{stem}.jsonl.gz"):
        if path.is_file():
            return path
    raise SuiteError(f"{folder} holds no {stem}.jsonl; a question set has corpus.jsonl and queries.jsonl.")


def _questions(path: Path) -> Iterator[SetQuestion]:
    content = path.read_bytes()
    text = (gzip.decompress(content) if path.suffix == ".gz" else content).decode("utf-8")
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            yield _question(json.loads(line))
        except (ValueError, KeyError, TypeError) as error:
            raise SuiteError(f"{path}, line {number}: not a question, {error!r}.") from error


def _question(row: dict[str, object]) -> SetQuestion:
    answers, evidence, answerable = row.get("answers", []), row.get("evidence", []), row.get("answerable")
    if not isinstance(answers, list) or not isinstance(evidence, list):
        raise TypeError("answers and evidence are lists")
    documents = frozenset(str(one["doc_id"]) for one in evidence)
    known = answerable if isinstance(answerable, bool) else None
    return SetQuestion(str(row["query_id"]), str(row["question"]), tuple(map(str, answers)), documents, known)
