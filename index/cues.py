"""Where a sentence reports speech, and who it says spoke."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.clauses import (
    ADVERBS,
    OPENING,
    PREPOSITIONS,
    QUOTE_MARKS,
    SUBORDINATING,
    TIME_WORDS,
    Clause,
    Subject,
    of_mention,
    opens_clause,
)
from index.roles import DETERMINERS, DOCUMENTS, INSTITUTIONS, vocabulary
from index.speech import BARE, FINITES, INVERTED, STRONG, base, may_be_noun, of_participle, speaks
from index.subjects import before_comma, opening_institution, subject_left, subject_right

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.mentions import Mention
    from index.words import Token

MAIN, SUBORDINATE, WHOLE = 1, 0, 2

_BE = vocabulary("is are was were be been being am get got gets")
_NEVER_BEFORE = vocabulary(
    "to will would can could may might must should shall did do does not never cannot didn't don't "
    "doesn't won't can't wouldn't couldn't shouldn't who's it's that's let's"
)
_TELLING = FINITES | BARE | {"according", ":"}
_NO_ADVERBS = vocabulary("family italy july ally rally reply supply assembly monopoly bully anomaly sicily")


@dataclass(frozen=True, slots=True)
class Cue:
    """A report of speech. `rank`: WHOLE if all of the sentence hangs on it, SUBORDINATE in another clause."""

    subject: Subject
    rank: int
    quoted: bool
    label: bool = False  # "Name: ...", which may be no name
    after_narration: bool = False  # "X rose, and Y said Z": the first half is nobody's


def find_cues(words: Sequence[Token], named: Sequence[Mention], quoted: Sequence[bool]) -> tuple[Cue, ...]:
    """Every report of speech in a sentence; `quoted` tells of each word whether it is in quotation marks."""
    clause = Clause(words, named, quoted)
    found = [cue for i, token in enumerate(words) if token.word in _TELLING and (cue := _cue_at(clause, i))]
    if not any(not cue.quoted for cue in found):
        found.extend(_participle_cues(clause))
    return tuple(found)


def _cue_at(clause: Clause, i: int) -> Cue | None:
    word = clause.word(i)
    if word == "according" and clause.word(i + 1) == "to":
        return _according(clause, i)
    if word == ":":
        return _colon(clause, i)
    verb = base(word) or (word if word in BARE and clause.word(i - 1) in INSTITUTIONS and i < 5 else None)
    if not verb or clause.words[i].capital or clause.words[i].possessive:
        return None
    following = [token.word for token in clause.words[i + 1 : i + 8]]
    after_quote = clause.word(i - 1) in QUOTE_MARKS and verb in INVERTED
    if not (after_quote or speaks(verb, following)) or (may_be_noun(word) and not _is_verb(clause, i)):
        return None
    return _verb_cue(clause, i)


def _is_verb(clause: Clause, i: int) -> bool:
    """Whether "states" and the like stand where a verb stands: after who could speak."""
    j = _skip_adverbs(clause, i - 1)
    before = clause.word(j)
    speaker = j + 1 in clause.by_last or before in INSTITUTIONS or before in DOCUMENTS or before == ","
    if not speaker and not (j >= 0 and clause.words[j].capital and before not in ("united", "gulf", "member")):
        return False
    follows = clause.word(i + 1)
    return j < i - 1 or follows in ("that", ":", ",", ".", "", *QUOTE_MARKS) or follows in DETERMINERS


def _according(clause: Clause, i: int) -> Cue | None:
    subject = subject_right(clause, i + 2)
    if not subject:
        return None
    before = clause.word(i - 1)
    rank = WHOLE if i == 0 or before in OPENING or before == "" else SUBORDINATE
    return Cue(subject, rank, clause.quoted[i])


def _colon(clause: Clause, i: int) -> Cue | None:
    """ "Name: “...”", "Minister: we are ready"."""
    mention = clause.by_last.get(i)
    if not mention or mention.first > 0 or mention.possessive or i + 1 >= len(clause.words):
        return None
    if mention.pronoun or clause.words[i + 1].text[0].isdigit():
        return None
    quoted_name = clause.word(i + 1) in QUOTE_MARKS and " " in (mention.name or "")
    label = not quoted_name and (mention.role is None or mention.name is None)  # "Official: X signs Y"
    return Cue(of_mention(clause, mention), WHOLE, clause.quoted[i], label)


def _verb_cue(clause: Clause, i: int) -> Cue | None:
    j = _skip_adverbs(clause, i - 1)
    before = clause.word(j)
    if before in _BE:
        return _passive(clause, i)
    if before in _NEVER_BEFORE or before in DETERMINERS or before.endswith("n't"):
        return None
    if clause.word(i + 1) == "by" or before in PREPOSITIONS:
        return None
    subject = _inverted(clause, i, j) or _shared(clause, j) or subject_left(clause, j, strong=clause.word(i) in STRONG)
    if not subject:
        return None
    return Cue(
        subject, _rank(clause, subject, i), clause.quoted[i], after_narration=_after_narration(clause, subject, i)
    )


def _after_narration(clause: Clause, subject: Subject, verb: int) -> bool:
    """Whether the speech is reported in the second of two clauses, and neither is in quotation marks."""
    joint = subject.first - 1
    if not (joint > 3 and clause.word(joint) in ("and", "but", "while") and clause.word(joint - 1) == ","):
        return False
    return verb > subject.first and not any(clause.quoted[joint:]) and not any(clause.quoted[:joint])


def _shared(clause: Clause, j: int) -> Subject | None:
    """ "X has treated hundreds and says": the subject of the verb before."""
    if clause.word(j) not in ("and", "but"):
        return None
    subject = next((m for m in clause.mentions if m.last < j and not m.possessive), None)
    return of_mention(clause, subject) if subject and opens_clause(clause, subject.first) else None


def _passive(clause: Clause, i: int) -> Cue | None:
    """ "It was stressed by X that"; nothing for "X was told"."""
    by = next((k for k in range(i + 1, min(i + 4, len(clause.words))) if clause.word(k) == "by"), None)
    subject = subject_right(clause, by + 1) if by is not None else None
    return Cue(subject, MAIN, clause.quoted[i]) if subject else None


def _skip_adverbs(clause: Clause, j: int) -> int:
    """The last word before the verb that is not an adverb, an auxiliary, or "on Monday", "in a statement"."""
    while j > 0:
        word = clause.word(j)
        if j + 1 in clause.by_last:
            return j
        if word in DOCUMENTS and clause.word(j - 1) == "a" and clause.word(j - 2) == "in":
            j -= 3
        elif (
            word in ADVERBS
            or (word.endswith("ly") and word not in _NO_ADVERBS)
            or (word.isdigit() and clause.word(j - 1) in TIME_WORDS)
        ):
            j -= 1
            if clause.word(j) in ("on", "in", "this", "last") and word in TIME_WORDS:
                j -= 1
        elif word == "turn" and clause.word(j - 1) == "in":
            j -= 2
        else:
            return j
    return j


def _inverted(clause: Clause, i: int, j: int) -> Subject | None:
    """ "“...,” said X" and "..., said X"."""
    if j != i - 1 or i == 0 or base(clause.word(i)) not in INVERTED:
        return None
    if clause.word(j) in QUOTE_MARKS:
        return subject_right(clause, i + 1, pronoun=True)
    if clause.word(j) == "," and not before_comma(clause, j):
        subject = subject_right(clause, i + 1)
        return subject if subject and _ends_there(clause, subject) else None
    return None


def _ends_there(clause: Clause, subject: Subject) -> bool:
    """Whether nothing is said after the subject: not in "said the plan was dead"."""
    last = subject.mention.last if subject.mention else subject.last
    after = clause.word(last)
    if after in OPENING or after in (".", "!", "", "who", "and") or after in PREPOSITIONS or after in ADVERBS:
        return True
    return (after in SUBORDINATING and after != "that") or after.endswith("ing")


def _rank(clause: Clause, subject: Subject, verb: int) -> int:
    before = clause.word(subject.first - 1) if subject.first else ""
    if before in SUBORDINATING:
        return SUBORDINATE
    if subject.first > verb:
        return WHOLE
    closes = clause.word(verb + 1) in (".", "!", "", ",") or clause.word(verb + 1) in PREPOSITIONS
    return WHOLE if subject.first > 4 and before in OPENING and closes else MAIN


def _participle_cues(clause: Clause) -> list[Cue]:
    """ "X called for calm, adding that ...": the subject of the sentence spoke."""
    if not any(_is_participle(clause, i) for i, token in enumerate(clause.words) if token.word == ","):
        return []
    subject = _opening(clause)
    return [Cue(subject, MAIN, quoted=False)] if subject else []


def _is_participle(clause: Clause, comma: int) -> bool:
    """Whether ", adding" and the like stand there, outside quotation marks and not at the sentence's end."""
    i = comma + 1
    verb = of_participle(clause.word(i)) if i < len(clause.words) - 1 and not clause.quoted[i] else None
    return verb is not None and speaks(verb, [token.word for token in clause.words[i + 1 : i + 8]])


def _opening(clause: Clause) -> Subject | None:
    """The subject of the sentence: an institution it begins with, else the first person who opens a clause."""
    if not (clause.by_first.get(0) and not clause.by_first[0].possessive):
        institution = opening_institution(clause)
        if institution:
            return institution
    person = next((m for m in clause.mentions if not m.possessive and opens_clause(clause, m.first)), None)
    return of_mention(clause, person) if person else None
