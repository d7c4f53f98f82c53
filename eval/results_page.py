"""Writes measured results as a Markdown document."""

from __future__ import annotations

import os
import platform
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from eval.bench_search import METHODS, RANKED
from eval.known import ELSEWHERE, KNOWN_AUROC, KNOWN_CLEANING, SOURCES
from eval.metrics.table import BY_NAME, FIGURES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from eval.bench_run import Cost
    from eval.results import Cleaned, Part, Results, SetResults
    from eval.summary import Value

LOW = 0.6  # a share below this is called low
_SECONDS = 120  # a thousand cases should take no longer
_LEFT_OUT = ("cost.prompt_tokens", "cost.completion_tokens", "retrieval.", "judge.", "ablation.")
_SHOWN = (*RANKED, "retrieval.document.mrr@10", "retrieval.document.ndcg@10", "retrieval.passage.ndcg@10")
_METHODS = {"hybrid": "both, fused", "vectors": "embedding alone", "words": "BM25 alone"}
_IN_SHORT = {
    "suite.passed": "passed",
    "retrieval.document.recall@4": "document recall@4",
    "grounding.citation_precision": "cited documents that are evidence",
    "abstention.answered": "answered, of answerable",
    "abstention.answered_correctly": "answered as expected",
    "abstention.recall": "abstained, of unanswerable",
    "abstention.auroc": "AUROC, answer's score",
    "conversation.rewrite_f1": "words of a resolved question, F1",
}
_HEAD = """# Results on public sets of questions

Made by `python -m eval.results BENCH_FOLDER` on {day}, Python {python} on {cores} cores. The sets are those of the
public repositories named with each; nothing in them was written for this project.

- A cell is the figure, the 95 % interval of resampling its cases (bootstrap, 1,000 times), and how many cases bear on
  it.
- **Held out** is the half of a set's questions whose id's SHA-256 begins with an odd byte. What was set by hand in the
  code was set with a look at the other half, so trust the held-out column; both are given to show the difference.
- A case **passes** when it is answered or abstained as it should be and, if answered, holds one of the known answers
  where these are short (8 words at most), or cites one of the evidence documents where they are not. Answers quote:
  they are not written to match a set's phrasing.
- all-MiniLM-L6-v2, the default embedding, was by its model card **trained on SQuAD 2.0 and Natural Questions** (here:
  squad2, clapnq). Figures of search there are optimistic. Larger embedders were often trained on HotpotQA and FEVER.
- Held-out figures below {low:.2f}, or above {high:.2f} where lower is better, are named as low under each table.
"""


def markdown(results: Results) -> str:
    """Return the document."""
    head = _HEAD.format(
        day=datetime.now(UTC).date().isoformat(),
        python=platform.python_version(),
        cores=os.cpu_count(),
        low=LOW,
        high=1 - LOW,
    )
    parts = [head, *_in_short(results.sets)]
    for one in results.sets:
        parts += _set(one)
    for name, cleaned in results.cleaning.items():
        parts += _cleaning(name, cleaned)
    if results.costs:
        parts += _costs(results.costs)
    parts += _legend(results.sets)
    return "\n".join(parts) + "\n"


def _in_short(sets: Sequence[SetResults]) -> Iterator[str]:
    yield "## In short, held out\n"
    yield _row("set", "questions", *_IN_SHORT.values(), "AUROC, best cosine alone", "median ms")
    yield _rule(len(_IN_SHORT) + 4)
    for one in sets:
        summary = one.held_out.summary
        cells = [_number(_value(one.held_out, name)) for name in _IN_SHORT]
        ms = summary.value("cost.p50_ms")
        count = summary.rate(None).cases
        yield _row(one.name, str(count), *cells, _number(one.held_out.cosine), f"{ms.value:.0f}" if ms else "–")
    yield ""


def _set(one: SetResults) -> Iterator[str]:
    source = SOURCES.get(one.name)
    yield f"## {one.name}\n"
    if source:
        yield f"{source.origin}. {source.licence}. {source.note}".rstrip() + "\n"
    yield f"{one.documents:,} documents in {one.passages:,} passages; {one.questions:,} questions.\n"
    yield from _figures(one)
    yield from _low(one.held_out)
    if one.whole.search:
        yield from _search(one)
    if one.whole.cosine:
        yield from _auroc(one)


def _figures(one: SetResults) -> Iterator[str]:
    yield _row("figure", "all", "held out")
    yield _rule(3)
    for figure in FIGURES:
        if figure.name.startswith(_LEFT_OUT) and figure.name not in _SHOWN:
            continue
        values = [_value(part, figure.name) for part in (one.whole, one.held_out)]
        if any(values):
            yield _row(f"`{figure.name}`", *map(_cell, values))
    yield ""


