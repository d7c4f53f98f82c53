"""The words of a sentence that name who spoke: to the left or to the right of a verb."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.clauses import (
    ADVERBS,
    CLAUSE_WORDS,
    OPENING,
    PREPOSITIONS,
    TIME_WORDS,
    Clause,
    Subject,
    of_mention,
    opens_clause,
)
from index.names import FIRM_MARKS
from index.roles import DETERMINERS, DOCUMENTS, INSTITUTIONS, vocabulary

if TYPE_CHECKING:
    from index.mentions import Mention

_NOT_SUBJECTS = vocabulary(
    "it there this that these those which what who whom whose we i you they he him her them us me one "
    "anyone nobody everyone someone something nothing everything how why"
)


def subject_right(clause: Clause, i: int, *, pronoun: bool = False) -> Subject | None:
    """Who is named from `i` on; `pronoun`: whether "he" will do."""
    mention = clause.by_first.get(i)
    if mention and not mention.possessive:
        return of_mention(clause, mention) if pronoun or not mention.pronoun else None
    end = _with_complement(clause, _phrase_end(clause, mention.last if mention else i))
    return _described(clause, i, end) or _generic(clause, i, end, strong=True)


def opening_institution(clause: Clause) -> Subject | None:
    """The institution that the sentence begins with: "Norway's central bank cut ..."."""
    end = _phrase_end(clause, 0)
    if not end or not _is_known(clause.word(end - 1)) or (end < len(clause.words) and clause.words[end].capital):
        return None
    return _generic(clause, 0, end, strong=False)


_NEEDS_MORE = vocabulary("familiar close briefed privy involved")


def _with_complement(clause: Clause, end: int) -> int:
    """ "A person familiar with the matter": the phrase is not over at "with"."""
    if clause.word(end - 1) in _NEEDS_MORE and clause.word(end) in PREPOSITIONS:
        return max(end, _phrase_end(clause, end + 1))
    return end


def _described(clause: Clause, i: int, end: int) -> Subject | None:
    """ "said hydrologist X", "said one witness, X": a name after words that are no office of ours."""
    for k in range(i + 1, min(i + 4, end + 1)):
        mention = clause.by_first.get(k)
        if mention and mention.name and not mention.possessive and not clause.words[k - 1].capital:
            return of_mention(clause, mention)
    return None


def _phrase_end(clause: Clause, i: int) -> int:
    """Where a noun phrase ends: at a mark, a preposition, or after its head noun."""
    j = i
    while j < len(clause.words) and j < i + 8:
        word = clause.word(j)
        if not (word[0].isalnum() or word == "&") or word in PREPOSITIONS or word in CLAUSE_WORDS or word in ADVERBS:
            break
        j += 1
        if _is_known(word) and not _is_known(clause.word(j)) and not clause.words[j - 1].possessive:
            break
    return j


def _is_known(word: str) -> bool:
    return word in INSTITUTIONS or word in DOCUMENTS


def subject_left(clause: Clause, j: int, *, strong: bool) -> Subject | None:
    """Who is named up to `j`; `strong`: the verb makes a speaker of anyone."""
    if j < 0:
        return None
    if clause.word(j) == ")":
        j = next((k - 1 for k in range(j, max(j - 10, 0), -1) if clause.word(k) == "("), j)
    mark = clause.word(j)
    if mark == "who":
        return _before_who(clause, j)
    if mark in (",", "–", "—"):
        return before_comma(clause, j)
    if mark in ("it", "they") and (strong or clause.word(j + 2) == "that") and opens_clause(clause, j):
        return Subject(None, mark, j)
    if mark in OPENING:
        return None
    mention = clause.by_last.get(j + 1)
    if mention and not mention.possessive and not _is_inside_phrase(clause, mention):
        return _jointly(clause, mention) or of_mention(clause, mention)
    return _generic(clause, _phrase_start(clause, j), j + 1, strong=strong)


def _jointly(clause: Clause, mention: Mention) -> Subject | None:
    """ "X and Y said": both, as the text has them, since neither said it alone."""
    other = clause.by_last.get(mention.first - 1)
    if clause.word(mention.first - 1) != "and" or not other or not other.name or other.possessive:
        return None
    if not mention.name or not opens_clause(clause, other.first):
        return None
    return Subject(None, clause.phrase(other.first, mention.last), other.first)


def _before_who(clause: Clause, j: int) -> Subject | None:
    """ "X, who said": the person before the pronoun."""
    last = j - 1 if clause.word(j - 1) == "," else j
    mention = clause.by_last.get(last)
    return of_mention(clause, mention) if mention and not mention.possessive else None


def _is_inside_phrase(clause: Clause, mention: Mention) -> bool:
    """Whether the mention only completes a longer phrase: "a friend of X said"."""
    before = mention.first - 1
    if clause.word(before) in DETERMINERS:
        before -= 1
    if before < 0 or clause.word(before) not in PREPOSITIONS:
        return False
    start = _phrase_start(clause, before)
    return start < before and clause.word(start) not in PREPOSITIONS


def _phrase_start(clause: Clause, j: int) -> int:
    k = j
    while k > 0 and j - k < 14:
        word = clause.word(k - 1)
        in_name = word == "and" and k > 1 and clause.words[k - 2].capital and clause.words[k].capital
        if word in OPENING or (word in CLAUSE_WORDS and not in_name) or word in (".", "!", "?"):
            break
        k -= 1
    return k


def before_comma(clause: Clause, j: int) -> Subject | None:
    """The subject of "X, 34, who came from Y, said": `j` is the comma before the verb."""
    for mention in reversed(clause.mentions):
        if mention.last > j or clause.quoted[mention.first] != clause.quoted[j] or mention.possessive:
            continue
        if mention.name is None and clause.word(mention.first - 1) == "and":
            continue  # "X, a doctor and head of Y, said"
        last = _after_parentheses(clause, mention.last)
        if clause.word(last) in (",", "–", "—") and opens_clause(clause, mention.first):
            return of_mention(clause, mention)
    start = _phrase_start(clause, j)
    commas = [k for k in range(j) if clause.word(k) == ","]
    for comma in commas:
        start = _phrase_start(clause, comma)
        subject = _generic(clause, start, comma, strong=False)
        if subject:
            return subject
    return None


def _after_parentheses(clause: Clause, i: int) -> int:
    if clause.word(i) != "(":
        return i
    return next((k + 1 for k in range(i, min(i + 10, len(clause.words))) if clause.word(k) == ")"), i)


def _generic(clause: Clause, first: int, last: int, *, strong: bool) -> Subject | None:
    """A speaker that is no known person: "police", "the ministry", "a woman who saw it"."""
    first = _after_introduction(clause, first, last)
    if first >= last or clause.word(first) in _NOT_SUBJECTS or clause.word(first) in CLAUSE_WORDS:
        return None
    if (
        clause.word(last - 1) in TIME_WORDS
        or not clause.words[first].text[0].isalpha()
        or clause.word(first) in PREPOSITIONS
    ):
        return None
    mention = clause.by_first.get(first)
    if mention and not mention.possessive and clause.word(mention.last) in PREPOSITIONS:
        return of_mention(clause, mention)  # "X of the River Institute"
    head = _head(clause, first, last)
    known = _is_known(clause.word(head)) or clause.words[head].capital or clause.word(head) in FIRM_MARKS
    article = clause.word(first) in DETERMINERS or clause.words[first].possessive
    if not known and not (strong and article):
        return None
    if last - first > 8:
        last = head + 1
    document = clause.word(head) if clause.word(head) in DOCUMENTS else ""
    if document and not (mention and mention.possessive):
        mention = next((m for m in clause.mentions if first < m.first < last and _is_by(clause, m)), None)
    if document and mention:  # "X's statement said", "a letter by X said"
        return Subject(mention, clause.phrase(first, last), first, document)
    return Subject(None, clause.phrase(_past_description(clause, first, last), last), first, document, last)


def _past_description(clause: Clause, first: int, last: int) -> int:
    """Where the name begins in "the shipbroker Holt & Roe", "Leeds-based Holt"; `first` where there is no such."""
    while first < last - 1 and clause.word(first).endswith("-based"):
        first += 1
    k = last
    while k > first and (clause.words[k - 1].capital or clause.word(k - 1) == "&"):
        k -= 1
    plain = [token.word for token in clause.words[first:k]]
    described = 2 <= len(plain) <= 4 and plain[0] in DETERMINERS and not PREPOSITIONS & set(plain)
    other = any(token.capital or token.possessive for token in clause.words[first + 1 : k])
    dated = k < last and (clause.word(k) in TIME_WORDS or plain[-1:] == [] or plain[-1].endswith(("ed", "ing")))
    return k if k < last and described and not other and not dated else first


def _is_by(clause: Clause, mention: Mention) -> bool:
    return clause.word(mention.first - 1) in ("by", "from") and not mention.possessive


def _after_introduction(clause: Clause, first: int, last: int) -> int:
    """Past "On Monday" and "In a first reaction": to the last article, or the last capitals."""
    if first < last and clause.word(first) in ADVERBS:
        first += 1
    if first >= last or clause.word(first) not in PREPOSITIONS:
        return first
    k = first + 1
    while k < last and (clause.word(k) in ADVERBS or clause.word(k).isdigit()):
        k += 1
    if first + 1 < k < last:
        return k
    for k in range(last - 1, first + 1, -1):
        if clause.word(k) in DETERMINERS:
            return k
    k = last - 1
    while k > first and clause.words[k - 1].capital and clause.word(k - 1) not in PREPOSITIONS | ADVERBS:
        k -= 1
    return k


def _head(clause: Clause, first: int, last: int) -> int:
    """The noun that the phrase is about: the last one before a preposition."""
    end = first + 1
    while end < last and clause.word(end) not in PREPOSITIONS and clause.word(end) not in CLAUSE_WORDS:
        end += 1
    return next((k for k in range(end - 1, first - 1, -1) if _is_known(clause.word(k))), end - 1)
