"""Writes a suite to start from, which says of each field what it is for."""

from __future__ import annotations

import json
import os
from string import Template
from typing import TYPE_CHECKING, Any

from eval.errors import SuiteError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_SUITE = Template("""\
# A suite of questions with known answers: `readout eval run $file`.
# Take the # from the front of a line to use it. Paths are relative to this file.

name: $name

# Where the answers are: a folder, a file or a JSONL corpus, which is indexed for this suite alone.
# An index that is there already is named {home: DIR} and asked as it is.
archive: $archive

# The questions and what their answers must hold, one JSON object a line.
cases: [$cases]

# Values to compare: every combination is run, side by side. Without them your own settings hold.
#settings:
#  passages: [8, 12, 20]            # how many passages are looked at for an answer
#  embedding: [minilm]              # or openai:NAME, ollama:NAME, huggingface:NAME

# The same questions of an altered archive, where the right outcome needs nobody to write it down.
#ablations:
#  - gold_removal                   # what bears the answer out is taken away: there must be none
#  - duplicates                     # a second outlet prints the same: named, and nothing else changes
#  - noise                          # documents on other things come in: nothing changes
#  - order                          # the files are indexed in another order: nothing changes
#  - paraphrase                     # the case's `also_asked_as`: passes too
#noise: unrelated                   # a folder of documents for `noise`; without it those that come with Readout

# What must hold; where it does not, the run ends with exit code 1 and names it.
gates:
  pass_rate: 1.0                    # the least share of cases that pass
#  tags: {figure: 0.9}              # the same, of the cases with a tag
#  metrics: {answer.f1: 0.5, cost.p95_ms: 500}   # the worst value that a figure may have
#  baseline: baseline.json          # an earlier run's figures: none may be worse, no case may fall that passed
#  tolerance: 0.01                  # by how much a figure may be worse than the baseline's
""")
_HEAD = """\
# Cases, one JSON object a line. A line that starts with # is skipped: take the # away to use one of these.
# `id` names a case; `question` or `turns` asks; what is left out is not checked.
"""
_UNANSWERABLE = {
    "id": "dragons",
    "question": "How many dragons were licensed to fly over Atlantis in 1403?",
    "status": "abstained",
    "tags": ["unanswerable"],
    "note": "No archive says. Replace it by questions that come near yours and that it cannot answer.",
}
# Comment and case; the documents and what stands in them are invented.
_EXAMPLES: tuple[tuple[str, dict[str, Any]], ...] = (
    (
        "Words or figures that the answer must have or must not have: a text, a list of which one is enough, a number.",
        {
            "id": "boats-in-may",
            "question": "How many boats left Norhavn in May?",
            "status": "answered",
            "must_include": [["212 boats", "212 vessels"], 212, {"number": 200, "tolerance": 20, "in": "quotes"}],
            "must_not_include": ["340", {"any": ["boats of June"], "in": "statements"}],
            "must_lead_with": "212",
            "tags": ["figure"],
        },
    ),
    (
        "What it must cite: documents by id (`readout documents` lists them), passages by their words; of a list one.",
        {
            "id": "harbour-opens",
            "question": "When does the harbour of Norhavn open?",
            "must_cite": ["may-bulletin", ["june-bulletin", {"document": "gazette", "quote": "opens on 1 July"}]],
            "must_not_cite": ["old-timetable"],
            "also_reported_by": ["courier"],
        },
    ),
    (
        "Who said it, of which day; the day of the event that it belongs to, `stated` or `inferred`.",
        {
            "id": "who-counted",
            "question": "Who counted the boats of Norhavn in May?",
            "speaker": "Ada Holm",
            "as_of": "2024-05-03",
            "event_on": "2024-05-03",
            "event_on_precision": "stated",
        },
    ),
    (
        "What the archive disagrees on must be shown (`series`, `conflict`, `wording`), and nothing that it does not.",
        {
            "id": "boats-over-time",
            "question": "How many boats have left Norhavn?",
            "discrepancies": [{"kind": "series", "values": ["212", "340"], "dates": ["2024-05-03", "2024-06-09"]}],
            "no_discrepancies": ["conflict"],
        },
    ),
    (
        "A conversation: its last answer is scored. `standalone` is the last turn as one would ask it alone.",
        {
            "id": "and-in-june",
            "turns": ["How many boats left Norhavn in May?", "And in June?"],
            "must_include": ["340"],
            "standalone": "How many boats left Norhavn in June?",
        },
    ),
    (
        "A question of some of the documents only; each kind of filter may stand alone.",
        {
            "id": "gazette-only",
            "question": "How many boats left Norhavn?",
            "filters": {
                "outlets": ["Gazette"],
                "since": "2024-05-01",
                "until": "2024-05-31",
                "documents": ["gazette", "courier"],
            },
        },
    ),
    (
        "What is measured and decides nothing: known answers, what misleads, what bears the answer out, other words.",
        {
            "id": "boats-measured",
            "question": "How many boats left Norhavn in June?",
            "answers": ["340", "more than 340"],
            "wrong_answers": ["430"],
            "evidence": [{"document": "june-bulletin", "quote": "more than 340 boats"}],
            "also_asked_as": ["What number of boats sailed from Norhavn in June?"],
        },
    ),
    (
        "What a language model is made to reply, `[#id]` for the number of a passage: what of it may reach the answer.",
        {
            "id": "boats-made-up",
            "question": "How many boats left Norhavn in May?",
            "reply": "Some 212 boats left in May [#may-bulletin]. Ten of them sank [#may-bulletin].",
            "must_include": ["Some 212 boats left in May"],
            "must_not_include": ["sank"],
        },
    ),
)


def new_suite(path: Path, archive: Path | None = None) -> tuple[Path, ...]:
    """Write a suite and its cases, and return their paths; without an archive, its place is left to fill in.

    Raises `SuiteError` where a file is there already: nothing is overwritten.
    """
    path = path if path.suffix in {".yaml", ".yml"} else path.with_name(f"{path.name}.yaml")
    cases = path.with_suffix(".jsonl")
    archive = archive.expanduser() if archive else None
    if archive is not None and not archive.exists():
        raise SuiteError(f"{archive} does not exist; name the folder or file that the questions are about.")
    for one in (path, cases):
        if one.exists():
            raise SuiteError(f"{one} is there already; choose another name.")
    _write(path, _suite(path, cases, archive))
    _write(cases, "\n".join(_cases()) + "\n")
    return path, cases


def _suite(path: Path, cases: Path, archive: Path | None) -> str:
    return _SUITE.substitute(
        file=path.name,
        name=_quoted(path.stem),
        archive=_quoted("documents" if archive is None else _from(path.parent, archive)),
        cases=_quoted(cases.name),
    )


def _cases() -> Iterator[str]:
    yield _HEAD
    yield "# What no archive answers: the answer must say so."
    yield json.dumps(_UNANSWERABLE)
    for about, case in _EXAMPLES:
        yield f"\n# {about}"
        yield f"#{json.dumps(case)}"


def _from(folder: Path, archive: Path) -> str:
    """A path that was written relative to where we are, relative to the suite instead."""
    return str(archive) if archive.is_absolute() else os.path.relpath(archive, folder)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)  # YAML reads it as it is


def _write(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except OSError as error:
        raise SuiteError(f"{path} cannot be written ({error.strerror}); choose another place.") from error
