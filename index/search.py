"""Hybrid retrieval: by meaning and by words, fused; each method's own score is kept."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, sqrt
from typing import TYPE_CHECKING

from index.lexical import query_words
from index.types import Filters, ScoredPassage
from index.versions import Entry

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from index.catalog import Catalog
    from index.embedding import Embedding
    from index.lexical import Lexical
    from index.vectors import Vectors

POOL = 100  # candidates of each method
LEXICAL_WEIGHT = 0.06  # see `fuse`
_WIDE = 1000  # neighbours that are still cheap to ask for, or vectors that are cheap to read
_WIDEST = 8000
_KNOWN = 20_000  # versions remembered to be live


@dataclass(frozen=True, slots=True)
class _Candidate:
    entry: Entry
    score: float
    dense: float | None
    lexical: float | None


class Searcher:
    """Searches one state of the archive; safe to share between threads."""

    def __init__(self, catalog: Catalog, vectors: Vectors, lexical: Lexical, embedding: Embedding) -> None:
        self._catalog = catalog
        self._vectors = vectors
        self._lexical = lexical
        self._embedding = embedding
        self._known_live: frozenset[str] = frozenset()

    def search(self, query: str, k: int, filters: Filters) -> tuple[ScoredPassage, ...]:
        """Return the best `k` passages that pass the filters, best first; ties by document and place."""
        if k < 1 or not query.strip():
            return ()
        pool = max(POOL, 2 * k)
        vector = self._embedding.embed_query(query)
        lexical = self._lexical.search(query, pool, filters)
        dense = self._nearest(vector, pool, filters)
        dense |= self._vectors.cosines(vector, [key for key in lexical if key not in dense])
        return self._shown(fuse(dense, lexical, len(query_words(query)))[:k])

    def _nearest(self, vector: NDArray[np.float32], pool: int, filters: Filters) -> dict[str, float]:
        """Return the nearest passages that are live and pass the filters."""
        total = self._lexical.count()
        passing = total if filters == Filters() else self._catalog.passage_count(filters)
        wanted = min(pool, passing)
        if not wanted:
            return {}
        count = ceil(wanted * total / passing)
        if count > _WIDE >= passing:
            return self._vectors.cosines(vector, self._catalog.entries(filters))
        while True:
            nearest = self._vectors.nearest(vector, count)
            found = self._live(nearest, filters)
            if len(found) >= wanted or len(nearest) < count or count >= _WIDEST:
                return found
            count *= 4

    def _live(self, found: dict[str, float], filters: Filters) -> dict[str, float]:
        versions = {key: Entry.parse(key).version for key in found}
        passing = self._passing(set(versions.values()), filters)
        return {key: score for key, score in found.items() if versions[key] in passing}

    def _passing(self, versions: set[str], filters: Filters) -> set[str]:
        if filters != Filters():
            return self._catalog.passing(versions, filters)
        if len(self._known_live) > _KNOWN:
            self._known_live = frozenset()
        self._known_live |= self._catalog.passing(versions - self._known_live, filters)
        return versions & self._known_live

    def _shown(self, candidates: list[_Candidate]) -> tuple[ScoredPassage, ...]:
        versions = self._catalog.shown(candidate.entry.version for candidate in candidates)
        scored = []
        for candidate in candidates:
            shown = versions.get(candidate.entry.version)
            if shown is None:  # a run of indexing has swept it since it was found
                continue
            passage = shown.passages[candidate.entry.start]
            scored.append(
                ScoredPassage(
                    passage=passage,
                    text=shown.text[passage.start : passage.end],
                    title=shown.title,
                    outlet=shown.outlet,
                    published_on=shown.published_on,
                    score=candidate.score,
                    dense=candidate.dense,
                    lexical=candidate.lexical,
                )
            )
        return tuple(scored)


def fuse(dense: dict[str, float], lexical: dict[str, float], words: int) -> list[_Candidate]:
    """Rank candidates by cosine + `LEXICAL_WEIGHT` * BM25 / sqrt(words of the question).

    BM25 grows with the question's length, the cosine does not. Chosen among this, reciprocal ranks, min-max
    and z-scores on one half of clapnq, timeqa and wice_claims. On the other, R@4 and R@10 of documents beside
    the better of the two methods alone: clapnq 1.000 (1.000), 1.000 (1.000); timeqa .536 (.525), .745 (.742);
    wice_claims .984 (.979), .989 (.979). Reciprocal ranks of equal weight lose to the cosine alone on clapnq.
    """
    weight = LEXICAL_WEIGHT / sqrt(max(1, words))
    candidates = []
    for key in {**dense, **lexical}:
        cosine, bm25 = dense.get(key), lexical.get(key)
        score = (cosine or 0.0) + weight * (bm25 or 0.0)
        candidates.append(_Candidate(Entry.parse(key), round(score, 6), cosine, bm25))
    return sorted(candidates, key=lambda c: (-c.score, c.entry.document_id, c.entry.start, c.entry.version))
