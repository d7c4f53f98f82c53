"""Slack's composition objects: texts, options, confirmations."""

from tests.slack_server.kit.rules import Rule, either, flag, many, matching, not_both, one_of, shape, string, typed

ID = string(255)
TS = matching(r"\d{10}\.\d{6}", "must be a timestamp")
USER = matching(r"[UW][A-Z0-9]+", "must be a user's id")
CHANNEL = matching(r"[CDG][A-Z0-9]+", "must be a conversation's id")
URL = matching(r"(https?|slack|mailto|tel):\S+", "must be a valid URL", most=3_000)
IMAGE_URL = matching(r"https?:\S+", "must be a valid image URL", most=3_000)


def plain(most: int) -> Rule:
    """A plain_text object."""
    return typed({"plain_text": shape({"text": string(most)}, {"emoji": flag})})


def marked(most: int) -> Rule:
    """A mrkdwn object."""
    return typed({"mrkdwn": shape({"text": string(most)}, {"verbatim": flag})})


def any_text(most: int) -> Rule:
    """A plain_text or a mrkdwn object."""
    kinds = {"plain_text": plain(most), "mrkdwn": marked(most)}
    return typed(kinds)


CONFIRM = shape(
    {"title": plain(100), "text": any_text(300), "confirm": plain(30), "deny": plain(30)},
    {"style": one_of("primary", "danger")},
)


def option(text: Rule, *, with_url: bool = False) -> Rule:
    """An option of a menu, of boxes or of radio buttons."""
    also = {"url": URL} if with_url else {}
    return shape({"text": text, "value": string(150)}, {"description": any_text(75), **also})


OPTION = option(plain(75))
GROUP = shape({"label": plain(75), "options": many(OPTION, 1, 100)})
FILTER = shape(
    {},
    {
        "include": many(one_of("im", "mpim", "private", "public"), 1, 4),
        "exclude_external_shared_channels": flag,
        "exclude_bot_users": flag,
    },
)
DISPATCH = shape(
    {},
    {"trigger_actions_on": many(one_of("on_enter_pressed", "on_character_entered"), 1, 2)},
    either("trigger_actions_on"),
)
FILE = shape({}, {"id": ID, "url": URL}, either("id", "url"), not_both("id", "url"))
RATING = shape({"text": plain(75), "value": string(2_000)}, {"accessibility_label": string(75)})
