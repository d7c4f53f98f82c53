"""The words that web pages wrap around their articles, each kind named as a reason for taking it out."""

from __future__ import annotations

import re

# What speaks to the reader of a page and hardly ever stands in a reported sentence. "^" stands for the line's
# start and only at a pattern's. All patterns see text in lower case.
_FURNITURE = (
    (
        "subscription line",
        (
            r"^subscribe\b",
            r"subscribe (?:to (?:our|the|us|get)|now|today)",
            r"(?:our|free|daily|weekly|e-?mail) newsletters?",
            r"^sign up\b",
            r"sign(?:ing)? up (?:for (?:our|the|free|a free)|to (?:our|get|receive)|here|now|today)",
            r"your inbox",
            r"^unsubscribe",
            r"(?:become|already) an? (?:member|subscriber)\b",
            r"^join us\b",
            r"support (?:us|our (?:journalism|work))\b",
            r"our (?:telegram|whatsapp|youtube|app\b)",
            r"get (?:our|the) (?:app|latest|best|daily)\b",
            r"breaking news alerts?",
        ),
    ),
    (
        "sign-in line",
        (r"^(?:sign|log) ?in\b", r"log ?in to (?:your|comment|read)", r"create an? (?:free )?account"),
    ),
    (
        "sharing line",
        (
            r"follow (?:us\b|(?:me|him|her|them) (?:on|at) (?:twitter|x\b|facebook|instagram))",
            r"share this (?:article|story|page|post|release|on|via)\b",
            r"like us on",
            r"^(?:tweet|copy link|(?:e-?mail|print) this)\b",
            r"^(?:facebook|twitter|instagram|whatsapp|telegram|linkedin|youtube|pinterest|reddit)\b[\W\w]{0,40}$",
        ),
    ),
    (
        "copyright notice",
        (
            r"all rights reserved",
            r"^copyright (?:notice|(?:19|20)\d\d)\b",
            r"©|\(c\) ?\d{4}",
            r"may not be (?:reproduced|published, broadcast)",
            r"(?:are|is) (?:a )?registered trademarks?",
            r"without (?:the )?(?:prior|express)[\w ]{0,30} permission",
        ),
    ),
    (
        "cookie or privacy notice",
        (
            r"(?:our|this) (?:privacy|cookie) (?:policy|settings|notice)",
            r"privacy policy and\b|and privacy policy",
            r"^(?:privacy|cookie)s? (?:policy|settings|notice)",
            r"(?:we|this site|website) uses? cookies|use of cookies|these cookies|sets? this cookie",
            r"our (?:terms (?:of (?:use|service)|and conditions)|user agreement)",
            r"opt[ -]out of (?:the sale|targeted|these)",
        ),
    ),
    (
        "advertisement",
        (
            r"^advertisements?\W*(?:$|scroll|skip|continue)",
            r"(?:earn|receive|get) (?:a |an )?(?:small |affiliate )?(?:commission|compensation)\b",
            r"are independently (?:selected|chosen|reviewed)",
            r"affiliate links?\b",
        ),
    ),
    (
        "link to another article",
        (
            r"^(?:read|see|watch|listen|also|more|related|recommended)(?: (?:more|also|now|read))?\s?[:|»>]",
            r"^(?:read (?:more|also|next|our|the full)|also read|see also|click)\b",
            r"click here (?:to|for)\b",
        ),
    ),
    (
        "photo credit",
        (
            r"getty images|shutterstock",
            r"/(?:afp|reuters|ap|epa|tass)\)?$",
            r"^(?:(?:photo|image|picture)s?\s?(?:by|:|credit)|credit\s?:)",
            r"^(?:photograph(?:s|er)? by|file photo|ap photo)\b",
        ),
    ),
    (
        "note on the writer",
        (
            r"\bis an? (?:[\w’'-]+ ){0,6}(?:reporter|writer|editor|journalist|columnist) (?:for|at|who)\b",
            r"(?:his|her|their) work has (?:appeared|been published)",
        ),
    ),
    (
        "credits",
        (
            r"^[(\[](?:additional |with )?(?:report|writ|edit|translat|compil)(?:ing|ed|en) (?:and \w+ing )?by\b",
            r"^(?:additional )?(?:reporting|writing|editing) (?:and \w+ing )?by [^.]*; ?(?:writing|editing)\b",
        ),
    ),
    ("note on the page", (r"enable javascript|your browser|skip to (?:main )?content",)),
    (
        "agency footer",
        (
            r"^contact us\b",
            r"(?:please|to) contact us\b",
            r"(?:offered|available) (?:only )?to subscribers|subscription options",
            r"^our standards\s?:",
        ),
    ),
    (
        "navigation",
        (
            r"^(?:back|return|go) (?:back )?to (?:the )?(?:list|top|home|overview|results|index|archive|(?:all )?news)"
            r"(?:[ -]?page)?\W*$",
            r"^menu\s?:",
            r"^(?:previous|next) (?:post|article|story|page)\s?:",
            r"^(?:filed under|tagged(?: with)?|posted in|categor(?:y|ies))\s?:",
        ),
    ),
)
# The same for lines that are no sentences: "Share on …", but not "Shares in the company fell."
_OPENINGS = (
    (
        "sharing line",
        (
            r"shares?\W*(?:\d[\d.,]*[km]?)?\W*$",
            r"share (?:\w+ )?(?:this|article|story|on|via|by|with|to|link|options|your)\b",
            r"share\s?[:|•·,]",
        ),
    ),
    ("copyright notice", (r"copyright\b",)),
    ("advertisement", (r"advert|sponsored|promoted|paid (?:content|post)",)),
    ("subscription line", (r"donate\b",)),
    ("note on the page", (r"loading\b",)),
    (
        "heading of a list of links",
        (r"more (?:from|by|on (?:th[ei]s?|these))\b", r"you (?:may|might) (?:also )?like\b", r"most (?:popular|read)\b"),
    ),
)
# Words that name a part of a page when they stand in a label, and may stand in any reported sentence.
_LABELS = (
    (
        "heading of a list of links",
        (
            r"recommended|trending|most (?:read|viewed|shared|popular)|up next|don['’]t miss",
            r"(?:latest|more|other|all|top|breaking) (?:news|stories|articles|headlines|posts|videos)",
            r"more (?:from|on|in|about|by)|read (?:also|more|next)|see also|what to read next",
            r"you (?:may|might) (?:also )?like|editor['’]s picks?|in this (?:article|story)",
            r"related (?:to|from|news|stories|articles|posts|links|topics|releases)|(?:from|around) the web",
        ),
    ),
    ("comment section", (r"comments|your comment|join the (?:conversation|discussion)|leave a reply",)),
    ("archive or search box", (r"search|(?:news(?:paper)?|chronological) archives?",)),
    ("subscription line", (r"subscri\w+|newsletters?|membership|sign up|e-?paper",)),
    ("sign-in line", (r"sign in|log ?in|my account",)),
    ("sharing line", (r"(?:on|to|by) (?:facebook|twitter|x|instagram|whatsapp|telegram|linkedin|e-?mail)",)),
    ("navigation", (r"menu|site ?map|about us|contact us|faqs?",)),
    ("copyright notice", (r"copyright|disclaimer|reprints?|trademarks?|permissions",)),
    ("cookie or privacy notice", (r"cookies?|privacy|terms (?:of (?:use|service|sale)|(?:and|&) conditions)",)),
    ("advertisement", (r"advertis(?:e|ing)|advertisements?|sponsored|affiliate",)),
    ("photo credit", (r"(?:photo|image|picture) (?:source|credit|caption|by)",)),
)
# The same in a label of a word or two; headlines use them too: "Home prices fall", "Ferry crew calls for help".
_BUTTONS = (
    ("heading of a list of links", (r"related|popular|tags?",)),
    ("comment section", (r"comments?|repl(?:y|ies)",)),
    ("archive or search box", (r"archives?|calendar",)),
    ("subscription line", (r"donate",)),
    ("sign-in line", (r"register",)),
    (
        "sharing line",
        (r"share|follow|facebook|twitter|instagram|whatsapp|telegram|linkedin|e-?mail|print|save",),
    ),
    ("navigation", (r"home(?: ?page)?|sections?|contact|careers?|jobs|help|next|previous",)),
    ("cookie or privacy notice", (r"terms",)),
)
_NOTICE_WORDS, _LABEL_WORDS, _BUTTON_WORDS = 6, 4, 2
_RELEASE_HEADING = re.compile(
    r"(?:for immediate release|(?:press|news|media) (?:release|statement|advisory|note)|embargoed\b.*)[.:]?"
)
# Words that running text around an article uses more than the article does: a hint, never a reason.
_HINTS = (
    r"subscri\w+|newsletters?|sign(?:ing)?[ -](?:up|in)|cookies?|privacy|copyright|click|related|recommended",
    r"advertis\w+|sponsored|comment(?:s|ing)?|donat\w+|e-?mail address|your (?:account|consent|e-?mail)",
    r"our (?:app|site|website|editors|newsroom|journalism|newsletters?)|this (?:site|website|page)",
    r"commission|consent|affiliate|disclaimer|editorial (?:standards|policies)|reprints?|third part(?:y|ies)",
    r"trademarks?|products?|(?:her|his|their) work|has been published|stay (?:up to date|informed)|listen to",
    r"watch|(?:is|was) an? (?:[\w’'-]+ ){0,6}(?:reporter|writer|editor|journalist|columnist|freelance\w*)",
)
_INVITATION = re.compile(
    r"(?:find|report|view|get|book|apply|download|visit|browse|explore|discover|watch|learn|buy|order|join|pay|submit|make"
    r"|read|see|check|contact|search|listen|manage|ask|start|try|add|send|vote|give|support|access|request|register) "
    r"(?:an?|the|your|our|my|this|these|more|all|us|how|now|on|in|with|for|to|here|local|online|it)\b"
)
_LONG = 60  # words: a paragraph of this length is hardly a notice
_SAMPLE = 2_000  # characters of a longer one that are looked at
_MARKUP = re.compile(r"[{}<>=;|\\]")
_MARKUP_SHARE = 0.04

