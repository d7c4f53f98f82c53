"""Whether a sentence of a model may be shown: what its passages bear out, from whom, to the letter where it counts."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from assistant.verified import (
    agents,
    amounts,
    attributed,
    certainty,
    days,
    extent,
    figures,
    names,
    operators,
    opposites,
    orders,
    polarity,
    quotations,
    slots,
    support,
    trends,
)
from assistant.verified.bearing import Bearing, Given, Place, places
from assistant.verified.claim import Claim, Segment, addresses
from assistant.verified.clauses import clauses

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from assistant.sentences.matching import Words
    from assistant.sentences.vectors import Embed

_ENOUGH = 0.55  # share of a sentence that its passages must bear out, by words and by meaning
_WORDS, _MEANING = 0.6, 0.4  # what each of the two weighs
_PLAIN = 0.4  # share of a sentence without its names that they must bear out
_ADDED = 0.3  # share of a clause below which it is the model's own
_SHARED = 0.3  # share of a sentence below which a passage has no part in it
_ATTRIBUTION = re.compile(r"\W*(?:according|as reported|said|says|told)\b", re.IGNORECASE)
_OPENING = re.compile(
    r"^\W*(?:(?:yes|no|possibly|perhaps|not yet|not exactly|correct|indeed)\s*[,:;.–—-]\s*"
    r"|(?:based on|according to|as per|from|in) the (?:passages?|sources?|documents?|texts?|articles?)[^,]{0,30},\s*)",
    re.IGNORECASE,
)
_MAIN = 0.6  # of the best share
_FEWEST = 2  # content words of a clause that is looked at by itself


@dataclass(frozen=True, slots=True)
class Verdict:
    """A claim after verification: what bears out each of its segments, or why it may not be shown."""

    claim: Claim
    borne: tuple[tuple[Place, ...], ...] = ()
    faults: tuple[str, ...] = ()


class Verifier:
    """Checks the sentences of one answer against the passages that the model was given; not safe for threads."""

    def __init__(self, given: Sequence[Given], lexicon: Words, embed: Embed) -> None:
        self._given: Mapping[int, Given] = {one.number: one for one in given}
        self._orders = {one.number: orders.orders(one.reading) for one in given}
        self._lexicon = lexicon
        self._embed = embed
        self._bearing = Bearing(lexicon)

    def verdict(self, claim: Claim) -> Verdict:
        """Check a claim."""
        faults = tuple(self._at_once(claim))
        if faults:
            return Verdict(claim, faults=faults)
        kept, borne, faults = [], [], ()
        for text, segment in _stretches(claim):
            used = self._used(text, segment.cited)
            found, wrong = self._segment(text, used)
            faults += wrong
            kept.append(replace(segment, cited=tuple(one.number for one in used)))
            borne.append(found)
        claim = replace(claim, segments=tuple(kept))
        if not faults:
            faults = tuple(self._as_a_whole(claim, borne))
        return Verdict(claim, tuple(borne), tuple(dict.fromkeys(faults)))

    def is_near(self, text: str) -> bool:
        """Whether the passages that were given speak of what a text speaks of."""
        among = self._places(list(self._given.values()))
        return self._bearing.share(text, among, among) >= _SHARED

    def _at_once(self, claim: Claim) -> Iterator[str]:
        yield from claim.faults
        if not claim.cited:
            yield "it cites no passage"
        if unknown := [number for number in claim.cited if number not in self._given]:
            yield f"it cites {', '.join(f'[{number}]' for number in unknown)}, which is no passage that was given"
        texts = [self._given[number].passage.text for number in claim.cited if number in self._given]
        for address in addresses(claim.text):
            if not any(address in text for text in texts) or re.search(r"[?#@=&]", address):
                yield f"it holds the address {address!r}"

    def _used(self, text: str, cited: Sequence[int]) -> list[Given]:
        """Leave out the passages that have no part in a text which others bear."""
        given = [self._given[number] for number in cited]
        shares = [self._bearing.bear(text, self._places([one])).inside for one in given]
        figured = [any(figures.holders(f, self._places([one])) for f in figures.figures(text)) for one in given]
        best = max(shares)
        return [
            one
            for one, share, figure in zip(given, shares, figured, strict=True)
            if share >= _SHARED or share == best or figure
        ]

    def _places(self, given: Sequence[Given]) -> list[Place]:
        return [place for place in places(given) if place.position not in self._orders[place.given.number]]

    def _segment(self, text: str, given: Sequence[Given]) -> tuple[tuple[Place, ...], tuple[str, ...]]:
        among = self._places(given)
        if not among:
            return (), ("the passages that it cites say nothing",)
        borne = self._bearing.bear(text, among, self._needed(text, among)).places
        for one in given:
            if not any(place.given is one for place in borne):
                borne += self._bearing.bear(text, self._places([one])).places[:1]
        wrong = [*amounts.faults(text, among, self._lexicon, self._bearing), *days.faults(text, among, self._bearing)]
        if len(given) > 1:
            wrong += days.faults_apart(text, [self._places([one]) for one in given])
        return borne, tuple(wrong)

    def _needed(self, text: str, among: Sequence[Place]) -> list[frozenset[Place]]:
        held = [figures.holders(figure, among) for figure in figures.figures(text)]
        held += [days.stated(day, among) for day in days.days(text) if not day.relative]
        held += [quotations.holders(quoted, among) for quoted in quotations.quotations(text)]
        return [group for group in held if group]

    def _as_a_whole(self, claim: Claim, borne: Sequence[tuple[Place, ...]]) -> Iterator[str]:
        text, given = _bare(claim.text), [self._given[number] for number in claim.cited]
        among = self._places(given)
        picked = tuple(dict.fromkeys(place for group in borne for place in group))
        yield from names.faults(text, given, picked, self._lexicon)
        yield from quotations.faults(text, given)
        yield from trends.faults(text, picked)
        yield from self._unborne(trends.without(text), among, picked)
        yield from support.faults(trends.without(text), picked, among, self._lexicon)
        yield from attributed.faults(text, picked, among, self._bearing)
        main = self._main(text, picked)
        yield from opposites.faults(text, picked)
        yield from polarity.faults(text, picked, main)
        yield from certainty.faults(text, main)
        yield from operators.faults(text, main)
        yield from slots.faults(text, picked)
        yield from agents.faults(text, main)
        yield from extent.faults(polarity.without_no(text), picked, among)

    def _main(self, text: str, picked: Sequence[Place]) -> list[Place]:
        """The sentences that say most of it."""
        shares = [self._bearing.cover(text, place) for place in picked]
        return [place for place, share in zip(picked, shares, strict=True) if share >= _MAIN * max(shares)]

    def _unborne(self, text: str, among: Sequence[Place], picked: Sequence[Place]) -> Iterator[str]:
        whole = self._bearing.share(text, among, picked)
        if _WORDS * whole + _MEANING * self._meaning(text, picked) < _ENOUGH:
            yield "the passages that it cites do not say so"
            return
        if self._bearing.share(text, among, picked, plain=True) < _PLAIN:
            yield "the passages that it cites say nothing of the kind"
            return
        for clause in clauses(text):
            if _ATTRIBUTION.match(clause):
                continue
            if self._bearing.size(clause) >= _FEWEST and self._bearing.share(clause, among, picked) < _ADDED:
                yield f"the passages that it cites do not say {clause!r}"

    def _meaning(self, text: str, picked: Sequence[Place]) -> float:
        """Return the cosine of a text and what bears it."""
        one, other = self._embed([text, " ".join(place.sentence.text for place in picked)])
        return float(one @ other)


def _bare(text: str) -> str:
    """Return a text without a "Yes" or "Based on the passages" that it opens with."""
    rest = _OPENING.sub("", text, count=1)
    return rest if len(rest.split()) > 1 else text


def _stretches(claim: Claim) -> Iterator[tuple[str, Segment]]:
    """Yield each segment with its text; what follows the last markers is theirs too."""
    for place, segment in enumerate(claim.segments):
        last = place == len(claim.segments) - 1
        yield (f"{segment.text} {claim.tail}" if last else segment.text), segment
