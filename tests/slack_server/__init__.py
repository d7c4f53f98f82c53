"""A stand-in for Slack on loopback: Web API, Socket Mode and signed requests, for the real clients of Slack's SDK."""

from tests.slack_server.calls import Call, Problem
from tests.slack_server.names import (
    APP,
    APP_TOKEN,
    BOT,
    BOT_TOKEN,
    CHANNEL,
    COLLEAGUE,
    DIRECT,
    OTHER_CHANNEL,
    PRIVATE,
    SIGNING_SECRET,
    TEAM,
    USER,
)
from tests.slack_server.server import Slack
from tests.slack_server.signing import sign
from tests.slack_server.workspace import Message

__all__ = [
    "APP",
    "APP_TOKEN",
    "BOT",
    "BOT_TOKEN",
    "CHANNEL",
    "COLLEAGUE",
    "DIRECT",
    "OTHER_CHANNEL",
    "PRIVATE",
    "SIGNING_SECRET",
    "TEAM",
    "USER",
    "Call",
    "Message",
    "Problem",
    "Slack",
    "sign",
]
