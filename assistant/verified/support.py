"""Whether each word of a statement has its counterpart in the passages: what has none was added."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.sentences.words import Word, words
from assistant.verified.bearing import content
from assistant.verified.lemmas import is_past, lemma
from assistant.verified.opposites import are_opposites
from assistant.verified.orders import titled
from assistant.verified.shallow import tokens
from assistant.verified.thesaurus import groups
from assistant.verified.units import unit_of
from index.speech import FINITES

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from assistant.sentences.matching import Words
    from assistant.types import Term
    from assistant.verified.bearing import Place

# Words that frame a statement, or whose meaning other rules hold: modal verbs, hedges, comparisons, time and order.
_FREE = frozenset(
    map(
        lemma,
        """according account along already also although amid among another anybody anyone around aside away back
        based be become before being below bit case compare compared course current currently despite due during
        each early earlier else even ever expect expected first following further hence how however including instead
        kind last late later latter likely many matter may meanwhile might moreover must need neither nevertheless
        next nobody none nor nothing now number old ongoing only onward onwards others otherwise overall part people
        person per possible possibly previously recent regarding respect respectively said same say several shall
        should side since so something sort start still such take than that then there thereby therefore third thing
        though through throughout thus time today together too total toward towards two unclear unless unlike until
        upon various versus via way well were whereas whether while whole whose will within without would year yet
        whoever whichever whatever wherever plus minus just rather quite very much nearly almost exactly fewer less more
        most least half both all any every other themselves itself
        company country decision firm group leader news organisation organization result government
        figure date amount word statement passage source document article report text except everyone everything
        anything member level latest long longer enough team place yes hold held happen far behind whether
        rate size mass capacity speed height weight length distance price age question answer case""".split(),
    )
)

_SHORTEST = 3  # letters of a word; what is shorter is of a figure: "17th", "9.30 p.m.", "km/h"
_NEAR = 0.45  # cosine of two verbs of one meaning
# Verbs that report speech and say nothing of how it was meant.
_NEUTRAL = frozenset(
    map(
        lemma,
        """say add state note tell explain report remark comment mention point stress underline emphasise emphasize
        underscore highlight recall remind observe inform declare announce describe call write read speak outline
        reveal disclose express brief refer reply respond answer voice think specify conclude argue put""".split(),
    )
)


def faults(text: str, picked: Sequence[Place], among: Sequence[Place], lexicon: Words) -> Iterator[str]:
    """Yield the words of a text that have none of their meaning in the passages, verbs in the picked sentences."""
    here = _told(picked)
    around = here | _told(among) | _titled(among)
    for word in words(text):
        one = lemma(word.text)
        if word.text.lower() in FINITES and one not in _NEUTRAL and not _stands(word, one, here):
            yield f"the passages that it cites do not say {word.text!r}"
    for term in content(text):
        one = lemma(term.text)
        if term.name or one in _FREE or unit_of(term.text) or len(term.text) < _SHORTEST:
            continue
        past = is_past(term.text)
        if not (_stands(term, one, here if past else around) or (past and _is_near(term.text, picked, lexicon))):
            yield f"the passages that it cites do not say {term.text!r}"


def _is_near(text: str, picked: Sequence[Place], lexicon: Words) -> bool:
    """Whether a verb is near in meaning to one of the sentences, and not the opposite of it."""
    verbs = sorted({t.lower for p in picked for t in tokens(p.sentence.text) if t.verb and t.telling})
    near = lexicon.similarity([text.lower()], verbs)
    if not near.size:
        return False
    best = int(near[0].argmax())
    return bool(near[0, best] >= _NEAR) and not are_opposites(lemma(text), lemma(verbs[best]))


def _told(places: Sequence[Place]) -> frozenset[str]:
    return frozenset(lemma(word.text) for place in places for word in place.sentence.words)


def _titled(places: Sequence[Place]) -> frozenset[str]:
    documents = {place.given.number: place.given.reading.document for place in places}.values()
    return frozenset(lemma(w.text) for one in documents for w in words(titled(one)))


def _stands(term: Term | Word, one: str, told: Collection[str]) -> bool:
    mine = groups(one)
    return one in told or term.stem in told or any(not mine.isdisjoint(groups(other)) for other in told if mine)
