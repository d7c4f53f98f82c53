"""Words that say the opposite of what the passages say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.sentences.words import words
from assistant.verified.clauses import clauses
from assistant.verified.lemmas import lemma, lemmas
from assistant.verified.thesaurus import are_synonyms

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assistant.verified.bearing import Place

_OPPOSITES = """
    increase/decrease increase/fall increase/drop increase/decline increase/reduce increase/slow rise/fall rise/drop
    rise/decline rise/slow grow/shrink grow/slow gain/lose open/close reopen/close accept/reject accept/refuse
    accept/decline agree/disagree agree/refuse approve/reject confirm/deny admit/deny acknowledge/deny win/lose
    allow/ban allow/forbid allow/prohibit allow/block permit/ban permit/forbid permit/prohibit start/end start/stop
    begin/end begin/stop higher/lower highest/lowest largest/smallest north/south east/west northern/southern
    eastern/western best/worst better/worse succeed/fail pass/fail success/failure support/oppose support/criticise
    support/reject back/oppose welcome/condemn welcome/criticise welcome/regret praise/criticise praise/condemn
    arrive/leave arrive/depart import/export buy/sell legal/illegal lawful/unlawful possible/impossible
    acceptable/unacceptable able/unable safe/unsafe safe/dangerous man/woman men/women male/female alive/die
    kill/injure kill/wound kill/hurt die/injure survive/die profit/loss advance/retreat attack/defend major/minor
    majority/minority maximum/minimum inside/outside include/exclude morning/evening hot/cold friend/enemy
    ally/enemy innocent/guilty convict/acquit hire/fire hire/dismiss appoint/dismiss arrest/release detain/release
    join/leave enter/leave raise/cut raise/lower raise/reduce strengthen/weaken expand/reduce improve/worsen
    create/destroy build/demolish build/destroy lift/impose praise/blame peace/war love/hate easy/difficult
    strong/weak rich/poor old/new public/private positive/negative present/absent before/after victory/defeat
    push/pull send/receive give/take father/mother son/daughter brother/sister husband/wife summer/winter
    spring/autumn left/right above/below early/late early/later first/last upper/lower thousand/million
    million/billion hundred/thousand dry/wet flood/drought true/false true/untrue right/wrong late/early more/less
    more/fewer cheaper/dearer longer/shorter borrow/lend lend/receive ahead/behind empty/full resign/stay
    withdraw/deploy save/cost hire/resign appear/disappear return/disappear grant/refuse win/defeat buy/rent
    borrow/repay heal/injure cure/infect remember/forget find/lose catch/release demand/offer teach/learn ask/answer
    float/sink freeze/melt inhale/exhale invite/expel follow/precede smaller/larger bigger/smaller shorter/taller
    older/younger heavier/lighter faster/slower nearer/farther warmer/colder wetter/drier deeper/shallower
    former/current former/present former/future previous/next second/first third/first third/second guilty/acquit
    convict/clear condemn/praise ally/rival host/guest teacher/pupil doctor/patient buyer/seller
    create/cut create/abolish found/abolish extend/shorten suspend/resume stop/resume protect/threaten
    minimum/maximum day/night against/for
"""
_PAIRS = tuple((lemma(one), lemma(other)) for one, _, other in (pair.partition("/") for pair in _OPPOSITES.split()))
_BOTH_WAYS = (*_PAIRS, *((other, one) for one, other in _PAIRS if one != "against"))
_OPPOSED = frozenset(_BOTH_WAYS) | {(other, one) for one, other in _PAIRS}
_PREFIXES = ("un", "dis", "non", "in", "im", "il", "ir")
_FEWEST = 4  # letters of a word that may have one of them
_ADJECTIVE = (
    "able",
    "ible",
    "ent",
    "ate",
    "ete",
    "ect",
    "al",
    "ive",
    "ous",
    "ant",
    "ed",
    "ain",
    "ary",
    "ar",
    "ful",
    "ue",
)


def faults(text: str, places: Sequence[Place]) -> Iterator[str]:
    """Yield the words of a text that its sentences have the opposite of, and not themselves."""
    told = " ".join(place.sentence.text for place in places)
    mine, its = lemmas(text), lemmas(told)
    yield from _turned_round(text, told)
    for clause in clauses(text):
        parts = [part for place in places for part in clauses(place.sentence.text)]
        nearest = max(parts, key=lambda part: len(lemmas(part) & lemmas(clause)), default="")
        yield from _turned_round(clause, nearest)
    for word in words(text):
        turned = next((t for t in _turned(word.text.lower()) if lemma(t) in its - mine), None)
        if turned and lemma(word.text) not in its:
            yield f"it says {word.text!r} where the passages say {turned!r}"


def are_opposites(one: str, other: str) -> bool:
    """Whether two lemmas are opposites."""
    return (one, other) in _OPPOSED


def _turned_round(text: str, told: str) -> Iterator[str]:
    mine, its = lemmas(text), lemmas(told)
    for one, other in _BOTH_WAYS:
        if one in mine and other in its and one not in its and not any(are_synonyms(other, word) for word in mine):
            yield f"it says {_written(text, one)!r} where the passages say {_written(told, other)!r}"


def _turned(word: str) -> Iterator[str]:
    """Yield what may be the opposite of a word by a prefix: "untrue" of "true", and "true" of "untrue"."""
    if not word.endswith(_ADJECTIVE):
        return
    for prefix in _PREFIXES:
        if len(word) >= _FEWEST:
            yield prefix + word
        if word.startswith(prefix) and len(word) - len(prefix) >= _FEWEST:
            yield word.removeprefix(prefix)


def _written(text: str, one: str) -> str:
    return next(word.text for word in words(text) if lemma(word.text) == one)
