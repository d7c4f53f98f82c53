"""The app's manifest: what Slack is told of the bot when its app is made."""

from __future__ import annotations

from importlib.resources import files
from typing import Any
from urllib.parse import urlsplit

import yaml

from assistant.errors import SettingsError
from assistant.surfaces.guard.paths import SLACK

_EXAMPLE = "https://readout.example.org"
_FOR_HTTP = "#http: "
_SOCKET = "socket_mode_enabled: true"


def manifest(url: str | None = None) -> str:
    """Return the manifest for Socket Mode, or for signed HTTP to a server's address. Raises `SettingsError`."""
    text = (files(__package__) / "slack-app-manifest.yaml").read_text("utf-8")
    if url is None:
        return text
    return _settings_of(text).replace(_FOR_HTTP, "").replace(_EXAMPLE, _server(url)).replace(_SOCKET, _off(_SOCKET))


def parts(url: str | None = None) -> dict[str, Any]:
    """Return what the manifest says, without its comments. Raises `SettingsError`."""
    told: dict[str, Any] = yaml.safe_load(manifest(url))
    return told


def scopes() -> frozenset[str]:
    """Return the scopes that the bot's token must have."""
    return frozenset(parts()["oauth_config"]["scopes"]["bot"])


def events_url(url: str) -> str:
    """Return where a server takes what Slack sends, from its address with or without a path. Raises `SettingsError`."""
    return _server(url) + SLACK


def _settings_of(text: str) -> str:
    """The manifest without the comment at its head, which tells of changes that are made already."""
    return text[text.index("\n_metadata") + 1 :]


def _off(setting: str) -> str:
    return setting.replace("true", "false")


def _server(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise SettingsError(f"{url!r} is no address of a server; write it as https://readout.example.org.")
    return f"{parts.scheme}://{parts.netloc}{parts.path.rstrip('/').removesuffix(SLACK)}"
