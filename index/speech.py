"""The verbs that report speech, in the forms that news uses."""

from __future__ import annotations

from index.roles import vocabulary

_REGULAR = vocabulary(
    "add state note stress underline emphasise emphasize reiterate recall remind express warn announce "
    "claim deny dismiss reject confirm explain argue insist maintain acknowledge concede suggest predict "
    "estimate accuse allege assert declare remark comment reply respond answer ask joke quip testify "
    "conclude reveal disclose complain repeat underscore highlight hail laud lament vow pledge promise "
    "demand question apologise apologize describe inform brief assure propose advise recommend signal "
    "hint thank mention outline praise welcome condemn criticise criticize urge appreciate congratulate "
    "report tweet post affirm observe caution contend voice admit appeal clarify point call believe hope "
    "request invite estimate fear refer applaud decry denounce blast slam defend specify guess muse shout"
)
_IRREGULAR = {
    "say": "said",
    "tell": "told",
    "write": "wrote",
    "draw": "drew",
    "think": "thought",
    "read": "read",
    "speak": "spoke",
}
_DOUBLED = {"admit": "admitt", "refer": "referr", "signal": "signall", "slam": "slamm", "quip": "quipp"}

# What a speaker may follow: "...," explained X.
INVERTED = vocabulary(
    "say add ask explain note write recall stress warn argue insist reply joke quip remark comment observe "
    "conclude announce declare claim admit tweet shout suggest complain report predict respond confirm state "
    "emphasise emphasize underline affirm assert acknowledge concede caution muse"
)

# Said by anyone at all: "the plumber said" reports speech, "the plumber called" may not.
STRONG = vocabulary("said says told tells wrote writes tweeted tweets")

_NOUNS = vocabulary(
    "states notes claims reports comments calls demands questions answers remarks promises posts reads "
    "estimates asks hopes fears requests reply signals points tweets hints thinks praise voices "
    "references pledges vows complaint"
)


def _past(verb: str) -> str:
    if verb in _DOUBLED:
        return _DOUBLED[verb] + "ed"
    if verb.endswith("e"):
        return verb + "d"
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return verb[:-1] + "ied"
    return verb + "ed"


def _present(verb: str) -> str:
    if verb.endswith(("s", "sh", "ch")):
        return verb + "es"
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return verb[:-1] + "ies"
    return verb + "s"


def _participle(verb: str) -> str:
    if verb in _DOUBLED:
        return _DOUBLED[verb] + "ing"
    return (verb[:-1] if verb.endswith("e") else verb) + "ing"


_BASE = {past: verb for verb, past in _IRREGULAR.items()}
_BASE |= {form: verb for verb in _REGULAR for form in (_past(verb), _present(verb))}
_BASE |= {_present(verb): verb for verb in _IRREGULAR}
_BASE |= {"say": "say", "signaled": "signal"}
# The plural present, which reports speech after an institution: "officials warn".
BARE = vocabulary("note claim warn argue believe insist report suggest fear predict allege deny estimate")
_PARTICIPLES = {_participle(verb): verb for verb in (*_REGULAR, *_IRREGULAR) if verb not in ("think", "read")}


# The forms in which a question may name one: "did X say", "what X said".
INFINITIVES = _REGULAR | frozenset(_IRREGULAR)
FINITES = frozenset(_BASE)


def base(word: str) -> str | None:
    """The verb of a finite form that reports speech: "stressed" gives "stress", "adding" nothing."""
    return _BASE.get(word)


def of_participle(word: str) -> str | None:
    """The verb of an -ing form: "adding" gives "add"."""
    return _PARTICIPLES.get(word)


def may_be_noun(word: str) -> bool:
    """Whether the form is as often a plural noun: "states", "claims"."""
    return word in _NOUNS


# What must follow some verbs for them to report speech, within five words.
_NEEDS = {
    "point": vocabulary("out to"),
    "draw": vocabulary("attention"),
    "call": vocabulary("for on upon it him her them"),
    "refer": vocabulary("to"),
    "appeal": vocabulary("to for"),
    "speak": vocabulary("of"),
}
_NOT_BEFORE = {
    "add": vocabulary("a an another to his her its their more further two three"),
    "post": vocabulary("a an its his her their"),
    "claim": vocabulary("victory lives first gold second third a his her"),
    "read": vocabulary("the a his her books"),
    "observe": vocabulary("a the two"),
    "report": vocabulary("to by from for missing"),
    "answer": vocabulary("calls"),
    "defend": vocabulary("champions their"),
}


def speaks(verb: str, following: list[str]) -> bool:
    """Whether `verb`, with these lower-cased words after it, can report speech: not "added a second goal"."""
    needed = _NEEDS.get(verb)
    if needed is not None:
        reach = 6 if verb == "draw" else 1
        quoted = verb == "call" and any(word in '"“' for word in following[1:6])
        return quoted or any(word in needed for word in following[:reach])
    first = following[0] if following else ""
    if verb == "recall":
        return _has_clause(following)  # "recalled 3,000 cars" is no speech
    if first in ("itself", "himself", "herself", "themselves"):
        return False
    if verb in _NOT_BEFORE:
        return first not in _NOT_BEFORE[verb] and not first[:1].isdigit()
    return True


_BEFORE_CLAUSE = vocabulary("on in at during to last earlier late also once later yesterday today")


def _has_clause(following: list[str]) -> bool:
    """Whether what follows is what was said: "recalled on Friday that", "recalled: “...”", "..., he recalled."."""
    first = following[0] if following else ""
    if first in ("that", "how", "when", "what", "why", "") or not first[0].isalnum():
        return True
    return first in _BEFORE_CLAUSE and "that" in following and not any(word[0].isdigit() for word in following[:3])
