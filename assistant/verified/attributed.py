"""Who says what: a reported claim stays one, and stays that of whom the passages say it is."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from assistant.sentences.speakers import speaks
from assistant.sentences.words import stems, words
from assistant.verified.bearing import content
from assistant.verified.figures import figures, holders
from assistant.verified.lemmas import is_past, lemma
from assistant.verified.quotations import quotations
from assistant.verified.reported import is_own
from assistant.verified.shallow import Token, subject, tokens
from assistant.verified.thesaurus import are_synonyms
from index import speech
from index.attribution import attribute
from index.countries import country
from index.prose import read_prose
from index.roles import INSTITUTIONS, OFFICES, STATUS, TOPICS, office_at
from index.speech import FINITES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assistant.verified.bearing import Bearing, Place
    from index.types import Person

_CUES = re.compile(
    r"\baccording to\b|\b(?:as|was|were) (?:quoted|cited|saying)\b|\bin (?:his|her|their|its|the) words\b"
    r"|\b(?:statement|remark|comment|warning|announcement|assertion|allegation|opinion)s?\b"
    r"|(?:[’']s|\b(?:his|her|their|its)) (?:claim|account|view|word)s?\b|\bclaims? (?:that|of)\b"
    r"|\b(?:quoted|cited|described|put) \b|\breported(?:ly)?\b|\ballegedly\b",
    re.IGNORECASE,
)

# Whoever it is, also one that is neither a person nor a country that is known.
_SAYS = re.compile(r"(?P<who>[A-Z][\w’-]+(?: [A-Z][\w’-]+)*) (?:(?:has|had|also|then) )?(?P<verb>[a-z]+)\b")
_SAID_BY = re.compile(
    rf"[\"”’,] (?:{'|'.join(sorted(speech.INVERTED))}|said)(?:ed|d)? (?P<who>[A-Z][\w’-]+ [A-Z][\w’-]+)"
)
_ANY_BODY = frozenset(
    "company firm office service agency organisation organization group body board department club team".split()
)
_OFFICE_WORDS = frozenset(word for office in OFFICES | STATUS | TOPICS for word in office.split())
_VERBS = frozenset(map(lemma, speech.FINITES))
_SPOKEN = re.compile(rf"\b(?P<had>(?:had|has|have) )?(?P<verb>{'|'.join(sorted(speech.FINITES))})\b")
_BY = re.compile(r"\bby\b")
_PRONOUN = re.compile(
    r"[\W_]*(?:he|she|they|the (?:minister|president|spokes\w+|director|leader|mayor))\b", re.IGNORECASE
)
_MAIN = 0.6  # of the best share, from which a sentence says what a statement says
_FOLLOWS = re.compile(r"\s+(?:(?:had|has|have|was|were|is|are|been|would|will|also|already)\s+)*", re.IGNORECASE)
_MEANT = re.compile(
    r"\b(?:he|she|they|his|her|their|it|the (?:president|minister|prime minister|leader|leaders|two|side|sides|parties"
    r"|head of state|official|spokes\w+|director|mayor|secretary|premier|chancellor|king|queen))\b",
    re.IGNORECASE,
)


def faults(text: str, picked: Sequence[Place], among: Sequence[Place], bearing: Bearing) -> Iterator[str]:
    """Yield what is wrong with whom a text that these sentences bear is said by, and who it says did it."""
    people = tuple(dict.fromkeys(person for place in picked for person in place.given.reading.document.people))
    places = _saying(text, picked, people, bearing)
    speakers = {speaker for place in places for speaker in _speakers(place)}
    said_by = speaker_of(text, people)
    if said_by and any(_same(said_by, person.name) for person in people):
        known = {s for s in speakers if any(_same(s, person.name) for person in people)}
        if not known and any(_may_have_said(said_by, place) for place in places):
            return
        if any(_is_meant(said_by, place, people) for place in places):
            return
        if speakers and not any(_same(said_by, speaker) for speaker in speakers):
            yield f"the passages say that {_listed(speakers)} said so, not {said_by}"
        elif not speakers and not any(_may_have_said(said_by, place) for place in places):
            yield f"the passages do not say that {said_by} said so"
    elif said_by and speakers and _is_someone_else(said_by, speakers, people, places):
        yield f"the passages say that {_listed(speakers)} said so, not {said_by}"
    elif speakers and _is_dropped(text, places, speakers):
        yield f"it must say that {_listed(speakers)} said so, since the passages only report it"
    yield from _actors(text, [*places, *(p for p in picked if any(holders(f, [p]) for f in figures(text)))], people)
    yield from _roles(text, among, people)


def _speakers(place: Place) -> set[str]:
    """Who a sentence says speaks; where it names none itself, who speaks in what goes before."""
    speaker, text = place.sentence.sentence.speaker, place.sentence.text
    if speaker is None:
        return set()
    named = {name for t in tokens(text) if t.lower in FINITES and (name := _name_of(subject(text, t.clause)))}
    return named if named and not any(_same(name, speaker) for name in named) else {speaker}


def _name_of(phrase: Sequence[Token]) -> str:
    """Return the name in what a verb is said of."""
    if not phrase or not phrase[-1].word.capital or any(token.word.text in {"I", "We"} for token in phrase):
        return ""
    plain = _OFFICE_WORDS | INSTITUTIONS
    return " ".join(token.word.text for token in phrase if token.word.capital and token.lower not in plain)


def _saying(text: str, picked: Sequence[Place], people: Sequence[Person], bearing: Bearing) -> list[Place]:
    """Return the sentences that bear what is said, whoever says it."""
    named = {word.stem for person in people for word in words(person.name)}
    shares = [bearing.cover_without(text, place, named) for place in picked]
    return [place for place, share in zip(picked, shares, strict=True) if share >= _MAIN * max(shares)]


def _actors(text: str, places: Sequence[Place], people: Sequence[Person]) -> Iterator[str]:
    """Yield people that a statement makes do what the sentences say of something else."""
    found = words(text)
    told = {word.stem for place in places for word in place.sentence.words}
    for person in people:
        last = person.name.split()[-1]
        for i, word in enumerate(found):
            verb = next((w for w in found[i + 1 : i + 4] if not w.stop), None)
            acts = word.text == last and verb is not None and not verb.capital and verb.stem in told
            if acts and verb and _FOLLOWS.fullmatch(text[word.end : verb.start]) and not _may_act(person, places):
                yield f"the passages do not say so of {person.name}"
                return


def _roles(text: str, places: Sequence[Place], people: Sequence[Person]) -> Iterator[str]:
    """Yield one who does to another what the sentences say that the other did: "Holm called Ruzic"."""
    mine = _deed(text, people)
    for place in places if mine else ():
        found = words(place.sentence.text)
        by = _BY.search(place.sentence.text) is not None
        at = {w.text: i for i, w in reversed(list(enumerate(found)))}
        verb = next((i for i, w in enumerate(found) if mine and lemma(w.text) == mine[1]), None)
        if (
            mine
            and verb is not None
            and not by
            and mine[0] in at
            and mine[2] in at
            and at[mine[2]] < verb < at[mine[0]]
        ):
            yield f"the passages say so of {mine[2]}, not of {mine[0]}"
            return


def _deed(text: str, people: Sequence[Person]) -> tuple[str, str, str] | None:
    """Return who did what to whom, by last names, where two people stand on the two sides of a verb."""
    last = {person.name.split()[-1] for person in people}
    found = words(text)
    named = [i for i, word in enumerate(found) if word.text in last]
    for a, b in pairwise(named):
        between = [w for w in found[a + 1 : b] if not w.stop and not w.capital]
        acts = len(between) == 1 and (is_past(between[0].text) or between[0].text in speech.FINITES)
        if acts and found[a].text != found[b].text and not _BY.search(text):
            return found[a].text, lemma(between[0].text), found[b].text
    return None


def _may_act(person: Person, places: Sequence[Place]) -> bool:
    """Whether any of the sentences names the person, is spoken by them, or may mean them."""
    last = person.name.split()[-1]
    return any(
        _named(last, place.sentence.text)
        or _MEANT.search(place.sentence.text)
        or _same(person.name, place.sentence.sentence.speaker or "")
        for place in places
    )


def speaker_of(text: str, people: Sequence[Person]) -> str | None:
    """Return who a statement says spoke; where it tells of several, the first."""
    found = attribute(read_prose(text), people)
    named = next((sentence.speaker for sentence in found if sentence.speaker), None)
    if inverted := _SAID_BY.search(text):
        named = named or inverted["who"]
    return named or next((match["who"] for match in _SAYS.finditer(text) if _reports(match, text)), None)


def _reports(match: re.Match[str], text: str) -> bool:
    verb = speech.base(match["verb"])
    return verb is not None and speech.speaks(verb, text[match.end() :].lower().split()[:7])


def _is_dropped(text: str, places: Sequence[Place], speakers: set[str]) -> bool:
    """Whether what every sentence only reports is told as it is."""
    if all(_is_told_inside(text, place) for place in places):
        return True
    told = all(place.sentence.sentence.speaker and not _is_own(text, place) for place in places)
    return told and not _attributes(text, speakers)


def _is_own(text: str, place: Place) -> bool:
    """Whether a report says so itself: outside what it reports, or in its title."""
    title = place.given.reading.document.title
    headed = {lemma(w.text) for w in words(title)}
    said = {lemma(term.text) for term in content(text)}
    asserted = not any(w.text.lower() in FINITES for w in words(title)) and not quotations(title) and ":" not in title
    known = {one for one in said if any(are_synonyms(one, other) for other in headed)}
    return is_own(text, place.sentence.text) or (asserted and len(known) >= _MAIN * len(said))


def _is_told_inside(text: str, place: Place) -> bool:
    """Whether all that a statement says of saying is itself only said: "had warned" of "said it had warned"."""
    spoken = [m for m in _SPOKEN.finditer(text) if lemma(m["verb"]) in _VERBS]
    there = list(_SPOKEN.finditer(place.sentence.text))
    first = next((m.start() for m in there if not m["had"]), len(place.sentence.text))
    inner = {lemma(m["verb"]) for m in there if m["had"] and m.start() > first}
    outer = {lemma(m["verb"]) for m in there if not m["had"]}
    told = [m for m in spoken if m["had"] and lemma(m["verb"]) in inner - outer]
    return bool(told) and len(told) == len(spoken) and not _CUES.search(text)


def _is_meant(name: str, place: Place, people: Sequence[Person]) -> bool:
    """Whether a sentence opens with a "she" that the one before shows to be this person."""
    if not (place.position and _PRONOUN.match(place.sentence.text)):
        return False
    before = place.given.reading.sentences[place.position - 1].text
    named = [person.name for person in people if _named(person.name.split()[-1], before)]
    return bool(named) and all(_same(name, one) for one in named)


def _is_someone_else(said_by: str, speakers: set[str], people: Sequence[Person], places: Sequence[Place]) -> bool:
    """Whether a country, office or body is named as saying what none that it stands for said."""
    if not any(word.capital and not word.stop for word in words(said_by)):
        return _is_other_body(said_by, speakers, people)
    documents = [place.given.reading.document for place in places]
    if any(_is_outlet(said_by, document.outlet or "") for document in documents):
        return False
    if all(words(speaker)[-1:] and words(speaker)[-1].text in _ANY_BODY for speaker in speakers):
        return any(_same(said_by, person.name) for person in people)
    if _is_name(said_by) and any(_is_name(speaker) for speaker in speakers):
        return not any(_same(said_by, speaker) for speaker in speakers)
    titles = " ".join(document.title for document in documents)
    return not any(speaks(said_by, speaker, people, titles) or _same(said_by, speaker) for speaker in speakers)


def _is_name(text: str) -> bool:
    """Whether a text is two names, as a person has, and neither an office nor a country."""
    found = words(text)
    plain = [w for w in found if w.capital and country(w.text.lower()) is None and w.text.lower() not in INSTITUTIONS]
    return len(found) == len(plain) > 1 and not any(
        office_at([w.text.lower() for w in found], i) for i in range(len(found))
    )


def _is_other_body(said_by: str, speakers: set[str], people: Sequence[Person]) -> bool:
    """Whether a body without a name, "the union", stands for another speaker."""
    head = {word.text.lower() for word in words(said_by)} & INSTITUTIONS - _ANY_BODY
    if not head or any(head & {w.text.lower() for w in words(speaker)} for speaker in speakers):
        return False
    return not any(speaks(said_by, speaker, people) for speaker in speakers)


def _is_outlet(said_by: str, outlet: str) -> bool:
    """Whether an outlet is called so: by half of its words or more."""
    called, whole = stems(said_by), stems(outlet)
    return bool(whole) and called <= whole and 2 * len(called) >= len(whole)


def _attributes(text: str, speakers: set[str]) -> bool:
    """Whether a statement names its speaker, or says at least that something was said."""
    found = words(text)
    named = {word.stem for word in found if word.capital}
    if any(named & {word.stem for word in words(speaker) if word.capital} for speaker in speakers):
        return True
    lower = [word.text.lower() for word in found]
    return _CUES.search(text) is not None or any(
        w in speech.FINITES or speech.of_participle(w) is not None for w in lower
    )


def _may_have_said(name: str, place: Place) -> bool:
    """Whether a sentence names the person, or goes on with the person's words."""
    reading = place.given.reading
    if any(_named(part, place.sentence.text) for part in name.split()[-1:]):
        return True
    before = reading.sentences[place.position - 1] if place.position else None
    return before is not None and _same(name, before.sentence.speaker or "")


def _named(part: str, text: str) -> bool:
    return re.search(rf"\b{re.escape(part)}\b", text) is not None


def _same(left: str, right: str) -> bool:
    """Whether one name is the other, or its last part."""
    one, two = ({word.stem for word in words(name) if not word.stop} or {name} for name in (left, right))
    return one <= two or two <= one


def _listed(names: set[str]) -> str:
    return " and ".join(sorted(names))
