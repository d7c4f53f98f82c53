"""The commands on the bot in Slack."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.errors import SettingsError
from assistant.surfaces.options import EXAMPLE, Home, Json
from assistant.surfaces.terminal import progress_bar, write_json, write_lines

if TYPE_CHECKING:
    from assistant.surfaces.settings import SlackSettings
    from assistant.surfaces.slack.alerts.rounds import Found

_PACKAGES = {"aiohttp", "slack_bolt", "slack_sdk"}
_INSTALL = "Slack needs other packages; run `pip install 'readout[slack]'`."
_NEEDED = {"bot_token": "SLACK_BOT_TOKEN", "app_token": "SLACK_APP_TOKEN"}

_Paths = Annotated[list[Path] | None, typer.Argument(help="Files and folders to index first.", show_default=False)]

slack = typer.Typer(rich_markup_mode=None)


@dataclass(frozen=True, slots=True)
class Listening:
    """The bot has its socket."""

    listening: bool = True


@slack.callback(invoke_without_command=True, epilog=EXAMPLE + "readout slack --home my-archive")
def listen(context: typer.Context, *, as_json: Json = False, home: Home = None) -> None:
    """Answer in Slack through a socket (Socket Mode) until Ctrl-C.

    SLACK_BOT_TOKEN and SLACK_APP_TOKEN must be set. One process can have the home open: `readout serve` answers in
    Slack as well, over signed HTTP, where SLACK_BOT_TOKEN and SLACK_SIGNING_SECRET are set.
    """
    if context.invoked_subcommand is not None:
        return
    from assistant.settings import read_settings

    settings = read_settings(home)
    told = settings.for_slack()
    check(told)
    try:
        from assistant.surfaces.slack.service import Service
        from assistant.surfaces.slack.socket import serve
    except ModuleNotFoundError as error:
        raise missing(error) from error
    import asyncio

    from assistant.bootstrap import open_assistant
    from assistant.surfaces.guard.logs import log_as_json

    def ready() -> None:
        if as_json:
            write_json(Listening())
        else:
            write_lines(["Readout listens in Slack; Ctrl-C ends it."])

    with progress_bar() as progress:
        opened = open_assistant(settings, progress=progress)
    with opened as assistant:
        log_as_json()
        asyncio.run(serve(Service(assistant, told), told, ready))


@slack.command(epilog=EXAMPLE + "readout slack manifest --url https://readout.example.org")
def manifest(
    url: Annotated[
        str | None,
        typer.Option(metavar="URL", help="For signed HTTP to `readout serve` at this address; else for a socket."),
    ] = None,
    *,
    as_json: Json = False,
) -> None:
    """Print the manifest of an app in Slack with all that the bot needs: paste it at api.slack.com/apps."""
    from assistant.surfaces.slack import manifest as told

    if as_json:
        write_json(told.parts(url))
    else:
        write_lines(told.manifest(url).splitlines())


@slack.command(epilog=EXAMPLE + "readout slack watch new-reports --every 30")
def watch(
    paths: _Paths = None,
    every: Annotated[
        float | None, typer.Option(min=0.01, metavar="MINUTES", help="Look again so often, until Ctrl-C; else once.")
    ] = None,
    *,
    as_json: Json = False,
    home: Home = None,
) -> None:
    """Tell what new documents say against what the archive said before.

    A new figure, a conflict, another wording is posted once in each channel that the access file subscribes. The
    first run takes all that is there as known. `readout slack` and `readout serve` do the same while they run.
    """
    from assistant.settings import read_settings

    settings = read_settings(home)
    told = settings.for_slack()
    try:
        from assistant.surfaces.slack.alerts.rounds import Rounds
    except ModuleNotFoundError as error:
        raise missing(error) from error
    from assistant.bootstrap import open_assistant

    def show(found: Found) -> None:
        if as_json:
            write_json(found, indent=None if every else 2)
        else:
            write_lines(found.lines())

    with progress_bar() as progress, open_assistant(settings, progress=progress) as assistant:
        Rounds(assistant, told, tuple(paths or ()), progress).go(every, show)


def check(settings: SlackSettings) -> None:
    """Raise `SettingsError` where a token is not set that a socket needs."""
    unset = [name for field, name in _NEEDED.items() if not getattr(settings, field)]
    if unset:
        named = f"{' and '.join(unset)} {'is' if len(unset) == 1 else 'are'} not set"
        raise SettingsError(f"{named}; `readout slack manifest` begins an app that has both.")


def signed(settings: SlackSettings) -> SlackSettings | None:
    """Return what answering Slack over HTTP needs; nothing where it is not set up, or its packages are missing."""
    if not settings.signed:
        return None
    if not all(find_spec(package) for package in _PACKAGES):
        sys.stderr.write(f"Slack is not answered: {_INSTALL}\n")
        return None
    return settings


def missing(error: ModuleNotFoundError) -> SettingsError:
    """Return what to install where a package of Slack's is missing. Raises any other error."""
    if (error.name or "").partition(".")[0] not in _PACKAGES:
        raise error
    return SettingsError(_INSTALL)
