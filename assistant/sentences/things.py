"""What an amount counts, in words, and whether two phrases name the same kind of thing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import takewhile
from typing import TYPE_CHECKING

import numpy as np

from assistant.sentences.words import Word, stem, stems, words

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from assistant.sentences.matching import Words
    from assistant.sentences.quantities import Quantity
    from assistant.sentences.reading import ReadSentence

Embed = Callable[[Sequence[str]], "NDArray[np.float32]"]

_WINDOW = 7  # words after an amount that may name what is counted
VERBAL = frozenset("to by that which who was were is are had have has".split())
LEADING_ON = VERBAL | frozenset("in at from with on for into after before during since until".split())
_TOTALS = frozenset(stem(w) for w in "number total count toll figure tally".split())
_PLURAL = re.compile(r"[a-z]*(?:[^su']s|men|people|children|police|feet|mice|geese|sheep|cattle|aircraft|personnel)")
# Cosine of "the number of ..." for two phrases. Of 46 pairs of synonyms 33 reach it; of 48 pairs of things that are
# only of one kind ("trains", "boats"; "nurses", "doctors") none does: the highest is .73.
_SAME = 0.74
# Where the phrase says "persons" and which, it names no other kind of thing: "sick persons" for "patients" has .68.
_SAME_PERSONS = 0.65
_PERSONS = frozenset(stem(w) for w in "person persons people individuals".split())
_AKIN = 0.2  # cosine of two words below which their phrases are not worth comparing
_COMPARED = 8  # phrases


def is_plural(word: str) -> bool:
    """Whether a word looks like the plural of a thing that can be counted."""
    return _PLURAL.fullmatch(word.lower()) is not None


def words_after(quantity: Quantity, sentence: ReadSentence) -> tuple[Word, ...]:
    """Return the words after an amount that name what it counts, with what is said of them, up to the next amount."""
    later = (q.start for q in sentence.quantities if q.start > quantity.start)
    stop = min(later, default=sentence.sentence.end)
    return tuple(w for w in sentence.words if quantity.end <= w.start < stop)[:_WINDOW]


def things_counted(quantity: Quantity, sentence: ReadSentence) -> list[Word]:
    """Return the words for what is counted, up to one that leads on: "850 belonged to the police" counts no police.

    They stand after the amount, or in "the number of visitors had reached 850" before it.
    """
    after = _up_to_verb(words_after(quantity, sentence))
    return after or _up_to_verb(_after_total(quantity, sentence))


def _up_to_verb(found: Iterable[Word]) -> list[Word]:
    named: list[Word] = []
    for word in takewhile(lambda w: w.stem not in LEADING_ON, found):
        # "212 boats carrying trains" counts no trains.
        if named and word.text.endswith("ing") and is_plural(named[-1].text):
            break
        if not word.stop:
            named.append(word)
    return named


def _after_total(quantity: Quantity, sentence: ReadSentence) -> tuple[Word, ...]:
    start = max((q.end for q in sentence.quantities if q.end <= quantity.start), default=sentence.sentence.start)
    before = [w for w in sentence.words if start <= w.start < quantity.start]
    places = [i for i, w in enumerate(before[:-1]) if w.stem in _TOTALS and before[i + 1].text.lower() == "of"]
    return tuple(before[places[-1] + 2 :]) if places else ()


def phrase_counted(quantity: Quantity, sentence: ReadSentence) -> str:
    """Return the phrase that an amount counts, up to its verb: "people in need of help"."""
    after = [w.text for w in takewhile(lambda w: w.stem not in VERBAL, words_after(quantity, sentence))]
    return " ".join(after or [w.text for w in things_counted(quantity, sentence)])


def same_things(asked: str, phrases: Iterable[str], lexicon: Words, embed: Embed) -> Mapping[str, float]:
    """Return those of the phrases that name what is asked for in other words, with how surely they do."""
    different = [p for p in dict.fromkeys(phrases) if p]
    near = sorted(((_akin(asked, p, lexicon), p) for p in different), key=lambda one: (-one[0], one[1]))
    compared = [p for akin, p in near if akin >= _AKIN][:_COMPARED]
    if not compared:
        return {}
    wanted, *vectors = embed([f"the number of {p}" for p in (asked, *compared)])
    alike = {p: float(v @ wanted) for p, v in zip(compared, vectors, strict=True)}
    return {p: min(1.0, cosine) for p, cosine in alike.items() if cosine >= _bar(p)}


def _bar(phrase: str) -> float:
    found = stems(phrase)
    return _SAME_PERSONS if len(found) > 1 and found & _PERSONS else _SAME


def _akin(left: str, right: str, lexicon: Words) -> float:
    one, two = (tuple(w.text.lower() for w in words(text) if not w.stop) for text in (left, right))
    return float(np.max(lexicon.similarity(one, two), initial=0.0))
