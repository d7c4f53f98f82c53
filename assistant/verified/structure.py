"""What in a document is no prose: markup, code, turns of a conversation, text that is not what it looks like."""

from __future__ import annotations

import re
import unicodedata

from assistant.verified.claim import plain

NEVER = "\0"  # closes nothing: all that follows belongs to it
_ROLES = r"system|assistant|user|human|developer|tool|ai|bot|model|instruction|response|input|output"
# What opens a stretch that is no prose, and what closes it; "": it ends with its paragraph.
_OPENS = (
    (re.compile(r"<!--"), "-->"),
    (re.compile(rf"^\W*#+\s*(?:{_ROLES})\b|^\W*(?:{_ROLES})\W*$", re.IGNORECASE), NEVER),
    (re.compile(r"```"), "```"),
    (re.compile(r"~~~"), "~~~"),
    (re.compile(r"<\|?\s*/?[a-z][\w▁ -]*\|?>|<\|[^>]{1,40}\|>|\|>", re.IGNORECASE), ""),
    (re.compile(r"</?[a-z][^<>]{0,200}>|<!\w+|<\?\w+|&(?:lt|gt|#\d+|#x[0-9a-f]+);", re.IGNORECASE), ""),
    (re.compile(r"\[/?(?:INST|SYS|SYSTEM|ASSISTANT|USER|TOOL\w*|AVAILABLE_\w+)\]|<</?SYS>>", re.IGNORECASE), ""),
    (re.compile(rf"(?:^|\n|[.!?]\s)\W*(?:{_ROLES})\s*:", re.IGNORECASE), ""),
    (re.compile(r"^\W*#{2,6}\s|-{4,}\s*(?:BEGIN|END)\b|^\s*={4,}|^\s*\*{4,}|^\s*\|.*\|"), ""),
    (re.compile(r"[{\[]\s*[\"']\w+[\"']\s*[:,]|\b\w+\s*=\s*[\"'“]|\{\{|\$\{|\{%"), ""),
    (
        re.compile(
            r"/\*|\*/|(?<!:)//\s|\bTODO\b|\b(?:print|echo|return|console\.log)\s?\(|^\s*(?:#|--)\s*(?:TODO|NOTE)\b"
        ),
        "",
    ),
    (re.compile(r"!?\[[^\]]*\]\(|<img\b|javascript:|data:\w+/", re.IGNORECASE), ""),
    (re.compile(r"^\s*(?:\[\d{1,3}\]|【\d{1,3}】|\^\d)\s*\S"), ""),
    (re.compile(r"(?:\[\d{1,3}\]\s*){2,}"), ""),
    (
        re.compile(
            r"^\W*(?:passages?|sources?|documents?|questions?|answers?|contexts?|prompts?|citations?|results?|facts?)"
            r"\s*(?:no\.?\s*)?#?\d*\s*:",
            re.IGNORECASE,
        ),
        "",
    ),
    (re.compile(r"\b[A-Za-z0-9+/]{40,}={0,2}(?!\w)"), ""),
)
_TURN = re.compile(
    r"<\|[^>]{1,40}\|>|<\|?/?(?:start_of_turn|end_of_turn|im_start|im_end|bos|eos|s)\|?>|\[/?INST\]|<</?SYS>>",
    re.IGNORECASE,
)
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069\U000e0020-\U000e007f]")
_SPACED = re.compile("(?:\\w[\u00ad\u200b-\u200f\u2060-\u2064\ufeff]){3}")
_LATIN, _OTHER = re.compile(r"[a-zA-Z]"), re.compile(r"[\u0370-\u03ff\u0400-\u04ff]")
_STYLED = re.compile("[\uff21-\uff3a\uff41-\uff5a\U0001d400-\U0001d7ff\u24b6-\u24e9\U0001f130-\U0001f189]{3}")
_WORD = re.compile(r"\w+")


def unfolded(text: str) -> str:
    """Return a text as it is meant to be read: without what is hidden, letters of any style as plain ones."""
    return unicodedata.normalize("NFKC", plain(text))


def unprosaic(text: str) -> str | None:
    """Return what closes the stretch that is no prose and that a text holds, "" for its paragraph; None for prose."""
    if _TURN.search(text):
        return NEVER
    return next((closing for pattern, closing in _OPENS if pattern.search(text)), None)


def is_disguised(text: str) -> bool:
    """Whether a text runs against its own direction, or has words of letters that only look like others."""
    if _BIDI.search(text) or _STYLED.search(text) or _SPACED.search(text):
        return True
    return any(_LATIN.search(word) and _OTHER.search(word) for word in _WORD.findall(text))
