"""Where a sentence reports speech, and the words that name who spoke."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.mentions import Mention, Token, mentions
from index.roles import DETERMINERS, DOCUMENTS, INSTITUTIONS, vocabulary
from index.speech import INVERTED, STRONG, bare, base, is_participle, may_be_noun, speaks

if TYPE_CHECKING:
    from collections.abc import Sequence

MAIN, SUBORDINATE, WHOLE = 1, 0, 2

_OPENING = frozenset(",;:()[]{}\"'“”„«»‘’—–-…|")
_QUOTES = frozenset("\"“”„«»'’‘")
_SUBORDINATE = vocabulary(
    "that when while as because after before if although though since whether where until once"
)
_CLAUSE_WORDS = _SUBORDINATE | vocabulary("and but or so then yet however meanwhile also who which whom than")
_PREPOSITIONS = vocabulary(
    "of for from by with to about against between in on at into over under during without among toward "
    "towards near behind beside beyond inside outside like unlike via per amid upon following despite "
    "through"
)
_BE = vocabulary("is are was were be been being am get got gets")
_NEVER_BEFORE = vocabulary(
    "to will would can could may might must should shall did do does not never cannot didn't don't "
    "doesn't won't can't wouldn't couldn't shouldn't who's it's that's let's"
)
_TIME = vocabulary(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july "
    "august september october november december today yesterday tonight week month year morning afternoon "
    "evening night earlier later early late recently now"
)
_ADVERBS = _TIME | vocabulary(
    "also again once has have had then further still even just first previously repeatedly subsequently "
    "meanwhile reportedly already always often only soon twice both both simply instead thus therefore "
    "too"
)
_NO_ADVERBS = vocabulary("family italy july ally rally reply supply assembly monopoly bully anomaly sicily")
_NOT_SUBJECTS = vocabulary(
    "it there this that these those which what who whom whose we i you they he him her them us me one "
    "anyone nobody everyone someone something nothing everything how why"
)


@dataclass(frozen=True, slots=True)
class Subject:
    """Who spoke: a mention, or a phrase that names no person. `document`: a statement, a release."""

    mention: Mention | None
    phrase: str
    first: int
    document: bool = False


@dataclass(frozen=True, slots=True)
class Cue:
    """A report of speech. `rank`: WHOLE if all of the sentence hangs on it, SUBORDINATE in another clause."""

    subject: Subject
    rank: int
    quoted: bool


class _Clause:
    """One sentence while it is searched."""

    def __init__(self, words: Sequence[Token], quoted: Sequence[bool]) -> None:
        self.words = words
        self.quoted = quoted
        self.mentions = mentions(words)
        self.by_first = {m.first: m for m in self.mentions}
        self.by_last = {m.last: m for m in self.mentions}

    def word(self, i: int) -> str:
        return self.words[i].word if 0 <= i < len(self.words) else ""

    def phrase(self, first: int, last: int) -> str:
        """The words as the text has them; only a first article loses its capital."""
        if first >= last:
            return ""
        text = _joined(self.words[first:last])
        head = self.words[first]
        lower = head.word in DETERMINERS or (head.word in INSTITUTIONS and first == 0)
        return text[0].lower() + text[1:] if lower else text


def find_cues(words: Sequence[Token], quoted: Sequence[bool]) -> tuple[Cue, ...]:
    """Every report of speech in a sentence; `quoted` tells of each word whether it is in quotation marks."""
    clause = _Clause(words, quoted)
    found = [cue for i in range(len(words)) if (cue := _cue_at(clause, i))]
    if not any(not cue.quoted for cue in found):
        found.extend(_participle_cues(clause))
    return tuple(found)


def _joined(run: Sequence[Token]) -> str:
    parts = [run[0].text]
    for left, right in itertools.pairwise(run):
        parts.append((" " if right.start > left.end else "") + right.text)
    return "".join(parts)


def _cue_at(clause: _Clause, i: int) -> Cue | None:
    word = clause.word(i)
    if word == "according" and clause.word(i + 1) == "to":
        return _according(clause, i)
    if word == ":":
        return _colon(clause, i)
    verb = base(word) or (bare(word) if clause.word(i - 1) in INSTITUTIONS and i < 5 else None)
    if not verb or clause.words[i].capital or clause.words[i].possessive:
        return None
    following = [token.word for token in clause.words[i + 1 : i + 8]]
    if not speaks(verb, following) or (may_be_noun(word) and not _is_verb(clause, i)):
        return None
    return _verb_cue(clause, i)


def _is_verb(clause: _Clause, i: int) -> bool:
    """Whether "states" and the like stand where a verb stands."""
    if clause.word(i - 1) in DETERMINERS or clause.word(i - 1) in ("united", "of", "member", "and"):
        return False
    if clause.word(i - 1) in _ADVERBS:
        return True
    follows = clause.word(i + 1)
    return (
        follows in ("that", ":", ",", ".", "")
        or follows in _QUOTES
        or follows in DETERMINERS
        or i in clause.by_last
    )


def _according(clause: _Clause, i: int) -> Cue | None:
    subject = _subject_right(clause, i + 2)
    if not subject:
        return None
    before = clause.word(i - 1)
    rank = WHOLE if i == 0 or before in _OPENING or before == "" else SUBORDINATE
    return Cue(subject, rank, clause.quoted[i])


def _colon(clause: _Clause, i: int) -> Cue | None:
    """ "Name: “...”", "Minister: we are ready"."""
    mention = clause.by_last.get(i)
    if not mention or mention.first > 0 or mention.possessive or i + 1 >= len(clause.words):
        return None
    if mention.pronoun or clause.words[i + 1].text[0].isdigit():
        return None
    return Cue(_of_mention(clause, mention), WHOLE, clause.quoted[i])


def _verb_cue(clause: _Clause, i: int) -> Cue | None:
    j = _skip_adverbs(clause, i - 1)
    before = clause.word(j)
    if before in _BE:
        return _passive(clause, i)
    if before in _NEVER_BEFORE or before in DETERMINERS or before.endswith("n't"):
        return None
    if clause.word(i + 1) == "by" or before in _PREPOSITIONS:
        return None
    subject = _inverted(clause, i, j) or _subject_left(clause, j, strong=clause.word(i) in STRONG)
    if not subject:
        return None
    return Cue(subject, _rank(clause, subject, i), clause.quoted[i])


def _passive(clause: _Clause, i: int) -> Cue | None:
    """ "It was stressed by X that"; nothing for "X was told"."""
    by = next((k for k in range(i + 1, min(i + 4, len(clause.words))) if clause.word(k) == "by"), None)
    subject = _subject_right(clause, by + 1) if by is not None else None
    return Cue(subject, MAIN, clause.quoted[i]) if subject else None


def _skip_adverbs(clause: _Clause, j: int) -> int:
    """The last word before the verb that is not an adverb, an auxiliary, or "on Monday", "in a statement"."""
    while j > 0:
        word = clause.word(j)
        if j + 1 in clause.by_last:
            return j
        if word in DOCUMENTS and clause.word(j - 1) == "a" and clause.word(j - 2) == "in":
            j -= 3
        elif (
            word in _ADVERBS
            or (word.endswith("ly") and word not in _NO_ADVERBS)
            or (word.isdigit() and clause.word(j - 1) in _TIME)
        ):
            j -= 1
            if clause.word(j) in ("on", "in", "this", "last") and word in _TIME:
                j -= 1
        elif word == "turn" and clause.word(j - 1) == "in":
            j -= 2
        else:
            return j
    return j


def _inverted(clause: _Clause, i: int, j: int) -> Subject | None:
    """ "“...,” said X" and "..., said X"."""
    if j != i - 1 or i == 0 or base(clause.word(i)) not in INVERTED:
        return None
    if clause.word(j) in _QUOTES:
        return _subject_right(clause, i + 1, pronoun=True)
    if clause.word(j) == "," and not _before_comma(clause, j):
        return _subject_right(clause, i + 1)
    return None


def _subject_right(clause: _Clause, i: int, *, pronoun: bool = False) -> Subject | None:
    mention = clause.by_first.get(i)
    if mention and not mention.possessive:
        return _of_mention(clause, mention) if pronoun or not mention.pronoun else None
    end = _phrase_end(clause, mention.last if mention else i)
    return _described(clause, i, end) or _generic(clause, i, end, strong=True)


def _described(clause: _Clause, i: int, end: int) -> Subject | None:
    """ "said hydrologist X", "said one witness, X": a name after words that are no office of ours."""
    for k in range(i + 1, min(i + 4, end + 1)):
        mention = clause.by_first.get(k)
        if mention and mention.name and not mention.possessive and not clause.words[k - 1].capital:
            return _of_mention(clause, mention)
    return None


def _phrase_end(clause: _Clause, i: int) -> int:
    """Where a noun phrase ends: at a mark, a preposition, or after its head noun."""
    j = i
    while j < len(clause.words) and j < i + 8:
        word = clause.word(j)
        if not word[0].isalnum() or word in _PREPOSITIONS or word in _CLAUSE_WORDS or word in _ADVERBS:
            break
        j += 1
        if _is_known(word) and not _is_known(clause.word(j)) and not clause.words[j - 1].possessive:
            break
    return j


def _is_known(word: str) -> bool:
    return word in INSTITUTIONS or word in DOCUMENTS


def _subject_left(clause: _Clause, j: int, *, strong: bool) -> Subject | None:
    if j < 0:
        return None
    mark = clause.word(j)
    if mark == "who":
        return _before_who(clause, j)
    if mark == ",":
        return _before_comma(clause, j)
    if mark in _OPENING and mark != ")":
        return None
    mention = clause.by_last.get(j + 1)
    if mention and not mention.possessive and not _is_inside_phrase(clause, mention):
        return _of_mention(clause, mention)
    return _generic(clause, _phrase_start(clause, j), j + 1, strong=strong)


def _before_who(clause: _Clause, j: int) -> Subject | None:
    """ "X, who said": the person before the pronoun."""
    last = j - 1 if clause.word(j - 1) == "," else j
    mention = clause.by_last.get(last)
    return _of_mention(clause, mention) if mention and not mention.possessive else None


def _is_inside_phrase(clause: _Clause, mention: Mention) -> bool:
    """Whether the mention only completes a longer phrase: "a friend of X said"."""
    before = mention.first - 1
    if clause.word(before) in DETERMINERS:
        before -= 1
    if before < 0 or clause.word(before) not in _PREPOSITIONS:
        return False
    start = _phrase_start(clause, before)
    return start < before and clause.word(start) not in _PREPOSITIONS


def _phrase_start(clause: _Clause, j: int) -> int:
    k = j
    while k > 0 and j - k < 14:
        word = clause.word(k - 1)
        if word in _OPENING or word in _CLAUSE_WORDS or word in (".", "!", "?"):
            break
        k -= 1
    return k


def _before_comma(clause: _Clause, j: int) -> Subject | None:
    """The subject of "X, 34, who came from Y, said": `j` is the comma before the verb."""
    for mention in reversed(clause.mentions):
        if mention.last > j or clause.quoted[mention.first] != clause.quoted[j] or mention.possessive:
            continue
        if clause.word(mention.last) == "," and _opens_clause(clause, mention.first):
            return _of_mention(clause, mention)
    start = _phrase_start(clause, j)
    commas = [k for k in range(j) if clause.word(k) == ","]
    for comma in commas:
        start = _phrase_start(clause, comma)
        subject = _generic(clause, start, comma, strong=False)
        if subject:
            return subject
    return None


def _opens_clause(clause: _Clause, first: int) -> bool:
    before = clause.word(first - 1) if first else ""
    return (
        first == 0 or before in _OPENING or before in _CLAUSE_WORDS or before in _ADVERBS or before.isdigit()
    )


def _generic(clause: _Clause, first: int, last: int, *, strong: bool) -> Subject | None:
    """A speaker that is no known person: "police", "the ministry", "a woman who saw it"."""
    first = _after_introduction(clause, first, last)
    if first >= last or clause.word(first) in _NOT_SUBJECTS or clause.word(first) in _CLAUSE_WORDS:
        return None
    if (
        clause.word(last - 1) in _TIME
        or not clause.words[first].text[0].isalpha()
        or clause.word(first) in _PREPOSITIONS
    ):
        return None
    mention = clause.by_first.get(first)
    if mention and not mention.possessive and clause.word(mention.last) in _PREPOSITIONS:
        return _of_mention(clause, mention)  # "X of the River Institute"
    head = _head(clause, first, last)
    known = _is_known(clause.word(head)) or clause.words[head].capital
    if not known and not (strong and clause.word(first) in DETERMINERS):
        return None
    if last - first > 8:
        last = head + 1
    document = clause.word(head) in DOCUMENTS
    if document and mention and mention.possessive:
        return Subject(mention, clause.phrase(first, last), first, document)  # "X's statement said"
    return Subject(None, clause.phrase(first, last), first, document)


def _after_introduction(clause: _Clause, first: int, last: int) -> int:
    """Past "On Monday" and "In a first reaction": to the last article, or the last capitals."""
    if first < last and clause.word(first) in _ADVERBS:
        first += 1
    if first >= last or clause.word(first) not in _PREPOSITIONS:
        return first
    k = first + 1
    while k < last and (clause.word(k) in _ADVERBS or clause.word(k).isdigit()):
        k += 1
    if first + 1 < k < last:
        return k
    for k in range(last - 1, first + 1, -1):
        if clause.word(k) in DETERMINERS:
            return k
    k = last - 1
    while k > first and clause.words[k - 1].capital and clause.word(k - 1) not in _PREPOSITIONS | _ADVERBS:
        k -= 1
    return k


def _head(clause: _Clause, first: int, last: int) -> int:
    """The noun that the phrase is about: the last one before a preposition."""
    end = first + 1
    while end < last and clause.word(end) not in _PREPOSITIONS and clause.word(end) not in _CLAUSE_WORDS:
        end += 1
    return next((k for k in range(end - 1, first - 1, -1) if _is_known(clause.word(k))), end - 1)


def _of_mention(clause: _Clause, mention: Mention) -> Subject:
    return Subject(mention, clause.phrase(mention.first, mention.last), mention.first)


def _rank(clause: _Clause, subject: Subject, verb: int) -> int:
    before = clause.word(subject.first - 1) if subject.first else ""
    if before in _SUBORDINATE:
        return SUBORDINATE
    if subject.first > verb:
        return WHOLE
    closes = clause.word(verb + 1) in (".", "!", "", ",") or clause.word(verb + 1) in _PREPOSITIONS
    return WHOLE if subject.first > 4 and before in _OPENING and closes else MAIN


def _participle_cues(clause: _Clause) -> list[Cue]:
    """ "X called for calm, adding that ...": the subject of the sentence spoke."""
    subject = next((m for m in clause.mentions if not m.possessive and _opens_clause(clause, m.first)), None)
    if not subject:
        return []
    for i in range(1, len(clause.words) - 1):
        if clause.word(i - 1) == "," and is_participle(clause.word(i)) and not clause.quoted[i]:
            return [Cue(_of_mention(clause, subject), MAIN, quoted=False)]
    return []
