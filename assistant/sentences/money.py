"""Whether an amount is a sum of money, in whatever currency."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.sentences.things import words_after
from assistant.sentences.words import stem

if TYPE_CHECKING:
    from collections.abc import Collection

    from assistant.sentences.quantities import Quantity
    from assistant.sentences.reading import ReadSentence
    from assistant.sentences.words import Word

_SIGNS = frozenset("$€£")
# What is said of money right before a sum of it.
_SPENT = frozenset(
    stem(w)
    for w in """cost costing price pay paid paying spend spent worth buy bought sell sold earn earned budget loss
    losses damage loan debt fee fine fined salary wage charge charged invest invested grant bid bill""".split()
)
_REACH = 5  # words
# What may be paid or lost and is no money.
_NO_MONEY = frozenset(
    stem(w)
    for w in """people persons men women children workers soldiers lives jobs votes seats points goals per percent
    second minute hour day week month year decade km metre meter mile kilometre kilometer hectare acre tonne ton litre
    liter kilogram time""".split()
)


def is_money(quantity: Quantity, sentence: ReadSentence, currencies: Collection[str]) -> bool:
    """Whether it has a sign or one of the `currencies` (stems), or is what something is said to cost."""
    if quantity.unit:
        return quantity.unit in _SIGNS
    after = words_after(quantity, sentence)
    if any(w.stem in currencies for w in after[:2]):
        return True
    return (
        bool(after)
        and _may_be_currency(after[0], quantity)
        and any(w.stem in _SPENT for w in _before(quantity, sentence))
    )


def _may_be_currency(word: Word, quantity: Quantity) -> bool:
    """Whether a word may be a currency that no list has: "40,000 crowns", not "40 days", "40 of them"."""
    glued = word.start - quantity.end <= 1
    return glued and not (word.stop or word.number or word.capital) and word.stem not in _NO_MONEY


def _before(quantity: Quantity, sentence: ReadSentence) -> list[Word]:
    start = max((q.end for q in sentence.quantities if q.end <= quantity.start), default=sentence.sentence.start)
    return [w for w in sentence.words if start <= w.start < quantity.start][-_REACH:]
