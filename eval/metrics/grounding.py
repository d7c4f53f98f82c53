"""How well an answer stands on the archive: quotes to the character, citations of the gold, nothing made up.

Precision and recall of citations are those of evidence in FEVER (Thorne et al. 2018): against documents, and against
quotes as HotpotQA holds supporting facts (Yang et al. 2018).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from eval.invariants import check_dates, check_names, check_numbers, check_quotes
from eval.metrics.places import Stretch, slots
from eval.observed import Measure

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assistant.types import Answer
    from eval.metrics.places import Gold
    from eval.observed import Documents, Observed

    Slots = Sequence[tuple[Gold, ...]]

_CHECKS = {"numbers": check_numbers, "dates": check_dates, "names": check_names}


def measure(observed: Observed) -> Iterator[Measure]:
    """Hold what an answer quotes, cites and says against the documents and the gold."""
    answer = observed.answer
    if answer is None:
        return
    yield from _quotes_exact(answer, observed.documents)
    if answer.status == "answered":
        gold = slots(observed)
        yield from _documents_cited(answer, gold)
        yield from _quotes_cited(answer, gold)
        yield from _unsupported(answer, observed.documents)


def _quotes_exact(answer: Answer, documents: Documents) -> Iterator[Measure]:
    shown = (*answer.citations, *answer.related)
    if shown:
        wrong = sum(1 for _ in check_quotes(shown, documents))
        yield Measure("grounding.quotes_exact", 1 - wrong / len(shown))


def _documents_cited(answer: Answer, gold: Slots) -> Iterator[Measure]:
    wanted = {frozenset[str]().union(*(one.documents for one in alternatives)) for alternatives in gold}
    cited = {citation.document_id for citation in answer.citations}
    if wanted and cited:
        borne_out = cited & frozenset[str]().union(*wanted)
        yield Measure("grounding.citation_precision", len(borne_out) / len(cited))
    if wanted:
        met = sum(not documents.isdisjoint(cited) for documents in wanted)
        yield Measure("grounding.citation_recall", met / len(wanted))


def _quotes_cited(answer: Answer, gold: Slots) -> Iterator[Measure]:
    quoted = [alternatives for alternatives in gold if any(one.quoted for one in alternatives)]
    cited = [Stretch(one.document_id, one.start, one.end) for one in answer.citations]
    if quoted and cited:
        borne_out = sum(_shares(gold, [one]) for one in cited)
        yield Measure("grounding.quote_precision", borne_out / len(cited))
    if quoted:
        met = sum(_shares([alternatives], cited) for alternatives in quoted)
        yield Measure("grounding.quote_recall", met / len(quoted))


def _shares(gold: Slots, cited: Sequence[Stretch]) -> bool:
    places = [place for alternatives in gold for one in alternatives for place in one.places]
    return any(one.overlaps(place) for one in cited for place in places)


def _unsupported(answer: Answer, documents: Documents) -> Iterator[Measure]:
    """Yield the share of statements that each check finds fault with: it finds at most one in a statement."""
    for kind, check in _CHECKS.items():
        if answer.statements:
            faults = sum(1 for _ in check(answer, documents))
            yield Measure(f"grounding.unsupported_{kind}", faults / len(answer.statements))
