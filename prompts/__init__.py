"""Text for language models, one file a prompt: the first line names its variables, the rest writes them as `$name`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files
from string import Template
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_HEAD = "variables:"


@dataclass(frozen=True, slots=True)
class Prompt:
    """A prompt whose variables are to be filled in."""

    name: str
    variables: tuple[str, ...]
    text: str
    hash: str  # of the whole file: what was made with another text has another

    def fill(self, /, **values: str) -> str:
        """Return the text with its variables filled in; values are taken as they are.

        Raises `ValueError` naming what is missing, and what the prompt has no use for.
        """
        _check_same(f"The prompt {self.name!r} was filled in", given=values, wanted=self.variables)
        return Template(self.text).substitute(values)


@cache
def load(name: str) -> Prompt:
    """Return the prompt of the file `NAME.txt`. Raises `ValueError` as `parse` does."""
    return parse(name, files(__name__).joinpath(f"{name}.txt").read_text("utf-8"))


def parse(name: str, written: str) -> Prompt:
    """Read a prompt. Raises `ValueError` where its variables are not exactly those that its first line names."""
    head, _, text = written.partition("\n")
    if not head.startswith(_HEAD):
        raise ValueError(f"The first line of the prompt {name!r} is not `{_HEAD} NAME, NAME`.")
    template = Template(text.strip())
    if not template.is_valid():
        raise ValueError(f"The prompt {name!r} has a $ that begins no variable; write $$ for the character.")
    variables = tuple(one.strip() for one in head.removeprefix(_HEAD).split(",") if one.strip())
    _check_same(f"The prompt {name!r} is written", given=template.get_identifiers(), wanted=variables)
    return Prompt(name, variables, template.template, sha256(written.encode()).hexdigest()[:12])


def _check_same(what: str, given: Iterable[str], wanted: Iterable[str]) -> None:
    if missing := sorted(set(wanted).difference(given)):
        raise ValueError(f"{what} without {', '.join(missing)}.")
    if unknown := sorted(set(given).difference(wanted)):
        raise ValueError(f"{what} with {', '.join(unknown)}, which its first line does not name.")
