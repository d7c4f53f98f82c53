"""What a question asks for: the kind of answer, where to look, and the words that evidence must bear."""

from __future__ import annotations

import re
import unicodedata
from difflib import get_close_matches
from typing import TYPE_CHECKING

from assistant.asking.asked import asked_dates, capitalised_months, terms
from assistant.asking.kinds import (
    asks_attribute,
    asks_author,
    asks_latest,
    asks_of_events,
    asks_who_took_part,
    compares,
    kind_of,
    office,
    predicate,
    unit,
)
from assistant.asking.named import scope
from assistant.errors import QuestionError
from assistant.sentences.words import STOP_WORDS, words
from assistant.types import Kind, Question, Scope, Term

if TYPE_CHECKING:
    from index.dates import DateMention

LONGEST = 4_000  # characters: longer is a document, not a question

_FILLER = re.compile(
    r"\b(?:in (?:a |one |two |three )?(?:few |short |brief |simple )?"
    r"(?:lines?|words|sentences?|bullet points?|paragraphs?)"
    r"|briefly|in short|please|can you (?:tell me|say)|could you (?:tell me|say)"
    r"|do you know|i(?:['’]d| would) like to know"
    r"|i(?:['’]m| am) (?:preparing|writing|looking)[^,:;]*(?:[,:;]| and)|(?:i )?need to know:?"
    r"|thanks|thank you|hi|hello)"
    r"\b[,.!]?",
    re.IGNORECASE,
)
_DISCUSSED = re.compile(r"\b(?:discuss|talk|agree|speak|happen|cover|address)(?:ed|s)?\b|\bspoke\b", re.IGNORECASE)
_HELD = frozenset({"hold", "held", "made", "place", "conduct", "arrang"})  # calls and meetings are
_ASKING = ("which", "what", "when", "where", "who", "whose", "why", "how")


def checked(text: str) -> str:
    """Return a question as it will be read. Raises `QuestionError` where it is empty, too long, or not text."""
    if len(text) > LONGEST:
        raise QuestionError(
            f"The question has {len(text):,} characters; {LONGEST:,} are the limit: ask one question at a time."
        )
    kept = (" " if _is_space(c) else c for c in text if unicodedata.category(c) not in {"Cf", "Cs"})
    plain = " ".join("".join(kept).split())
    if not any(c.isalnum() for c in plain):
        raise QuestionError("The question is empty: ask it in words.")
    return plain


def understand(text: str, outlets: tuple[str, ...] = ()) -> Question:
    """Return what a stand-alone question asks for; `outlets` are those the archive knows."""
    text = _spelled(_plain(text))
    dated = capitalised_months(text)
    mentions = asked_dates(dated)
    where, taken = scope(dated, mentions, outlets)
    found = words(dated)
    asked = terms(found, [*taken, *((d.start, d.end) for d in mentions)])
    kind = _kind(text, where, asked, mentions)
    counted = unit(dated, found, asked) if kind == "how_many" else ()
    return Question(
        text=text,
        kind=kind,
        scope=where,
        terms=asked,
        dates=tuple(d for d in mentions if d not in where.dates and not d.relative),
        unit=counted,
        predicate=predicate(text, asked, counted),
        office=office(text),
        attribute=asks_attribute(text),
        author=asks_author(text),
        latest=asks_latest(text),
        compares=compares(text),
    )


def _kind(text: str, where: Scope, asked: tuple[Term, ...], dates: tuple[DateMention, ...]) -> Kind:
    """Return the kind of answer; a question with no words of its own but names asks for an overview."""
    kind = kind_of(text, speaker=where.speaker)
    # "Which calls did they hold?" says no more than "which calls"; "when was it held" asks for its day.
    told = _HELD if kind == "what" else frozenset()
    if asks_of_events(text) and where.speaker is None and all(t.frame or t.name or t.stem in told for t in asked):
        return "events"
    if asks_who_took_part(text, asked) and where.speaker is None:
        return "events"
    if kind in {"what", "said"} and all(term.frame for term in asked):
        return "digest"
    bare = all(term.frame or term.name for term in asked)
    if kind == "what" and bare and (where.dates or where.order or dates) and _DISCUSSED.search(text):
        return "digest"
    if kind == "said" and all(term.frame or term.name for term in asked) and "about" not in text.lower():
        return "digest"
    return kind


def _plain(text: str) -> str:
    """Drop what only frames a question ("in a few lines", "please"), and shouting."""
    if text.isupper() and len(text.split()) > 3:
        text = text.capitalize()
    plain = " ".join(_FILLER.sub(" ", text).split())
    return plain if any(c.isalnum() for c in plain) else text


def _is_space(character: str) -> bool:
    return unicodedata.category(character) in {"Cc", "Zs", "Zl", "Zp"}


def _spelled(text: str) -> str:
    """Mend a slip of the keys in the word that asks: "wich", "waht"."""
    first, _, rest = text.partition(" ")
    if re.fullmatch(r"[a-z]+", first, re.IGNORECASE) is None or first.lower() in STOP_WORDS:
        return text
    near = get_close_matches(first.lower(), _ASKING, 1, 0.75)
    return f"{near[0].capitalize()} {rest}" if near and rest else text
