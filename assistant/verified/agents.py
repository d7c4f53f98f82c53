"""Who or what does what a statement says: another than in the passages is another statement."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from assistant.verified.lemmas import is_past
from assistant.verified.orders import titled
from assistant.verified.shallow import Token, subject, tokens
from assistant.verified.slots import anchors
from assistant.verified.thesaurus import are_synonyms
from index.speech import FINITES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assistant.verified.bearing import Place

_SHARED = 1  # words beside the verb that two clauses have in common
_GENERIC = frozenset(
    """company firm group organisation organization body office side sides party government authority authorities
    official officials spokesman spokeswoman spokesperson leader leaders people man woman team country statement report
    reports figure figures number total rest others first second last""".split()
)
_BE = frozenset("is are was were be been being".split())


def faults(text: str, places: Sequence[Place]) -> Iterator[str]:
    """Yield what a text has do what its sentences have something else do."""
    read = tokens(text)
    for place in places:
        if name := _turned_round(text, place.sentence.text):
            yield f"the passages do not say so of {name!r}, but of the other"
            return
    for clause in dict.fromkeys(token.clause for token in read):
        who, verb = subject(text, clause), _verb(read, clause)
        if not who or verb is None or not _may_act(who):
            continue
        for place in places:
            if _are_one(who, tokens(titled(place.given.reading.document))):
                continue  # what the whole report is about may be called anything in it
            other = _other(who, verb, text, place.sentence.text)
            if other:
                yield f"the passages say so of {other[-1].word.text!r}, not of {who[-1].word.text!r}"
                return


def _turned_round(text: str, told: str) -> str | None:
    """Return the name that a text has do to another what a sentence has the other do to it."""
    theirs = set(_deeds(told))
    for one, verb, other in _deeds(text):
        same = [(a, b) for a, done, b in theirs if are_synonyms(verb, done) and {a, b} == {one, other}]
        if same and (one, other) not in same:
            return one
    return None


def _deeds(text: str) -> list[tuple[str, str, str]]:
    """Return who does what to whom, where two names of a clause have one verb between them."""
    read, found = tokens(text), anchors(text)
    deeds = []
    for a, b in pairwise(one for one in found if one.kind == "name"):
        verbs = [t for t in read[a.at + 1 : b.at] if t.verb and t.telling]
        between = [t.lower for t in read[a.at + 1 : b.at]]
        if len(verbs) == 1 and a.key != b.key:
            turned = "by" in between and any(one in _BE for one in between)
            deeds.append((b.key, verbs[0].lemma, a.key) if turned else (a.key, verbs[0].lemma, b.key))
    return deeds


def _verb(read: Sequence[Token], clause: int) -> Token | None:
    """The first verb of a clause that says something; one that reports speech is another rule's."""
    found = next((t for t in read if t.clause == clause and t.verb and t.telling), None)
    return found if found and found.lower not in FINITES else None


def _other(who: Sequence[Token], verb: Token, text: str, told: str) -> tuple[Token, ...]:
    """Return what a sentence has do the same in the same voice, where nothing lets it be the one that is meant."""
    mine = {t.lemma for t in tokens(text) if t.telling and t not in (*who, verb) and t.clause == verb.clause}
    read, passive = tokens(told), _passive(tokens(text), verb)
    for other in read:
        if not (other.verb and are_synonyms(verb.lemma, other.lemma)) or _passive(read, other) != passive:
            continue
        here = [t for t in read if t.clause == other.clause]
        its = subject(told, other.clause)
        before = [t for t in read if t.clause == other.clause - 1]
        if sum(t.lemma in mine for t in here) < _SHARED or _are_one(who, (*here, *its, *before)):
            continue
        if its and _may_act(its) and _named(its) == _named(who) and not _is_unclear(who, told):
            return its
    return ()


def _are_one(who: Sequence[Token], others: Sequence[Token]) -> bool:
    """Whether any word of a name, or the head of another phrase, stands among these."""
    heads = who if _named(who) else who[-1:]
    return any(are_synonyms(one.lemma, other.lemma) for one in heads for other in others)


def _named(phrase: Sequence[Token]) -> bool:
    """Whether a phrase holds a name; the first word of a sentence shows it where another follows it only."""
    return any(token.word.capital and (token.word.start > 0 or len(phrase) > 1) for token in phrase)


def _passive(read: Sequence[Token], verb: Token) -> bool:
    i = next(i for i, token in enumerate(read) if token.word.start == verb.word.start)
    return is_past(verb.word.text) and any(t.lower in _BE for t in read[max(0, i - 3) : i] if t.clause == verb.clause)


def _is_unclear(phrase: Sequence[Token], told: str) -> bool:
    """Whether nothing shows if the one word that opens a sentence is a name."""
    one = phrase[-1]
    return len(phrase) == 1 and one.word.capital and all(t.word.text != one.lower for t in tokens(told))


def _may_act(phrase: Sequence[Token]) -> bool:
    """Whether a phrase names one thing, and not what may stand for any name."""
    return bool(phrase) and not phrase[-1].verb and phrase[-1].lower not in _GENERIC
