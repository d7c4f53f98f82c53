"""The words that web pages wrap around their articles, each kind named as a reason for taking it out."""

from __future__ import annotations

import re

_LONG = 60  # words: a paragraph of this length is running text, whatever words it uses

# What speaks to the reader of a page and hardly ever stands in a reported sentence.
_FURNITURE = (
    (
        "subscription line",
        r"subscribe (?:to|now|today|for)|^subscribe\b|newsletters?\b|sign(?:ing)? up (?:for|to|now|here|today)"
        r"|^sign up|your inbox|free trial|unsubscribe|subscription options|(?:become|already) an? (?:member|subscriber)"
        r"|^(?:donate|join (?:us|now))\b|support (?:us|our journalism)|our (?:telegram|whatsapp|youtube|app\b)"
        r"|get (?:our|the) (?:app|latest|best|daily)|breaking news alerts?",
    ),
    ("sign-in line", r"^(?:sign|log) ?in\b|log ?in to|create an? (?:free )?account|^my account|^register\b"),
    (
        "sharing line",
        r"follow (?:us|me|him|her|them) (?:on|at)|follow us|share (?:this|on|via)\b|^shares?\b|like us on|^tweet\b"
        r"|copy link|email this|print this|^(?:facebook|twitter|instagram|whatsapp|telegram|linkedin|youtube)\b",
    ),
    (
        "copyright notice",
        r"all rights reserved|©|\(c\) ?\d{4}|^copyright\b|may not be (?:reproduced|published|used)|registered trademarks?"
        r"|without (?:the )?(?:prior|express)[\w ]* permission",
    ),
    (
        "cookie or privacy notice",
        r"privacy (?:policy|notice|settings)|cookie (?:policy|settings|notice)|(?:we|site) uses? cookies|use of cookies"
        r"|terms (?:of (?:use|service)|and conditions)|user agreement|opt[ -]out|personal (?:data|information) (?:is|may)",
    ),
    (
        "advertisement",
        r"^advert|^sponsored|^promoted|paid (?:content|post)|earn (?:a |an )?(?:small |affiliate )?commission"
        r"|independently (?:selected|chosen|reviewed)|affiliate links?",
    ),
    (
        "link to another article",
        r"^(?:read|see|watch|listen|also read|read also|more|related|don['’]t miss|recommended)\s?(?:more|also|next|now)?\s?[:|»>]"
        r"|^read (?:more|also|next|our|the full)\b|^click (?:here|to|for)\b|^see also\b|click here (?:to|for)",
    ),
    (
        "photo credit",
        r"getty images|shutterstock|ap photo|afp/|/(?:afp|reuters|ap|epa)$|^(?:photo|image|picture|credit)s?\s?(?:by|:|credit)"
        r"|photograph(?:s|er)? by|file photo",
    ),
    (
        "note on the writer",
        r"\bis an? (?:[\w’'-]+ ){0,6}(?:reporter|writer|editor|journalist|correspondent|columnist|contributor) "
        r"(?:for|at|with|who|based|covering|and)\b|(?:his|her|their) work has appeared",
    ),
    (
        "note on the page",
        r"javascript|your browser|page (?:not|is) (?:found|loading)|^loading\b|skip to (?:main )?content",
    ),
    (
        "contact or subscription notice",
        r"contact us\b|offered to subscribers|for subscribers only|terms of subscription",
    ),
)
# Words that name a part of a page when they stand in a label, and may stand in any reported sentence.
_LABELS = (
    (
        "heading of a list of links",
        r"related|recommended|trending|most (?:read|popular|viewed|shared)|(?:latest|more|other|all|top|breaking) "
        r"(?:news|stories|articles|headlines|posts|videos)|more (?:from|on|in|about|by)|read (?:also|more|next)|see also"
        r"|you (?:may|might) (?:also )?like|editor['’]s picks?|popular|tags?|topics?|in this (?:article|story)|up next"
        r"|from the web|around the web|what to read next|don['’]t miss",
    ),
    (
        "comment section",
        r"comments?|join the (?:conversation|discussion)|leave a reply|add a comment|repl(?:y|ies)",
    ),
    ("archive or search box", r"search|archives?|calendar"),
    ("subscription line", r"subscri\w+|newsletters?|membership|donate|sign up|e-?paper"),
    ("sign-in line", r"sign in|log ?in|register|my account"),
    (
        "sharing line",
        r"share|follow|facebook|twitter|instagram|whatsapp|telegram|linkedin|e-?mail|print|save",
    ),
    (
        "navigation",
        r"home(?: ?page)?|menu|sections?|site ?map|about us|contact(?: us)?|careers?|jobs|help|faqs?|next|previous",
    ),
    ("copyright notice", r"copyright|disclaimer|reprints?|trademarks?|permissions"),
    ("cookie or privacy notice", r"cookies?|privacy|terms"),
    ("advertisement", r"advert\w*|sponsored|affiliate"),
    ("photo credit", r"(?:photo|image|picture) (?:source|credit|caption|by)"),
)
_LABEL_WORDS = 6


def _compiled(table: tuple[tuple[str, str], ...], frame: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((reason, re.compile(frame.format(words), re.IGNORECASE)) for reason, words in table)


_FURNITURE_RULES = _compiled(_FURNITURE, "{0}")
_LABEL_RULES = _compiled(_LABELS, r"\b(?:{0})\b")
_ANY_FURNITURE = re.compile("|".join(words for _, words in _FURNITURE), re.IGNORECASE)
_ANY_LABEL = re.compile(r"\b(?:" + "|".join(words for _, words in _LABELS) + r")\b", re.IGNORECASE)


def clutter_in(text: str, words: int, *, sentence: bool) -> str | None:
    """The kind of page furniture that a line of so many words is, or None.

    A whole sentence is judged by phrases that only pages use; a label also by words such as "comments".
    """
    if words > _LONG:
        return None
    if _ANY_FURNITURE.search(text):
        return _first(_FURNITURE_RULES, text)
    if not sentence and words <= _LABEL_WORDS and _ANY_LABEL.search(text):
        return _first(_LABEL_RULES, text)
    return None


def _first(rules: tuple[tuple[str, re.Pattern[str]], ...], text: str) -> str | None:
    return next((reason for reason, pattern in rules if pattern.search(text)), None)
