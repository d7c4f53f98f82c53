"""Whether a term of a question stands in a stretch of text: as itself, another form, a synonym, a slip of the keys."""

from __future__ import annotations

from difflib import SequenceMatcher
from functools import lru_cache
from typing import TYPE_CHECKING

from assistant.sentences.words import Word, stem
from index.countries import country_or_capital

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from assistant.types import Term

ORDINALS = frozenset(stem(w) for w in "first second third fourth fifth sixth seventh eighth ninth tenth".split())


def is_exact(term: Term) -> bool:
    """Whether nothing else can stand for a term: a name, a number, "the first of"."""
    return term.name or term.text[0].isdigit() or term.stem in ORDINALS


def hit(
    term: Term,
    found: Sequence[Word],
    near: NDArray[np.float32],
    short_forms: Mapping[str, frozenset[str]],
    *,
    rare: bool,
) -> float:
    """Return 0..1 for a term among content words; `near` are its cosines to them, `rare`: it may be misspelt."""
    if not found:
        return 0.0
    if any(w.stem == term.stem for w in found) or (short_forms and _short_form(term, found, short_forms)):
        return 1.0
    if is_exact(term) and not term.name:
        return 0.0
    first = term.text[0].lower()
    # But for a country and its capital, forms and slips of a word begin as it does.
    alike = [w.text for w in found if w.text[0].lower() == first]
    if term.name:
        land = country_or_capital(term.text.lower())
        return max((related(term.text, w) for w in (alike if land is None else (w.text for w in found))), default=0.0)
    akin = max((related(term.text, w) for w in alike if w[0].isupper()), default=0.0)
    slip = max((_misspelt(term.text, w) for w in alike), default=0.0) if rare else 0.0
    form = max((_form(term.text, w) for w in alike), default=0.0)
    return max(akin, slip, form, _soften(float(near.max())))


def _soften(similarity: float) -> float:
    """Turn a cosine of two words into a share: .3 says nothing, .6 is a synonym."""
    return 0.85 * min(1.0, max(0.0, (similarity - 0.3) / 0.3))


@lru_cache(maxsize=50_000)
def related(left: str, right: str) -> float:
    """Tell forms of one name apart from other names: a country and its adjective, an ending, a slip of the keys."""
    left, right = left.lower(), right.lower()
    if (land := country_or_capital(left)) is not None and land == country_or_capital(right):
        return 0.9
    shared = _shared(left, right)
    if shared >= 4 and max(len(left), len(right)) - shared <= 3:
        return 0.9
    return 0.8 * _misspelt(left, right)


def _shared(left: str, right: str) -> int:
    pairs = enumerate(zip(left, right, strict=False))
    return next((i for i, (a, b) in pairs if a != b), min(len(left), len(right)))


@lru_cache(maxsize=50_000)
def _form(left: str, right: str) -> float:
    """Return .6 for what is likely another form of a word that its stem does not show: "blocked", "blockade"."""
    shorter, longer = sorted((stem(left), stem(right)), key=len)
    # "pass" of "passage"; "communist" is no form of "community".
    if len(shorter) >= 4 and longer.startswith(shorter) and len(longer) - len(shorter) <= 3:
        return 0.6
    return 0.0


@lru_cache(maxsize=50_000)
def _misspelt(left: str, right: str) -> float:
    left, right = left.lower(), right.lower()
    if min(len(left), len(right)) < 6 or left[0] != right[0]:
        return 0.0
    return 1.0 if SequenceMatcher(None, left, right).ratio() >= 0.85 else 0.0


def _short_form(term: Term, found: Sequence[Word], short_forms: Mapping[str, frozenset[str]]) -> bool:
    """Whether the words spell a short form out, or shorten the name the term belongs to."""
    long_form = short_forms.get(term.text.replace(".", "").lower())
    if long_form and term.text.isupper() and long_form <= {w.stem for w in found}:
        return True
    return any(w.text.isupper() and len(w.text) > 1 and term.stem in short_forms.get(w.text.lower(), ()) for w in found)
