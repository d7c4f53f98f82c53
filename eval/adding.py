"""Adds cases to a suite: questions that were asked, with the answers that they got."""

from __future__ import annotations

import json
import re
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import chain, count
from pathlib import Path
from textwrap import shorten
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from assistant.errors import FeedbackError
from assistant.feedback import Kept
from assistant.mistakes import first_of
from assistant.serialise import to_json
from eval.case import Case
from eval.cases import CaseFiles, read_cases
from eval.errors import SuiteError
from eval.expecting import expectations
from eval.suite import load_suite

if TYPE_CHECKING:
    from collections.abc import Iterable

    from assistant.conversations import Conversations
    from assistant.feedback import Feedback
    from eval.case import CaseFilters

_LONGEST = 60  # characters of an id


@dataclass(frozen=True, slots=True)
class Added:
    """A case as it now stands in its file; not complete: what a right answer holds is for a person to write."""

    case: Case
    path: Path
    line: int  # from 1
    complete: bool


def add_case(path: Path, kept: Kept, *, right: bool | None = None) -> Added:
    """Append what was asked to a file of cases, or to the first one of a suite.

    Whether the answer was right is what its rating says, where nobody else does; one without a rating was.
    Raises `SuiteError` where the suite cannot be read or written, or asks the same already.
    """
    book = _Book(path)
    if (known := book.knows(kept)) is not None:
        raise SuiteError(f"{path} asks that already, in the case {known!r}; change that one.")
    return book.add(kept, right=kept.rating != "wrong" if right is None else right)


def add_wrong(path: Path, wrong: Iterable[Kept]) -> tuple[Added, ...]:
    """Append answers that were rated wrong, but for questions that the suite asks already. Raises `SuiteError`."""
    book = _Book(path)
    return tuple([book.add(kept, right=False) for kept in wrong if book.knows(kept) is None])


def from_conversation(
    conversations: Conversations, feedback: Feedback, conversation_id: str, turn: int | None = None
) -> Kept:
    """Return a turn of a conversation, the last unless told (from 1), as `add_case` takes it.

    Raises `ConversationError` where there is no such conversation, `SuiteError` where it has no such turn.
    """
    turns = conversations.get(conversation_id).turns
    number = len(turns) if turn is None else turn
    if not 1 <= number <= len(turns):
        raise SuiteError(f"Conversation {conversation_id!r} has {len(turns)} turns, and none is number {number}.")
    answer = turns[number - 1].answer
    kept = Kept(answer)
    with suppress(FeedbackError):  # dropped as too old: asked without filters, for all that is known
        kept = feedback.get(answer.answer_id)
    return replace(kept, answer=answer, turns=tuple(one.question for one in turns[: number - 1]))


class _Book:
    """The cases that are there, and the file that more are added to."""

    def __init__(self, path: Path) -> None:
        self._path, cases = _open(path)
        self._ids: set[str] = set()
        self._asked: dict[tuple[tuple[str, ...], CaseFilters], str] = {}
        for case in cases:
            self._note(case)

    def knows(self, kept: Kept) -> str | None:
        """Return the id of the case that asks the same."""
        case = _case({"id": "any", **_asked(kept)})
        return self._asked.get((case.asked, case.filters))

    def add(self, kept: Kept, *, right: bool) -> Added:
        """Append a case."""
        written = {"id": self._free_id(kept), **_asked(kept), **_expected(kept, right=right), **_about(kept)}
        case = _case(written)
        line = _append(self._path, json.dumps(written, ensure_ascii=False))
        self._note(case)
        return Added(case, self._path, line, complete=right)

    def _note(self, case: Case) -> None:
        self._ids.add(case.id)
        self._asked.setdefault((case.asked, case.filters), case.id)

    def _free_id(self, kept: Kept) -> str:
        words = " ".join(re.findall(r"[^\W_]+", kept.answer.standalone_question.casefold()))
        slug = shorten(words, _LONGEST, placeholder="").replace(" ", "-") or "case"
        names = chain([slug], (f"{slug}-{number}" for number in count(2)))
        return next(name for name in names if name not in self._ids)


def _open(path: Path) -> tuple[Path, Iterable[Case]]:
    if path.suffix == ".jsonl":
        return path, (case for _, case in read_cases(path)) if path.exists() else ()
    cases = load_suite(path).cases
    if not isinstance(cases, CaseFiles):
        raise SuiteError(f"{path} has a layout of its own; name a suite (YAML) or a file of cases (JSONL).")
    return cases.paths[0], cases


def _asked(kept: Kept) -> dict[str, Any]:
    question = kept.answer.question
    asked: dict[str, Any] = {"turns": [*kept.turns, question]} if kept.turns else {"question": question}
    written = to_json(kept.filters)
    documents = written.pop("document_ids")
    named = {name: value for name, value in written.items() if value}
    if documents is not None:
        named["documents"] = documents
    return asked | ({"filters": named} if named else {})


def _expected(kept: Kept, *, right: bool) -> dict[str, Any]:
    answer = kept.answer
    resolved = right and bool(kept.turns) and answer.standalone_question != answer.question
    alone = {"standalone": answer.standalone_question} if resolved else {}
    return expectations(answer, right=right) | alone


def _about(kept: Kept) -> dict[str, Any]:
    note = {"note": kept.comment} if kept.comment else {}
    return {"tags": ["feedback" if kept.rating else "chat"], **note}


def _case(written: dict[str, Any]) -> Case:
    try:
        return Case.model_validate_json(json.dumps(written))
    except ValidationError as error:
        _, reason = first_of(error)
        raise SuiteError(f"{written['id']!r} cannot be a case: {reason}.") from error


def _append(path: Path, line: str) -> int:
    """Append a line in one piece, whether the last one is ended or not; return its number."""
    try:
        with path.open("a+b") as file:
            file.seek(0)
            lines = sum(1 for _ in file)
            file.seek(max(0, file.tell() - 1))
            ended = file.read() in {b"", b"\n"}
            file.write((b"" if ended else b"\n") + line.encode() + b"\n")
    except OSError as error:
        raise SuiteError(f"{path} cannot be written ({error.strerror}); make it writable.") from error
    return lines + 1
