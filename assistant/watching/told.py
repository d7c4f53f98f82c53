"""From findings that differ to a discrepancy with its quotes, found and verified as those of answers are."""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.answering import extractive, verify
from assistant.answering.quotes import Span, quote
from assistant.answering.reports import Quoted, in_order, merge
from assistant.errors import VerificationError
from assistant.types import Answer
from assistant.watching.news import Told

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assistant.answering.evidence import Finding
    from assistant.types import Discrepancy, Question
    from assistant.watching.known import Known

_ONE_DAY = "Reports of one day give different figures."
_log = logging.getLogger(__name__)


def told(known: Known, question: Question, new: Finding, old: Sequence[Finding]) -> Iterator[Told]:
    """Yield what differs between a new finding and older ones; what its passages do not bear out is left out."""
    findings = (new, *old)
    spans = [_span(question, finding) for finding in findings]
    texts = [f.document.text[s.start : s.end] for f, s in zip(findings, spans, strict=True)]
    vectors = known.embed(texts)
    quoted = tuple(Quoted(f, s, v) for f, s, v in zip(findings, spans, vectors, strict=True))
    draft = extractive.compose(question, in_order(merge(quoted)), known.lexicon)
    answer = Answer(
        question.text,
        question.text,
        "answered",
        draft.text,
        draft.statements,
        draft.citations,
        draft.discrepancies,
    )
    try:
        verify.check(answer, {f.document.document_id: f.document for f in findings})
    except VerificationError:
        _log.exception("A discrepancy was withheld since its passages do not bear it out.")
        return
    own = {citation.number for citation in draft.citations if citation.document_id == new.document.document_id}
    # Older ones may differ among each other: that is no news.
    news = [d for d in draft.discrepancies if len({bool(own & set(value.citations)) for value in d.values}) == 2]
    contradicts = any(one.kind == "conflict" for one in news)
    for discrepancy in news:
        if not (contradicts and discrepancy.kind == "series"):  # what contradicts a value is no new one
            yield _at_once(_shown(answer, discrepancy))


def _at_once(found: Told) -> Told:
    """Return what was published on one day as a conflict: nothing has grown between the reports."""
    if found.discrepancy.kind != "series" or len(found.discrepancy.values) != 2:
        return found
    days = {citation.published_on for citation in found.citations}
    if len(days) > 1 or None in days:
        return found
    return replace(found, discrepancy=replace(found.discrepancy, kind="conflict", note=_ONE_DAY))


def _span(question: Question, finding: Finding) -> Span:
    sentence = finding.sentence.sentence
    return quote(question, finding) if question.kind == "how_many" else Span(sentence.start, sentence.end)


def _shown(answer: Answer, discrepancy: Discrepancy) -> Told:
    """Return a discrepancy with the citations that it stands on, under the numbers it gives them."""
    used = {number for value in discrepancy.values for number in value.citations}
    return Told(discrepancy, tuple(c for c in answer.citations if c.number in used))
