"""What Slack's published schema of manifests (slackapi/manifest-schema, 2.0.0) says of the parts that are ours."""

from typing import Any


def _text(most: int, least: int = 1, pattern: str = "") -> dict[str, Any]:
    return {"type": "string", "minLength": least, "maxLength": most, "pattern": pattern}


def _group(needed: str, **parts: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "required": needed.split(), "properties": parts, "additionalProperties": False}


def _list(of: dict[str, Any], most: int, least: int = 0) -> dict[str, Any]:
    return {"type": "array", "items": of, "minItems": least, "maxItems": most, "uniqueItems": True}


YES_OR_NO = {"type": "boolean"}
NUMBER = {"type": "integer"}
URL = _text(3_500, pattern=r"^https?:\/\/")

DISPLAY = _group(
    "name",
    name=_text(35),
    description=_text(140),
    background_color=_text(7, 4, "^#[0-9a-fA-F]{3}([0-9a-fA-F]{3})?$"),
    long_description=_text(4_000, 175),
)
SHORTCUT = _group(
    "name type callback_id description",
    name=_text(24),
    type={"enum": ["message", "global"]},
    callback_id=_text(255),
    description=_text(150),
)
COMMAND = _group(
    "command description",
    command=_text(32, 2, r"^\/"),
    url=_text(3_000, pattern=r"^https?:\/\/"),
    description=_text(2_000),
    usage_hint=_text(1_000),
    should_escape=YES_OR_NO,
)
PROMPTS = {"type": "array", "items": _group("title message", title={"type": "string"}, message={"type": "string"})}
FEATURES = _group(
    "",
    app_home=_group(
        "", home_tab_enabled=YES_OR_NO, messages_tab_enabled=YES_OR_NO, messages_tab_read_only_enabled=YES_OR_NO
    ),
    bot_user=_group("display_name", display_name=_text(80), always_online=YES_OR_NO),
    shortcuts=_list(SHORTCUT, 10, 1),
    slash_commands=_list(COMMAND, 50, 1),
    agent_view=_group("", agent_description=_text(300, 0), suggested_prompts={**PROMPTS, "maxItems": 4}),
    assistant_view=_group("assistant_description", assistant_description={"type": "string"}, suggested_prompts=PROMPTS),
)
SETTINGS = _group(
    "",
    event_subscriptions=_group("", request_url=URL, bot_events=_list(_text(50, 0), 100)),
    interactivity=_group("is_enabled", is_enabled=YES_OR_NO, request_url=URL),
    org_deploy_enabled=YES_OR_NO,
    socket_mode_enabled=YES_OR_NO,
    token_rotation_enabled=YES_OR_NO,
)
SCHEMA = _group(
    "display_information",
    _metadata=_group("", major_version=NUMBER, minor_version=NUMBER),
    display_information=DISPLAY,
    features=FEATURES,
    oauth_config=_group("", scopes=_group("", bot=_list(_text(50, 0), 255))),
    settings=SETTINGS,
)
