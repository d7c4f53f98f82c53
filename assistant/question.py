"""What a question asks for: the kind of answer, where to look, and the words that evidence must bear."""

from __future__ import annotations

import re
import unicodedata
from difflib import get_close_matches

from assistant.asked import asked_dates, capitalised_months, terms
from assistant.errors import QuestionError
from assistant.kinds import compares, identifies, kind_of, predicate, unit
from assistant.named import scope
from assistant.types import Question
from assistant.words import STOP_WORDS, words

LONGEST = 4_000  # characters: longer is a document, not a question

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
    text = _spelled(text)
    dated = capitalised_months(text)
    mentions = asked_dates(dated)
    where, taken = scope(dated, mentions, outlets)
    found = words(dated)
    asked = terms(found, [*taken, *((d.start, d.end) for d in mentions)])
    kind = kind_of(text, speaker=where.speaker)
    if kind in {"what", "said"} and all(term.frame for term in asked):
        kind = "digest"
    return Question(
        text=text,
        kind=kind,
        scope=where,
        terms=asked,
        dates=tuple(d for d in mentions if d not in where.dates and not d.relative),
        unit=unit(dated, found, asked) if kind == "how_many" else (),
        predicate=predicate(text, asked),
        identifies=identifies(text),
        compares=compares(text),
    )


def _is_space(character: str) -> bool:
    return unicodedata.category(character) in {"Cc", "Zs", "Zl", "Zp"}


def _spelled(text: str) -> str:
    """Mend a slip of the keys in the word that asks: "wich", "waht"."""
    first, _, rest = text.partition(" ")
    if re.fullmatch(r"[a-z]+", first, re.IGNORECASE) is None or first.lower() in STOP_WORDS:
        return text
    near = get_close_matches(first.lower(), _ASKING, 1, 0.75)
    return f"{near[0].capitalize()} {rest}" if near and rest else text
