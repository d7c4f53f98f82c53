"""How well search ranks what bears the answer out: documents, each by its best passage, and passages.

The measures are those of Manning, Raghavan and Schütze (2008, chapter 8) with nDCG of Järvelin and Kekäläinen (2002),
computed by ir-measures (MacAvaney et al. 2022). What is wanted has gain 1, all else 0.
"""

from __future__ import annotations

from functools import cache
from itertools import chain
from typing import TYPE_CHECKING

from eval.metrics.places import Stretch, slots
from eval.metrics.table import CUTOFFS
from eval.observed import Measure

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import ir_measures

    from eval.observed import Documents, Observed

_QUERY = "q"  # ir-measures takes many queries at once; here it is one
_NOWHERE = "?nowhere"  # begins the id of gold that nothing at hand holds: wanted, and in no ranking


def measure(observed: Observed) -> Iterator[Measure]:
    """Hold what was found against the gold; nothing where nothing was searched for, or no gold is known."""
    if observed.found is None:
        return
    gold = list(chain.from_iterable(slots(observed)))
    documents = _wanted(one.documents for one in gold)
    passages = _wanted(_overlapping(one.places, observed.documents) for one in gold if one.quoted)
    yield from _named("document", ranked((one.document_id for one in observed.found), documents))
    yield from _named("passage", ranked((one.passage_id for one in observed.found), passages))


def ranked(ranking: Iterable[str], wanted: frozenset[str]) -> dict[str, float]:
    """Return every measure of a ranking, best first, each id counting at its first place; none if none is wanted."""
    if not wanted:
        return {}
    import ir_measures

    run = {one: float(-place) for place, one in enumerate(dict.fromkeys(ranking))}
    qrels = dict.fromkeys(wanted, 1)
    values = ir_measures.calc_aggregate(list(_measures().values()), {_QUERY: qrels}, {_QUERY: run})
    return {name: float(values[computed]) for name, computed in _measures().items()}


@cache
def _measures() -> dict[str, ir_measures.Measure]:
    from ir_measures import AP, RR, R, Success, nDCG

    hits = {f"hit@{k}": Success @ k for k in CUTOFFS}
    recalls = {f"recall@{k}": R @ k for k in CUTOFFS}
    return {**hits, **recalls, "mrr@10": RR @ 10, "map@10": AP @ 10, "ndcg@10": nDCG @ 10}


def _named(unit: str, values: dict[str, float]) -> Iterator[Measure]:
    return (Measure(f"retrieval.{unit}.{name}", value) for name, value in values.items())


def _wanted(ids: Iterable[frozenset[str]]) -> frozenset[str]:
    """Join what each of the gold wants; what stands nowhere wants something that no ranking has."""
    return frozenset().union(*(some or {f"{_NOWHERE} {number}"} for number, some in enumerate(ids)))


def _overlapping(places: Iterable[Stretch], documents: Documents) -> frozenset[str]:
    """Return the ids of the passages that share words with any of the places."""
    return frozenset(
        passage.passage_id
        for place in places
        for passage in documents[place.document_id].passages
        if place.overlaps(Stretch(place.document_id, passage.start, passage.end))
    )
