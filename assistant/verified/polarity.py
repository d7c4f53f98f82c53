"""Whether a statement has a "not", or a word like it, more or less than its passages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.sentences.words import words
from assistant.verified.lemmas import lemma
from assistant.verified.shallow import Token, tokens

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from assistant.verified.bearing import Place

_NO_NEGATION = re.compile(
    r"\bnot (?:only|just|merely|simply|least|to mention)\b|\b(?:no|not) (?:more|less|fewer|later|earlier) than\b"
    r"|(?<=[\w,] )(?-i:N)(?:o|ot|ever|one|othing)\b|\bno doubt\b|\bno\.? ?\d|\bwhether or not\b"
    r"|\bnothing but\b|\bnot until\b",
    re.IGNORECASE,
)
_NEGATION = re.compile(
    r"\b(?:not|no|never|none|nobody|nothing|neither|nor|without|cannot|nowhere|\w+n[’']t)\b", re.IGNORECASE
)
# Verbs that deny what follows them.
_DENIAL = re.compile(
    r"\b(?:den(?:y|ied|ies|ying|ial)|refus\w+|reject\w*|fail(?:s|ed|ing)?|unable|declin(?:e|ed|es|ing) to|prevent\w*"
    r"|halt\w*|stop(?:s|ped|ping)|ban(?:s|ned)|prohibit\w*|forb\w+|block(?:s|ed|ing)|rul(?:e|ed|es|ing) out|dismiss\w*"
    r"|avoid\w*|disput\w+|refut\w+|untrue|false|lack(?:s|ed|ing)?)\b",
    re.IGNORECASE,
)
_NEGATIVE = re.compile(
    rf"{_DENIAL.pattern}|\b(?:absen\w+|hardly|barely|rarely|seldom|scarcely|impossibl\w+|oppos\w+|lack\w*|missed|missing"
    r"|un(?!d(?:er|ul)|it|i(?:on|ver|qu|fi|fo)|til|less|cle)[a-z]{4,}"
    r"|in(?:ab|adeq|cap|corr|eff|suff|valid|compl|activ|accur|access)\w+|improp\w+|il(?:leg|log)\w+|non-?[a-z]{3,}"
    r"|dis(?:agree|approv|allow|believ|continu|qualif|band|appear|claim|avow|regard)\w*)\b",
    re.IGNORECASE,
)
_NO = re.compile(r"^\W*no\b\s*[,:;.–—-]", re.IGNORECASE)  # answers the question
_APART = frozenset({"but", "although", "though", "while", "whereas"})
_NOBODY = frozenset(lemma(one) for one in ("anybody", "anyone", "anything", "anywhere", "any"))
_LIGHT = frozenset("yet even ever still necessarily immediately currently so far".split())
_REACH = 3  # content words that a "not" is about
_BEFORE, _BEHIND = 7, 2  # words from a "not" to what it is about, where it stands before and behind


def faults(text: str, places: Sequence[Place], main: Sequence[Place]) -> Iterator[str]:
    """Yield what a text denies and its sentences do not, and what the `main` ones deny and it does not."""
    told = " ".join(place.sentence.text for place in places)
    if _NEGATION.search(told) or _NEGATIVE.search(told):
        text = without_no(text)
    yield from _added(text, told)
    for place in main:
        yield from _dropped(text, place.sentence.text)


def without_no(text: str) -> str:
    """Return a text without the "no" that only answers the question."""
    return _NO.sub("", text)


def _added(text: str, told: str) -> Iterator[str]:
    said = _lemmas(text)
    for cue, scope in (*_negated(text), *_denied(text)):
        if lemma(cue.split()[0]) not in _lemmas(told) and not _is_denied(scope, told, said):
            yield f"it says {cue!r}, and the passages do not"
            return


def _dropped(text: str, told: str) -> Iterator[str]:
    said = _lemmas(text)
    for cue, scope in (*_negated(told), *_denied(told)):
        bare = scope[:1] if cue.lower() in {"no", "without"} else scope
        plain = _lemmas(told[: told.find(cue)])
        # "did not say" is said of anything; "has not spoken to anybody" is of no one in particular
        needed = bare if bare[:1] == ["say"] else [one for one in bare[:2] if one not in _NOBODY]
        if not bare or bare[0] in plain or not all(word in said for word in needed):
            continue
        if not _is_denied(bare[:1], text, frozenset(), behind=_BEFORE):
            yield f"the passages say {cue!r}, and it does not"
            return


def _negated(text: str) -> list[tuple[str, list[str]]]:
    """Return each "not" with the lemmas of the content words that it is about."""
    plain = _without_plain(text)
    return [(match.group(), _scope(plain, match.end())) for match in _NEGATION.finditer(plain)]


def _denied(text: str) -> list[tuple[str, list[str]]]:
    plain = _without_plain(text)
    return [(match.group(), _scope(plain, match.end())) for match in _DENIAL.finditer(plain)]


def _is_denied(scope: Sequence[str], told: str, said: Collection[str], behind: int = _BEHIND) -> bool:
    """Whether a "not", or a word like it, stands near what a "not" elsewhere is about; `said`: but these words."""
    found, plain = words(told), _without_plain(told)
    denying = {match.start() for match in _NEGATION.finditer(plain)}
    like_it = {match.start() for match in _NEGATIVE.finditer(plain)}
    near = [i for i, w in enumerate(found) if w.start in denying or (w.start in like_it and lemma(w.text) not in said)]
    about = [i for i, word in enumerate(found) if lemma(word.text) in scope]
    if not about:
        return bool(near)
    read = tokens(told)
    return any(-behind <= i - j <= _BEFORE and _reaches(read, j, i) for i in about for j in near)


def _reaches(read: Sequence[Token], cue: int, i: int) -> bool:
    """Whether no "but" or other end of a clause stands between a "not" and a word; a "that" or a list may."""
    between = read[min(cue, i) + 1 : max(cue, i)]
    return not any(t.lower in _APART and t.clause != read[cue].clause for t in between)


def _without_plain(text: str) -> str:
    return _NO_NEGATION.sub(lambda match: "_" * len(match.group()), text)


def _scope(text: str, start: int) -> list[str]:
    clause = re.split(r"[,;:.]|\b(?:but|and|although|because|while)\b", text[start:], maxsplit=1)[0]
    return [lemma(w.text) for w in words(clause) if not (w.stop or w.text.lower() in _LIGHT)][:_REACH]


def _lemmas(text: str) -> set[str]:
    return {lemma(word.text) for word in words(text)}
