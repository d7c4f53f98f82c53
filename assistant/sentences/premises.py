"""Whether a sentence says the opposite of what a question takes for granted."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.sentences.words import stem, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.sentences.words import Word
    from assistant.types import Question

# What goes two ways, each side with the words that news has for it.
_DIRECTIONS = (
    ("raise increase rise rose grow grew hike lift", "cut lower reduce decrease fall fell drop"),
    ("win won", "lose lost"),
    ("accept approve support back agree", "reject refuse oppose dismiss deny"),
    ("allow permit", "ban forbid forbade prohibit"),
    ("open reopen", "close closed shut"),
    ("begin began start", "end stop finish"),
    ("arrive enter", "leave depart quit"),
    ("buy bought", "sell sold"),
    ("strengthen improve", "weaken worsen inhibit"),
    ("import imports", "export exports"),
    ("praise", "criticise criticize condemn"),
    ("build built", "demolish"),
    ("appoint hire", "dismiss fire sack"),
    ("arrest", "release free"),
    ("confirm", "deny"),
    ("normal", "abnormal"),
    ("legal", "illegal"),
    ("northern", "southern"),
    ("eastern", "western"),
)
_OPPOSITES: dict[str, frozenset[str]] = {}
_ALIKE: dict[str, frozenset[str]] = {}
for _one, _other in _DIRECTIONS:
    _sides = [frozenset(map(stem, side.split())) for side in (_one, _other)]
    for _mine, _its in (_sides, _sides[::-1]):
        _OPPOSITES |= {word: _OPPOSITES.get(word, frozenset()) | _its for word in _mine}
        _ALIKE |= {word: _ALIKE.get(word, frozenset()) | _mine for word in _mine}
_NOT = frozenset("not never no nobody none neither nor without cannot".split())
_LACKING = frozenset(map(stem, "refuse fail deny lack reject prevent ban stop insignificant unable avoid miss".split()))
_NOT_A = frozenset({"not", "never"})
_SHORT = ("n't", "n’t")
_NEGATED = re.compile(r"\b(?:not|never)\b|n['’]t\b", re.IGNORECASE)
_REACH = 2  # words between "not" and what it denies


def denies(question: Question, found: Sequence[Word]) -> bool:
    """Whether the words of a sentence say the opposite of a word of the question.

    "Did X cut the rate?" is answered by "X raised the rate"; "Why did X cut the rate?" is not.
    """
    if question.kind in {"yes_no", "said", "digest", "events"} or question.compares:
        return False
    return _turns(question, found) or _negates(question, found)


def _turns(question: Question, found: Sequence[Word]) -> bool:
    """Whether the sentence has the opposite of a word, and neither the word nor another that says the same."""
    present = {w.stem for w in found}
    asked = (w.stem for w in words(question.text) if not w.capital and w.stem in _OPPOSITES)
    return any(_OPPOSITES[stem] & present and not _again(stem, present) for stem in asked)


def _again(asked: str, present: set[str]) -> bool:
    """Whether another word says the same: "started" for "begun", "reopened" for "opened"."""
    return any(word.removeprefix("re") in _ALIKE[asked] or word in _ALIKE[asked] for word in present)


def _negates(question: Question, found: Sequence[Word]) -> bool:
    """Whether exactly one of question and sentence denies what they are about."""
    asked = {t.stem for t in question.terms if not t.name and not t.frame}
    negated = bool(_NEGATED.search(question.text))
    denied = _denied(found, asked)
    if negated:
        return not denied and not any(w.stem in _LACKING or w.text.lower() in _NOT for w in found)
    return denied


def _denied(found: Sequence[Word], asked: set[str]) -> bool:
    """Whether "not" stands right before a word of the question's."""
    places = [i for i, w in enumerate(found) if w.text.lower() in _NOT_A or w.text.lower().endswith(_SHORT)]
    return any(w.stem in asked for i in places for w in found[i + 1 : i + 1 + _REACH])
