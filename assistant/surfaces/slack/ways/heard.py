"""What somebody wrote in Slack, as plain words: its markup taken off, its entities turned back."""

from __future__ import annotations

import re
from typing import Final

# <@U1|ada>, <#C1|general>, <!here>, <!subteam^S1|@desk>, <!date^1^{date}|fallback>, <https://a.example|label>
_MARKED = re.compile(r"<(?P<sign>[@#!]?)(?P<what>[^<>|]+)(?:\|(?P<label>[^<>]*))?>")
_SOMEBODY_FIRST = re.compile(r"\s*<(?:@[^<>]+|!(?:here|channel|everyone)\b[^<>]*|!subteam\^[^<>]+)>")
_ENTITIES: Final = (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"))  # the last one last: "&amp;lt;" stands for "&lt;"
_QUOTED = re.compile(r"^(?:&gt;)+ ?", re.MULTILINE)
_FENCES = re.compile(r"`{3}|(?<!`)`(?!`)")
# Slack formats between a sign and its like where both touch words from outside only. Bounded, or a message of nothing
# but signs would be read for minutes.
_STYLED = re.compile(r"(?<![\w*_~])([*_~])(?=\S)([^\n]{0,200}?\S)\1(?![\w*_~])")
_EMOJI = re.compile(r":(?:[a-z0-9_+'-]+)(?:::skin-tone-\d)?:", re.IGNORECASE)
_WORD = re.compile(r"\w")
_COURTESY = re.compile(
    r"(?:thanks?|thank you|thx|ty|cheers|ok(?:ay)?|k|got it|i see|great|nice|perfect|good|super|cool|wow|lol|haha+|"
    r"yes|yep|yeah|no|nope|right|same|done|noted|agreed|lgtm|\+1|-1)"
    r"(?: (?:a lot|so much|very much|much|all|everyone|everybody|both|again|you|team|bot))?",
    re.IGNORECASE,
)
_STOPS = " \t\n.,;:!?…-–—)("


def words(text: str, me: str = "") -> str:
    """Return a message as plain words, without the mentions of `me`; nothing where there are none but emoji."""
    text = re.sub(rf"<@{re.escape(me)}(?:\|[^<>]*)?>[:,]?", " ", text) if me else text
    text = _MARKED.sub(_shown, _QUOTED.sub("", text))
    text = _unstyled(_FENCES.sub("", text))
    for entity, character in _ENTITIES:
        text = text.replace(entity, character)
    lines = (" ".join(line.split()) for line in text.splitlines())
    text = "\n".join(line for line in lines if line).strip()
    return text if _WORD.search(_EMOJI.sub("", text)) else ""


def mentions(text: str, user: str) -> bool:
    """Whether somebody is mentioned by a message's text."""
    return re.search(rf"<@{re.escape(user)}[|>]", text) is not None


def calls_another(text: str, me: str) -> bool:
    """Whether a message begins with a mention of somebody else, or of many."""
    found = _SOMEBODY_FIRST.match(text)
    return found is not None and not mentions(found[0], me)


def is_courtesy(text: str) -> bool:
    """Whether plain words thank, agree or laugh, and ask nothing."""
    bare = " ".join(part.strip(_STOPS) for part in _EMOJI.sub("", text).split()).strip()
    return _COURTESY.fullmatch(bare) is not None


def _shown(found: re.Match[str]) -> str:
    sign, what, label = found["sign"], found["what"], found["label"]
    if sign == "!":
        return label or "@" + what.partition("^")[0]
    if sign:
        return sign + (label or what).lstrip(sign)
    return label or what.removeprefix("mailto:").removeprefix("tel:")


def _unstyled(text: str) -> str:
    """Take off bold, italic and struck, each of which may be within another."""
    for _ in range(3):
        text = _STYLED.sub(r"\2", text)
    return text
