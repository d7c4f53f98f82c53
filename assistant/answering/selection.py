"""Which of the weighed sentences an answer stands on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.answering.confidence import THRESHOLD, logit
from assistant.answering.distinct import with_copies
from assistant.sentences.words import names, stems

if TYPE_CHECKING:
    from assistant.answering.evidence import Evidence, Finding
    from assistant.types import Question

_COMPARED = 0.3  # what is enough for a sentence that stands beside another to be compared
_COUNTS_ON = 0.65
# How near to the best sentence, in logits, another must come to stand beside it, and how many may.
_MARGIN = {"how_many": 3.5, "said": 1.2}
_MOST = {"how_many": 8, "said": 5}


def select(question: Question, evidence: Evidence) -> tuple[Finding, ...]:
    """Return the sentences an answer stands on, best first; none where the archive does not answer."""
    if not evidence.findings or evidence.findings[0].confidence < THRESHOLD:
        return ()
    if question.kind in {"digest", "events"}:
        return evidence.findings
    told = tuple(f for f in evidence.findings if not f.match.headline)
    # A headline answers only where no sentence below it does.
    findings = told if told and told[0].confidence >= THRESHOLD else evidence.findings
    beside = (f for f in findings if _stands_beside(question, f, findings[0]))
    return tuple(with_copies(beside, _most(question), lambda finding: finding.sentence.text))


def _most(question: Question) -> int:
    return 6 if question.compares else _MOST.get(question.kind, 3)


def _stands_beside(question: Question, finding: Finding, best: Finding) -> bool:
    margin = _MARGIN.get(question.kind, 2.0 if question.compares else 0.4)
    least = _COMPARED if question.compares else THRESHOLD
    if finding.confidence < least or logit(finding.confidence) < logit(best.confidence) - margin:
        return False
    if finding.match.dated < best.match.dated and len(question.dates) < 2:
        return False
    return _as_good(question, finding, best)


def _counts_on(question: Question, finding: Finding, best: Finding) -> bool:
    """Whether the speaker of the best sentence gives another figure for what befell the same things, nowhere else."""
    speaker, match = finding.sentence.sentence.speaker, finding.match
    if speaker is None or speaker != best.sentence.sentence.speaker or question.predicate is None:
        return False
    if min(match.typed, match.predicate) < _COUNTS_ON:
        return False
    roles = " ".join(r for p in finding.document.people if p.name == speaker for r in p.roles)
    known = best.sentence.stems | {t.stem for t in question.terms} | stems(f"{speaker} {roles}")
    return _named(finding) <= known


def _named(finding: Finding) -> set[str]:
    """Return the stems of the names in a sentence, dates and what opens it aside."""
    sentence = finding.sentence
    inside = [(d.start, d.end) for d in sentence.dates]
    found = (w for run in names(sentence.words[1:], finding.document.text) for w in run if w.capital)
    return {w.stem for w in found if not any(start <= w.start < end for start, end in inside)}


def _as_good(question: Question, finding: Finding, best: Finding) -> bool:
    mine, its = finding.match, best.match
    if question.kind == "how_many":
        alike = mine.typed >= 0.75 * its.typed and mine.cover_around >= 0.66 * its.cover_around
        return alike or _counts_on(question, finding, best)
    if question.compares or question.kind == "said":
        return mine.topic >= 0.6 * its.topic and mine.cover_around >= 0.6 * its.cover_around
    # One sentence answers most questions: another must bear as much of it.
    return mine.cover >= its.cover - 0.1 and mine.typed >= its.typed
