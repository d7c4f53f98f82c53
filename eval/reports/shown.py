"""How figures, names and texts are shown, alike in every report."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from eval.metrics.table import BY_NAME

if TYPE_CHECKING:
    from datetime import date

    from eval.summary import Value

# What a document must not do to a page, a terminal or an XML file: control it, or turn the order of its characters.
_HARMFUL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
_NONE = "–"


def clean(text: str) -> str:
    """Return a text that can be shown and encoded: each harmful character becomes U+FFFD."""
    return _HARMFUL.sub("\ufffd", text)


def one_line(text: str, length: int | None = None) -> str:
    """Return a text clean, on one line, and cut to a length where one is given."""
    line = " ".join(clean(text).split())
    return line if length is None or len(line) <= length else line[:length].rstrip() + "…"


def title(suite: str, variant: str, ablation: str | None = None) -> str:
    """Name a part of a run."""
    return " · ".join(part for part in (suite, variant, ablation) if part)


def asked(turns: tuple[str, ...]) -> str:
    """Return a question, or the turns of a conversation, on one line."""
    return one_line(" / ".join(turns))


def number(name: str, value: float | None) -> str:
    """Return a figure's value in its unit."""
    if value is None:
        return _NONE
    unit = unit_of(name)
    digits = 3 if not unit else 0 if unit == "ms" and abs(value) >= 10 else 1
    return f"{value:,.{digits}f}".replace("-", "−") + (" ms" if unit == "ms" else "")


def signed(name: str, difference: float | None) -> str:
    """Return by how much a figure differs, with its sign."""
    if difference is None:
        return _NONE
    sign = "−" if difference < 0 else "+"
    return sign + number(name, abs(difference))


def span(name: str, low: float | None, high: float | None) -> str:
    """Return an interval in a figure's unit."""
    return _NONE if low is None or high is None else f"{number(name, low)} … {number(name, high)}"


def interval(value: Value) -> str:
    """Return the interval around a figure."""
    return span(value.name, value.low, value.high)


def unit_of(name: str) -> str:
    """Return what a figure counts; empty for a share of 1."""
    if name.endswith("_ms"):
        return "ms"
    return "tokens" if name.endswith("_tokens") else ""


def direction(name: str) -> str:
    """Say which way is better."""
    return "↑ higher is better" if BY_NAME[name].better == "higher" else "↓ lower is better"


def day(on: date | None) -> str:
    """Return a date as people write it; empty where it is not known."""
    return f"{on.day} {on:%B %Y}" if on else ""


def count(how_many: int, one: str, many: str | None = None) -> str:
    """Return a number with its noun: `1 case`, `1,200 cases`."""
    return f"{how_many:,} {one if how_many == 1 else many or one + 's'}"
