"""What the stand-in records of the calls it gets, and how it refuses one."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Call:
    """One call of the Web API, and what came of it."""

    method: str
    arguments: dict[str, Any]
    at: float  # time.monotonic()
    status: int = 200
    error: str | None = None

    @property
    def ok(self) -> bool:
        return self.error is None


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a call by Slack's documentation; `where` is a JSON pointer."""

    where: str
    said: str
    error: str | None = "invalid_blocks"  # as Slack answers; None: it lets it pass

    def __str__(self) -> str:
        return f"{self.said} [json-pointer:{self.where}]"


@dataclass(frozen=True, slots=True)
class Violation:
    """A problem, and the call that has it."""

    method: str
    problem: Problem

    def __str__(self) -> str:
        return f"{self.method}: {self.problem}"


class Refusal(Exception):  # noqa: N818 - Slack refuses, it does not fail
    """A call that Slack answers with an error."""

    def __init__(self, error: str, *, status: int = 200, headers: dict[str, str] | None = None, **extra: Any) -> None:
        super().__init__(error)
        self.error = error
        self.status = status
        self.headers = headers or {}
        self.extra = extra


@dataclass(slots=True)
class Arguments:
    """The arguments of a call, and what was found wrong with them so far."""

    method: str
    values: dict[str, Any]
    problems: list[Problem] = field(default_factory=list)

    def get(self, name: str, otherwise: Any = None) -> Any:
        return self.values.get(name, otherwise)

    def need(self, name: str, error: str = "invalid_arguments") -> Any:
        """Return an argument that must be there and not be empty."""
        value = self.values.get(name)
        if value in (None, "", [], {}):
            raise self.refuse(f"/{name}", f"missing required field: {name}", error)
        return value

    def refuse(self, where: str, said: str, error: str) -> Refusal:
        """Record a problem, and return what answers it."""
        self.problems.append(Problem(where, said, error))
        return Refusal(error)

    def note(self, where: str, said: str) -> None:
        """Record what Slack lets pass, though its documentation says otherwise."""
        self.problems.append(Problem(where, said, None))

    def hold(self, problems: list[Problem]) -> None:
        """Record problems; refuse the call for the first of them that Slack does not let pass."""
        self.problems += problems
        errors = [problem for problem in problems if problem.error]
        if errors:
            said = [f"[ERROR] {problem}" for problem in errors]
            raise Refusal(str(errors[0].error), response_metadata={"messages": said}, errors=list(map(str, errors)))