def _low(part: Part) -> Iterator[str]:
    shown = (_value(part, value.name) for value in part.summary.values)
    low = [f"`{value.name}` {_number(value)}" for value in shown if value and _is_low(value)]
    if low:
        yield f"Low, held out: {', '.join(low)}.\n"


def _is_low(value: Value) -> bool:
    figure = BY_NAME[value.name]
    if not figure.steady or (value.name.startswith(_LEFT_OUT) and value.name not in _SHOWN):
        return False
    return value.value < LOW if figure.better == "higher" else value.value > 1 - LOW


def _value(part: Part, name: str) -> Value | None:
    """A figure, unless the set cannot tell it: without a question to be silent on, every abstention is wrong."""
    summary = part.summary
    none_due = summary.value("abstention.recall") is None
    if none_due and name in ("abstention.precision", "abstention.f1"):
        return None
    nothing_expected = none_due and summary.value("abstention.answered") is None
    return None if nothing_expected and name == "suite.passed" else summary.value(name)


def _search(one: SetResults) -> Iterator[str]:
    yield "Search by the question as it stands, each method by itself in the same run:\n"
    yield _row("measure", *(f"{_METHODS[method]}, {half}" for half in ("all", "held out") for method in METHODS))
    yield _rule(1 + 2 * len(METHODS))
    halves = zip(RANKED, one.whole.search, one.held_out.search or one.whole.search, strict=True)
    for name, whole, held_out in halves:
        if any((*whole, *held_out)):
            yield _row(f"`{name}`", *(_number(value) for value in (*whole, *held_out)))
    yield ""


def _auroc(one: SetResults) -> Iterator[str]:
    yield "What tells answerable questions from others (AUROC):\n"
    yield _row("score", "all", "held out")
    yield _rule(3)
    own = [part.summary.value("abstention.auroc") for part in (one.whole, one.held_out)]
    yield _row("`Answer.score`", *map(_cell, own))
    yield _row("the best cosine alone", *map(_cell, (one.whole.cosine, one.held_out.cosine)))
    if known := KNOWN_AUROC.get(one.name):
        yield f"\nKnown from elsewhere: {known}."
    yield ""


def _cleaning(name: str, cleaned: Sequence[Cleaned]) -> Iterator[str]:
    source = SOURCES.get(name)
    yield f"## Cleaning: {name}\n"
    if source:
        yield f"{source.origin}. {source.licence}.\n"
    yield "Runs of four words that the text kept shares with the article, per page, averaged over pages:\n"
    columns = [f"{what}, {half}" for half in ("all", "held out") for what in ("precision", "recall", "F1")]
    yield _row("what is kept", *columns)
    yield _rule(7)
    for one in cleaned:
        yield _row(one.name, *map(_cell, (*one.whole, *one.held_out)))
    for known in KNOWN_CLEANING:
        cells = (f"{value:.2f}" for value in (known.precision, known.recall, known.f1))
        yield _row(f"known from elsewhere: {known.name}", *cells, "–", "–", "–")
    yield ""


def _costs(costs: Sequence[Cost]) -> Iterator[str]:
    yield "## What a run costs\n"
    yield "From opening the index to the reports, two cases at once, taken in turn from the sets in the archive:\n"
    yield _row("cases", "passages", "seconds", "peak memory of the process, MB")
    yield _rule(4)
    for one in costs:
        yield _row(f"{one.cases:,}", f"{one.passages:,}", f"{one.seconds:.0f}", f"{one.peak_megabytes:.0f}")
    yield f"\nWanted: 1,000 cases on 5,000 passages in at most {_SECONDS} s on two cores; memory that does not grow.\n"


def _legend(sets: Iterable[SetResults]) -> Iterator[str]:
    used = {value.name for one in sets for value in one.whole.summary.values}
    yield "## What the figures are\n"
    for figure in FIGURES:
        if figure.name in used and (not figure.name.startswith(_LEFT_OUT) or figure.name in _SHOWN):
            lower = " (lower is better)" if figure.better == "lower" else ""
            yield f"- `{figure.name}`: {figure.about}{lower}"
    yield f"\n{ELSEWHERE}"


def _cell(value: Value | None) -> str:
    if value is None:
        return "–"
    around = (
        "" if value.low is None or value.high is None else f" [{_short(value, value.low)}, {_short(value, value.high)}]"
    )
    return f"{_number(value)}{around} ({value.cases})"


def _number(value: Value | None) -> str:
    return "–" if value is None else _short(value, value.value)


def _short(value: Value, number: float) -> str:
    """A time in whole milliseconds, a share in three places."""
    return f"{number:.0f} ms" if value.name.endswith("_ms") else f"{number:.3f}"


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def _rule(columns: int) -> str:
    return "|" + "---|" * columns
