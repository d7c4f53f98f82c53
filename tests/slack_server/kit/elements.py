"""Slack's block elements, and which of them may stand where."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.slack_server.kit.objects import (
    CHANNEL,
    CONFIRM,
    DISPATCH,
    FILE,
    FILTER,
    GROUP,
    ID,
    IMAGE_URL,
    OPTION,
    RATING,
    URL,
    USER,
    any_text,
    option,
    plain,
)
from tests.slack_server.kit.rules import either, flag, many, matching, not_both, one_of, shape, string, typed, whole

if TYPE_CHECKING:
    from tests.slack_server.kit.rules import Rule

_ACTION = {"action_id": ID}
_ASKS = {**_ACTION, "confirm": CONFIRM, "focus_on_load": flag}
_HINTS = {**_ASKS, "placeholder": plain(150)}
_TYPES = {**_ACTION, "placeholder": plain(150), "focus_on_load": flag, "dispatch_action_config": DISPATCH}
_DAY = matching(r"\d{4}-\d\d-\d\d", "must be a date")
_TIME = matching(r"[0-2]\d:[0-5]\d", "must be a time")
_BOX = option(any_text(75))
_STATIC = (either("options", "option_groups"), not_both("options", "option_groups"))
_STATIC_FIELDS = {"options": many(OPTION, 1, 100), "option_groups": many(GROUP, 1, 100)}
_SEVERAL = {"max_selected_items": whole(1, 1_000)}

ELEMENTS: dict[str, Rule] = {
    "button": shape(
        {"text": plain(75)},
        {
            **_ACTION,
            "url": URL,
            "value": string(2_000),
            "style": one_of("primary", "danger"),
            "confirm": CONFIRM,
            "accessibility_label": string(75),
        },
    ),
    "image": shape(
        {"alt_text": string(2_000)}, {"image_url": IMAGE_URL, "slack_file": FILE}, either("image_url", "slack_file")
    ),
    "overflow": shape({"options": many(option(plain(75), with_url=True), 1, 5)}, {**_ACTION, "confirm": CONFIRM}),
    "checkboxes": shape({"options": many(_BOX, 1, 10)}, {**_ASKS, "initial_options": many(_BOX, 1, 10)}),
    "radio_buttons": shape({"options": many(_BOX, 1, 10)}, {**_ASKS, "initial_option": _BOX}),
    "datepicker": shape({}, {**_HINTS, "initial_date": _DAY}),
    "timepicker": shape({}, {**_HINTS, "initial_time": _TIME, "timezone": string(100)}),
    "datetimepicker": shape({}, {**_ASKS, "initial_date_time": whole(1_000_000_000, 9_999_999_999)}),
    "static_select": shape({}, {**_HINTS, **_STATIC_FIELDS, "initial_option": OPTION}, *_STATIC),
    "multi_static_select": shape(
        {}, {**_HINTS, **_STATIC_FIELDS, **_SEVERAL, "initial_options": many(OPTION, 1, 100)}, *_STATIC
    ),
    "users_select": shape({}, {**_HINTS, "initial_user": USER}),
    "multi_users_select": shape({}, {**_HINTS, **_SEVERAL, "initial_users": many(USER, 1, 100)}),
    "channels_select": shape({}, {**_HINTS, "initial_channel": CHANNEL, "response_url_enabled": flag}),
    "conversations_select": shape(
        {},
        {
            **_HINTS,
            "initial_conversation": CHANNEL,
            "default_to_current_conversation": flag,
            "response_url_enabled": flag,
            "filter": FILTER,
        },
    ),
    "external_select": shape({}, {**_HINTS, "initial_option": OPTION, "min_query_length": whole(0, 3_000)}),
    "plain_text_input": shape(
        {},
        {
            **_TYPES,
            "initial_value": string(3_000, 0),
            "multiline": flag,
            "min_length": whole(0, 3_000),
            "max_length": whole(1, 3_000),
        },
    ),
    "email_text_input": shape({}, {**_TYPES, "initial_value": string(3_000)}),
    "url_text_input": shape({}, {**_TYPES, "initial_value": URL}),
    "number_input": shape(
        {"is_decimal_allowed": flag},
        {**_TYPES, "initial_value": string(30), "min_value": string(30), "max_value": string(30)},
    ),
    "feedback_buttons": shape({"positive_button": RATING, "negative_button": RATING}, _ACTION),
    "icon_button": shape(
        {"icon": one_of("trash"), "text": plain(75)},
        {
            **_ACTION,
            "value": string(2_000),
            "confirm": CONFIRM,
            "accessibility_label": string(75),
            "visible_to_user_ids": many(USER, 0, 10),
        },
    ),
}


def _some(names: str) -> Rule:
    return typed({name: ELEMENTS[name] for name in names.split()})


_PICKED = "checkboxes datepicker radio_buttons static_select users_select channels_select conversations_select"
_CHOSEN = f"{_PICKED} external_select multi_static_select multi_users_select timepicker"

IN_ACTIONS = _some(f"button overflow datetimepicker {_CHOSEN}")
IN_SECTION = _some(f"button image overflow {_CHOSEN}")
IN_INPUT = _some(f"plain_text_input email_text_input url_text_input number_input datetimepicker {_CHOSEN}")
IN_CONTEXT = typed(
    {
        "image": ELEMENTS["image"],
        "plain_text": any_text(3_000),
        "mrkdwn": any_text(3_000),
    }
)
IN_CONTEXT_ACTIONS = _some("feedback_buttons icon_button")
