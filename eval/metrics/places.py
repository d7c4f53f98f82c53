"""Where the gold of a case stands in the archive: what passages and quotes are held against."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from eval.case import Cited

if TYPE_CHECKING:
    from collections.abc import Iterator

    from eval.observed import Documents, Observed

# No word is cut here, and no figure: 980 does not stand in 1,980.
_BEFORE = r"(?:(?<!\w)|(?!\w))(?!(?<=\d[.,])\d)"
_AFTER = r"(?:(?<!\w)|(?!\w))(?!(?<=\d)[.,]\d)"
# Each sign for one sign, so that places in the plain text are places in the text.
_PLAIN = str.maketrans({"“": '"', "”": '"', "„": '"', "’": "'", "‘": "'", "–": "-", "—": "-"})


@dataclass(frozen=True, slots=True)
class Stretch:
    """Part of a document, by code points into its text."""

    document_id: str
    start: int
    end: int

    def overlaps(self, other: Stretch) -> bool:
        """Tell whether both share at least a code point."""
        return self.document_id == other.document_id and self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Gold:
    """A document or a quote that bears an answer out, and everywhere it stands in the documents at hand."""

    cited: Cited
    places: tuple[Stretch, ...]  # of a document without a quote: the whole of it

    @property
    def documents(self) -> frozenset[str]:
        """The document that is named, or else those that hold the quote."""
        return frozenset((self.cited.document,) if self.cited.document else (one.document_id for one in self.places))

    @property
    def quoted(self) -> bool:
        """Whether it is a quote that can be found.

        One that its own document does not hold cannot be. One that names no document can, though nothing at hand
        holds it: what was found and cited does not bear the answer out.
        """
        return self.cited.quote is not None and (bool(self.places) or self.cited.document is None)


def slots(observed: Observed) -> tuple[tuple[Gold, ...], ...]:
    """Return the gold of a case, alternatives together: all of the evidence is wanted, one of each `must_cite`."""
    case = observed.case
    wanted = [(one,) for one in case.evidence] or case.must_cite
    return tuple(
        tuple(Gold(one, tuple(_places(one, observed.documents))) for one in alternatives)
        for alternatives in dict.fromkeys(wanted)
    )


def standing(quote: str, text: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of each place of a quote, whole words, whatever their case, quotation marks and spacing."""
    words = r"\s+".join(re.escape(word) for word in quote.translate(_PLAIN).split())
    for match in re.finditer(_BEFORE + words + _AFTER, text.translate(_PLAIN), re.IGNORECASE):
        yield match.span()


def _places(cited: Cited, documents: Documents) -> Iterator[Stretch]:
    for document_id, document in documents.items():
        if cited.document in (None, document_id):
            spans = [(0, len(document.text))] if cited.quote is None else standing(cited.quote, document.text)
            yield from (Stretch(document_id, start, end) for start, end in spans)