_Table = tuple[tuple[str, tuple[str, ...]], ...]
_Rules = tuple[tuple[str, re.Pattern[str]], ...]


def _any(patterns: tuple[str, ...], frame: str) -> re.Pattern[str]:
    return re.compile(frame.format("|".join(patterns)))


def _rules(table: _Table, frame: str) -> _Rules:
    return tuple((reason, _any(patterns, frame)) for reason, patterns in table)


def _all(table: _Table) -> tuple[str, ...]:
    return tuple(pattern for _, patterns in table for pattern in patterns)


def _opening(patterns: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(pattern[1:] for pattern in patterns if pattern.startswith("^"))


def _anywhere(patterns: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(pattern for pattern in patterns if not pattern.startswith("^"))


_WORDS = r"\b(?:{0})\b"
_START = r"^(?:{0})"
_FURNITURE_RULES, _LABEL_RULES = _rules(_FURNITURE, "{0}"), _rules(_LABELS, _WORDS)
_OPENING_RULES, _BUTTON_RULES = _rules(_OPENINGS, _START), _rules(_BUTTONS, _WORDS)
# The same patterns in one, to tell quickly the many lines that match none.
_ANY_OPENING = _any(_opening(_all(_FURNITURE)), "{0}")
_ANY_FURNITURE = _any(_anywhere(_all(_FURNITURE)), "{0}")
_ANY_LABEL = _any(_all(_LABELS), _WORDS)
_ANY_HINT = _any(_HINTS, _WORDS)


def clutter_in(text: str, words: int, *, sentence: bool) -> str | None:
    """The kind of page furniture that a line of so many words is, or None.

    A whole sentence is judged by phrases that only pages use; a label also by words such as "comments".
    """
    if words > _LONG:
        return _in_long_line(text)
    lowered = text.lower()
    if _ANY_OPENING.match(lowered) or _ANY_FURNITURE.search(lowered):
        return _first(_FURNITURE_RULES, lowered)
    if not sentence and (opening := _first(_OPENING_RULES, lowered)):
        return opening
    if words > _NOTICE_WORDS:
        return None
    if _RELEASE_HEADING.fullmatch(lowered):
        return "release heading"
    return None if sentence else _in_label(lowered, words)


def _in_label(lowered: str, words: int) -> str | None:
    found = None
    if words <= _LABEL_WORDS and _ANY_LABEL.search(lowered):
        found = _first(_LABEL_RULES, lowered)
    return found or (_first(_BUTTON_RULES, lowered) if words <= _BUTTON_WORDS else None)


def opens_as_clutter(text: str) -> bool:
    """Whether the line starts as page furniture does: "Subscribe to …", "Read more: …"."""
    lowered = text.lower()
    return (_ANY_OPENING.match(lowered) or _ANY_FURNITURE.match(lowered)) is not None


def invites(text: str) -> bool:
    """Whether a label asks the reader to do something: "Report a crime"."""
    return _INVITATION.match(text.lower()) is not None


def hints_in(text: str, words: int) -> int:
    """How many words of a line are more usual around articles than in them; long lines are not looked at."""
    return sum(1 for _ in _ANY_HINT.finditer(text.lower())) if words <= 2 * _LONG else 0


def _in_long_line(text: str) -> str | None:
    sample = text[:_SAMPLE].lower()
    if len(_MARKUP.findall(sample)) > len(sample) * _MARKUP_SHARE:
        return "program code"
    if len(sample) < _SAMPLE and len(_ANY_FURNITURE.findall(sample)) > 1:
        return _first(_FURNITURE_RULES, sample)
    return None


def _first(rules: _Rules, text: str) -> str | None:
    return next((reason for reason, pattern in rules if pattern.search(text)), None)
