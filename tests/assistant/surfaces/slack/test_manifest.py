"""The manifest: as Slack wants it, with what the bot needs and no more."""

import ast
import json
import re
from pathlib import Path

import jsonschema
import pytest
import yaml
from slack_sdk.web.async_client import AsyncWebClient

import assistant.surfaces.slack
from assistant.errors import SettingsError
from assistant.surfaces.slack.ids import CHECK
from assistant.surfaces.slack.manifest import events_url, manifest, parts, scopes
from assistant.surfaces.slack.shown.greeting import help_message
from tests.assistant.surfaces.commands import run
from tests.assistant.surfaces.slack.manifest_schema import SCHEMA

SURFACES = Path(assistant.surfaces.slack.__file__).parent.parent
SOURCES = [path.read_text("utf-8") for folder in ("slack", "doctor") for path in (SURFACES / folder).rglob("*.py")]
# By Slack's reference: what each scope is needed for, of what is subscribed to and called.
NEEDED_FOR = {
    "app_mentions:read": "app_mention",
    "assistant:write": "assistant.threads.setStatus assistant.threads.setSuggestedPrompts assistant.threads.setTitle "
    "assistant_thread_started",
    "channels:history": "message.channels conversations.replies conversations.history",
    "channels:read": "conversations.info",
    "chat:write": "chat.postMessage chat.postEphemeral chat.update chat.startStream chat.appendStream chat.stopStream",
    "commands": "slash_commands shortcuts",
    "groups:history": "message.groups conversations.replies conversations.history",
    "groups:read": "conversations.info",
    "im:history": "message.im conversations.replies conversations.history",
}
WITHOUT_A_SCOPE = {"auth.test", "apps.connections.open", "views.open", "app_home_opened"}
MESSAGES = {"message.channels", "message.groups", "message.im"}
OF_ASSISTANT_VIEW = {"assistant_thread_started"}  # the comment at the head tells when
METHODS = {name for name in vars(AsyncWebClient) if re.fullmatch(r"[a-z]+(_[a-zA-Z]+)+", name)} - {"api_call"}


def called() -> set[str]:
    """The methods of the Web API that the sources call, as Slack names them."""
    nodes = (node for text in SOURCES for node in ast.walk(ast.parse(text)))
    names = {node.attr for node in nodes if isinstance(node, ast.Attribute)} & METHODS
    streamed = {"chat_startStream", "chat_appendStream", "chat_stopStream"} if "chat_stream" in names else set()
    return {name.replace("_", ".") for name in (names - {"chat_stream"}) | streamed}


def subscribed() -> set[str]:
    return set(parts()["settings"]["event_subscriptions"]["bot_events"])


def listened_to() -> set[str]:
    found = {name for text in SOURCES for name in re.findall(r"\.event\(\s*\"([a-z_]+)\"", text)}
    return found - {"message"} | (MESSAGES if "message" in found else set())


@pytest.mark.parametrize("url", [None, "https://desk.example"])
def test_it_is_valid_by_slacks_schema(url) -> None:
    jsonschema.validate(parts(url), SCHEMA)


def test_a_manifest_with_a_mistake_is_not() -> None:
    wrong = parts()
    wrong["features"]["shortcuts"][0]["name"] = "Check this against the archive"  # 30 characters, 24 are allowed
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(wrong, SCHEMA)


def test_every_scope_is_needed_for_something_that_the_bot_does() -> None:
    does = called() | subscribed() | parts()["features"].keys()
    assert {scope for scope in scopes() if not does & set(NEEDED_FOR[scope].split())} == set()


def test_whatever_the_bot_calls_has_its_scope() -> None:
    have = WITHOUT_A_SCOPE | {name for scope in scopes() for name in NEEDED_FOR[scope].split()}
    assert called() - have == set()
    assert subscribed() - have == set()


def test_every_event_that_is_listened_to_is_subscribed_and_no_other() -> None:
    assert listened_to() - OF_ASSISTANT_VIEW == subscribed()
    assert all(event in manifest() for event in OF_ASSISTANT_VIEW)


def test_what_is_looked_for_in_the_sources_is_there() -> None:
    assert {"chat.postMessage", "conversations.info", "auth.test", "chat.stopStream"} <= called()


def test_the_shortcut_and_the_command_are_those_that_are_answered() -> None:
    assert parts()["features"]["shortcuts"][0]["callback_id"] == CHECK
    (command,) = parts()["features"]["slash_commands"]
    assert f"{command['command']} and a question" in help_message().text


def test_over_a_socket_no_address_is_parts() -> None:
    assert parts()["settings"]["socket_mode_enabled"] is True
    assert "url" not in str(parts())


@pytest.mark.parametrize(
    "url",
    ["https://desk.example", "https://desk.example/", "https://desk.example/slack/events", "https://desk.example?"],
)
def test_over_http_all_comes_to_one_path_of_the_server(url) -> None:
    found = parts(url)
    assert found["settings"]["socket_mode_enabled"] is False
    places = (
        found["settings"]["event_subscriptions"]["request_url"],
        found["settings"]["interactivity"]["request_url"],
        found["features"]["slash_commands"][0]["url"],
    )
    assert set(places) == {"https://desk.example/slack/events"} == {events_url(url)}
    assert found["oauth_config"] == parts()["oauth_config"]
    assert "example.org" not in manifest(url)


def test_the_changes_for_http_are_those_that_the_comment_tells() -> None:
    by_hand = manifest().replace("#http: ", "").replace("socket_mode_enabled: true", "socket_mode_enabled: false")
    assert yaml.safe_load(by_hand) == parts("https://readout.example.org")


@pytest.mark.parametrize("url", ["desk.example", "ftp://desk.example", "", "https://"])
def test_what_is_no_address_of_a_server_is_refused(url) -> None:
    with pytest.raises(SettingsError, match="no address of a server"):
        manifest(url)


def test_the_command_prints_it_as_it_is_or_for_http() -> None:
    assert run("slack", "manifest").stdout == manifest()
    over_http = run("slack", "manifest", "--url", "https://desk.example").stdout
    assert yaml.safe_load(over_http) == parts("https://desk.example")
    as_json = run("slack", "manifest", "--json", "--url", "https://desk.example").stdout
    assert json.loads(as_json) == parts("https://desk.example")


def test_a_wrong_address_is_one_sentence_and_exit_3() -> None:
    result = run("slack", "manifest", "--url", "norhavn")
    assert (result.exit_code, result.stderr.count("\n")) == (3, 1)
