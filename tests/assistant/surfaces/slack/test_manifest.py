"""The manifest: as Slack wants it, with what the bot needs and no more."""

import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

import assistant.surfaces.slack
from assistant.errors import SettingsError
from assistant.surfaces.slack.manifest import events_url, manifest, scopes
from tests.assistant.surfaces.slack.manifest_schema import SCHEMA

SURFACES = Path(assistant.surfaces.slack.__file__).parent.parent
SOURCES = {
    path: path.read_text("utf-8") for folder in ("slack", "doctor") for path in (SURFACES / folder).rglob("*.py")
}
# By Slack's reference: what each scope is needed for, of what we subscribe to and call.
NEEDED_FOR = {
    "app_mentions:read": "app_mention",
    "assistant:write": "assistant.threads.setStatus assistant.threads.setSuggestedPrompts assistant.threads.setTitle",
    "channels:history": "message.channels conversations.replies",
    "channels:read": "conversations.info",
    "chat:write": "chat.postMessage chat.postEphemeral chat.update chat.startStream chat.appendStream chat.stopStream "
    "assistant.threads.setStatus",
    "commands": "slash_commands shortcuts",
    "groups:history": "message.groups conversations.replies",
    "groups:read": "conversations.info",
    "im:history": "message.im conversations.replies assistant_thread_started assistant_thread_context_changed",
}
WITHOUT_A_SCOPE = {"auth.test", "apps.connections.open", "views.open", "app_home_opened"}
_METHOD = re.compile(
    r"\b(?:auth|apps|assistant|bots|chat|conversations|pins|reactions|team|users|views)(?:_[a-zA-Z]+)+\("
)


def told(url: str | None = None) -> dict[str, Any]:
    found = yaml.safe_load(manifest(url))
    assert isinstance(found, dict)
    return found


def called() -> set[str]:
    """The methods of the Web API that the sources call, as Slack names them."""
    return {as_slack(found[1]) for text in SOURCES.values() for found in _METHOD.finditer(text)}


def as_slack(method: str) -> str:
    """`chat_postMessage` is chat.postMessage."""
    return method.replace("_", ".")


def subscribed() -> set[str]:
    return set(told()["settings"]["event_subscriptions"]["bot_events"])


@pytest.mark.parametrize("url", [None, "https://desk.example"])
def test_it_is_valid_by_slacks_schema(url) -> None:
    jsonschema.validate(told(url), SCHEMA)


def test_a_manifest_with_a_mistake_is_not() -> None:
    wrong = told()
    wrong["features"]["shortcuts"][0]["name"] = "Check this against the archive"  # 30 characters, 24 are allowed
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(wrong, SCHEMA)


def test_whatever_the_bot_calls_has_its_scope() -> None:
    have = WITHOUT_A_SCOPE | {name for scope in scopes() for name in NEEDED_FOR[scope].split()}
    assert called() - have == set()
    assert subscribed() - have == set()


def test_over_a_socket_no_address_is_told() -> None:
    assert told()["settings"]["socket_mode_enabled"] is True
    assert "url" not in str(told())


@pytest.mark.parametrize(
    "url",
    ["https://desk.example", "https://desk.example/", "https://desk.example/slack/events", "https://desk.example?"],
)
def test_over_http_all_comes_to_one_path_of_the_server(url) -> None:
    found = told(url)
    assert found["settings"]["socket_mode_enabled"] is False
    places = (
        found["settings"]["event_subscriptions"]["request_url"],
        found["settings"]["interactivity"]["request_url"],
        found["features"]["slash_commands"][0]["url"],
    )
    assert set(places) == {"https://desk.example/slack/events"} == {events_url(url)}
    assert found["oauth_config"] == told()["oauth_config"]
    assert "example.org" not in manifest(url)


def test_the_changes_for_http_are_those_that_the_comment_tells() -> None:
    by_hand = manifest().replace("#http: ", "").replace("socket_mode_enabled: true", "socket_mode_enabled: false")
    assert yaml.safe_load(by_hand) == told("https://readout.example.org")


@pytest.mark.parametrize("url", ["desk.example", "ftp://desk.example", "", "https://"])
def test_what_is_no_address_of_a_server_is_refused(url) -> None:
    with pytest.raises(SettingsError, match="no address of a server"):
        manifest(url)
