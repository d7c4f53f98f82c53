"""A follow-up, made to stand alone: what it leaves to the conversation is put back into its words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.asking.asked import EVENT
from assistant.asking.kinds import asks_who_took_part
from assistant.asking.question import understand
from assistant.sentences.words import words
from assistant.types import Scope

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.types import Question, Turn

_CONNECTIVE = re.compile(
    r"^\W*(?:(?:and|but|so|then|also|ok(?:ay)?|now|thanks|thank you|great|good|right|yes|no|hm+|i see)\b[\s,.!]*)+",
    re.IGNORECASE,
)
_ELLIPSIS = re.compile(
    r"^\W*(?:what|how) about\b\s*"
    r"|^\W*(?:and\s+)(?=(?:in|on|by|at|for|from|according|during|after|before|since|until)\b)"
    r"|^\W*(?=(?:in|on|by|during|according to|for)\b)",
    re.IGNORECASE,
)
_OF_THEM = re.compile(r"\b(?:of|among)\s+(?:them|these|those)\b", re.IGNORECASE)
_THINGS = re.compile(
    r"\b(?:they|them|it|these|those|this|that)\b(?=\s*(?:$|[?.,;!])|\s+(?:is|are|was|were|have|has|had|did|do|does|be|been|to|in|on"
    r"|by|at|from|for|with|about|go|come|happen\w*)\b)",
    re.IGNORECASE,
)
# What asks again for the source, the day or the place of the answer before: its lines tell all three.
_SAME_AGAIN = re.compile(
    r"^\W*(?:who (?:said|says|claimed|stated|reported|told)(?: (?:so|that|this|it))?"
    r"|says who|according to (?:who|whom)|(?:and )?when"
    r"(?: was (?:that|this|it))?(?: said)?|on (?:what|which) (?:date|day)"
    r"|where was (?:that|this|it) (?:said|reported|published)|source)\W*$",
    re.IGNORECASE,
)
_OTHER_SOURCE = re.compile(r"\b(?:the )?other (?:source|outlet|report|account|version)s?\b", re.IGNORECASE)
_PERSON = re.compile(r"\b(?:he|she|him|his|her)\b", re.IGNORECASE)
_OWNED = re.compile(r"\b(?:their|its)\s+(?P<owned>\w+)\b", re.IGNORECASE)
_THERE = re.compile(r"\b(?:there|then)\b", re.IGNORECASE)
_THAT_CALL = re.compile(
    r"\b(?:(?:in|during|on|at)\s+)?(?:that|this|the same|the)\s+"
    r"(?P<kind>call|conversation|meeting|talks?|statement|report|readout)\b",
    re.IGNORECASE,
)
_ONE = re.compile(
    r"\b(?P<which>the (?:very )?(?:last|latest|first|second|third|next|previous|earlier|later)) one\b", re.IGNORECASE
)
_ASKS = re.compile(
    r"\W*(?:what|who|whom|whose|when|where|how|why|which|did|does|do|was|were|is|are|has|have|had|can|could|will|would|tell"
    r"|give|show|list|summar\w+|compare|explain|describe)\b",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    r"\b(?:about|on|regarding|concerning)\s+(?:(?!in\b|during\b|on\b|at\b).)+?(?=\s+(?:in|during|on|at)\b|$)",
    re.IGNORECASE,
)
# Pronouns that point nowhere back: "is it true that", "did he say that the", "that" before a clause.
_EMPTY = re.compile(
    r"\b(?:is|was) it (?:true|possible|likely|correct)\b"
    r"|\bthat (?=the\b|there\b|a\b|an\b|\w+ (?:is|was|were|had|has|have)\b)",
    re.IGNORECASE,
)


def stand_alone(text: str, turns: Sequence[Turn], outlets: tuple[str, ...] = ()) -> str:
    """Return a question that needs no conversation: the one asked, where it leaves nothing to its predecessors."""
    if not turns:
        return text
    last = turns[-1]
    asked = understand(text, outlets)
    before = last.answer.standalone_question
    if _SAME_AGAIN.match(_CONNECTIVE.sub("", text) or text):
        return before
    if _OTHER_SOURCE.search(text) and not asked.scope.speaker:
        return f"{before.rstrip(' ?.!')} according to all reports?"
    if asked.scope.outlets and asked.kind == "digest" and not asked.dates and not asked.scope.dates:
        return f"{before.rstrip(' ?.!')} according to {asked.scope.outlets[0]}?"
    if _is_fragment(text, asked):
        return _carry_on(_ELLIPSIS.sub("", _CONNECTIVE.sub("", text)) or text, before, outlets)
    if asks_who_took_part(text, asked.terms) and not any(term.name for term in asked.terms):
        return _on_the_same_day(text, before, outlets)
    if not _leans(text) and not _is_owned(asked, text):
        return _bare_how_many(text, asked, before)
    return _on_the_same_day(_fill_in(text, last, before, outlets), before, outlets)


def _on_the_same_day(text: str, before: str, outlets: tuple[str, ...]) -> str:
    """ "And what did Y say?" stays with the call that the question before was of."""
    new, old = understand(text, outlets), understand(before, outlets)
    if new.kind not in {"said", "digest", "events"} or new.dates or new.scope.dates or new.scope.order:
        return text
    day = next(iter((*old.scope.dates, *old.dates)), None)
    if day is None or re.search(r"\bsince\s+\Z", before[: day.start]):
        return text
    return f"{text.rstrip(' ?.!')} {'on' if day.day else 'in'} {day.text}?"


def _leans(text: str) -> bool:
    plain = _EMPTY.sub(" ", text)
    return any(p.search(plain) for p in (_OF_THEM, _THINGS, _PERSON, _CONNECTIVE, _THERE, _THAT_CALL, _ONE))


def _is_owned(asked: Question, text: str) -> bool:
    """Whether all it asks for is something of theirs: "what were their names?" names nothing that could own them."""
    owned = _OWNED.search(text)
    return owned is not None and asked.scope == Scope() and all(term.text == owned["owned"] for term in asked.terms)


def _is_fragment(text: str, asked: Question) -> bool:
    """Whether there is no question in it of its own: "what about March?", "according to the agency?"."""
    plain = _CONNECTIVE.sub("", text)
    if len(words(plain)) <= 4 and not _ASKS.match(plain):
        return True
    return bool(_ELLIPSIS.search(text) or _ELLIPSIS.search(plain)) or (
        asked.kind == "digest" and not _ASKS.match(plain)
    )


def _carry_on(fragment: str, before: str, outlets: tuple[str, ...]) -> str:
    """Put a fragment in the place of what it replaces in the question before it."""
    fragment = fragment.strip(" ?.!,")
    new, old = understand(f"What about {fragment}?", outlets), understand(before, outlets)
    base = before.rstrip(" ?.!")
    if new.dates or new.scope.dates:
        for mention in sorted((*old.dates, *old.scope.dates), key=lambda d: -d.start):
            if not re.search(r"\bsince\s+\Z", base[: mention.start]):
                base = _without_phrase(base, mention.start, mention.end)
        return f"{base} {_dated(fragment)}?"
    if old.scope.speaker and any(w.capital for w in words(fragment)[-1:]):
        return base.replace(old.scope.speaker, fragment, 1) + "?"
    if old.scope.speaker and _ABOUT.search(base):
        return _ABOUT.sub(lambda _: f"about {fragment}", base, count=1) + "?"
    if (
        old.scope.outlets
        or new.scope.outlets
        or re.match(r"(?:according|in|on|by|during|from|for)\b", fragment, re.IGNORECASE)
    ):
        return f"{base} {fragment}?"
    # "and the agency's?" after "how many were the police's?": the last phrase is replaced.
    match = re.match(
        r"(?P<head>.*\b(?:were|was|are|is|belonged to|by|from|for|to)\s+)(?:the\s+)?[^,]+$", base, re.IGNORECASE
    )
    return f"{match['head']}{fragment}?" if match else f"{base}, {fragment}?"


def _dated(fragment: str) -> str:
    """A bare date names a call: "March", "the July one"."""
    bare = re.sub(r"\b(?:the|one)\b", " ", fragment, flags=re.IGNORECASE).strip()
    if re.match(r"(?:in|on|by|during|since|until)\b", fragment, re.IGNORECASE):
        return fragment
    return f"in the {bare}" if re.search(r"\b(?:call|conversation|meeting|report|talks?)\b", bare) else f"in {bare}"


def _without_phrase(text: str, start: int, end: int) -> str:
    """Cut a date with the words that lead to it and the noun that it dates."""
    head = re.sub(r"\s+(?:(?:in|on|by|during|at|from|of|for)\s+)?(?:the\s+)?\Z", "", text[:start])
    tail = re.sub(
        r"\A(?:['’]s)?\s+(?:phone\s+|telephone\s+)?(?:call|conversation|meeting|talks?|report|statement)\b",
        "",
        text[end:],
    )
    return head + tail


def _bare_how_many(text: str, asked: Question, before: str) -> str:
    """ "How many by the July call?", "how many were the police's?" count what was counted before."""
    thing = _counted(before)
    if asked.kind != "how_many" or asked.unit or thing is None:
        return text
    return re.sub(r"\bhow (?:many|much)\b", lambda m: f"{m[0]} {thing}", text, count=1, flags=re.IGNORECASE)


def _fill_in(text: str, last: Turn, before: str, outlets: tuple[str, ...]) -> str:
    """Put names and things in the place of the words that point back."""
    text = _CONNECTIVE.sub("", text)
    text = text[:1].upper() + text[1:]
    text = _name_person(text, last, before, outlets)
    text = _name_one(_name_call(text, last), before)
    thing = _counted(before) or _topic(before, outlets)
    pointing = _OF_THEM if _OF_THEM.search(text) else _THINGS
    if thing and _is_owned(understand(text, outlets), text):
        return _OWNED.sub(lambda m: f"the {m['owned']} of the {thing}", text, count=1)
    if thing and pointing.search(_EMPTY.sub(" ", text)):
        lead = "of the" if pointing is _OF_THEM else "the"
        return pointing.sub(lambda _: f"{lead} {thing}", text, count=1)
    return _bare_how_many(text, understand(text, outlets), before)


def _name_person(text: str, last: Turn, before: str, outlets: tuple[str, ...]) -> str:
    person = (
        next((s.speaker for s in last.answer.statements if s.speaker), None)
        or understand(before, outlets).scope.speaker
    )
    if person is None:
        return text
    return _PERSON.sub(lambda m: f"{person}'s" if m[0].lower() in {"his", "her"} else person, text, count=1)


def _name_call(text: str, last: Turn) -> str:
    day = next((s.as_of for s in last.answer.statements if s.as_of), None)
    if day is None:
        return text
    return _THAT_CALL.sub(lambda m: f"in the {day.day} {day:%B} {day.year} {m['kind']}", text, count=1)


def _name_one(text: str, before: str) -> str:
    """Put the call that was spoken of in the place of "the last one"."""
    event = re.search(rf"\b{EVENT}\b", before, re.IGNORECASE)
    return _ONE.sub(lambda m: f"{m['which']} {event[0].lower().removesuffix('s')}", text) if event else text


def _counted(before: str) -> str | None:
    """Return what the question before counted, with what was said of it: "vehicles that have used the road"."""
    match = re.search(r"\b(?:how (?:many|much)|number of)\s+(?P<rest>[^?]+)", before, re.IGNORECASE)
    if match is None:
        return None
    thing, _, rest = match["rest"].strip().partition(" ")
    verb = re.match(r"(?:have|has|had|were|was|are|did)\b", rest)
    return f"{thing} that {rest}" if verb else f"{thing} {rest}".strip()


def _topic(before: str, outlets: tuple[str, ...]) -> str | None:
    """Return the words of the question before that carry its topic."""
    terms = [t.text for t in understand(before, outlets).terms if not t.frame]
    return " ".join(terms) or None
