"""All checks, in the order in which they are told."""

from __future__ import annotations

from concurrent.futures import Future
from textwrap import shorten
from threading import Thread
from typing import TYPE_CHECKING

from assistant.errors import AssistantError
from assistant.settings import read_settings
from assistant.surfaces.doctor import archive, channels, endpoint, home, keys, language, tokens
from assistant.surfaces.doctor.finding import Case, Check, Finding, Result, failed
from index.errors import CorpusError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_SECONDS = 30.0  # for one check; those that ask others have shorter limits of their own
_REACHED = "Look whether this machine reaches Slack: its network, its proxy, READOUT_SLACK_API_URL."
_HOME = "Look at the folder's permissions and the disk."

CHECKS = (
    Check("settings", home.environment, "Look at .env in this folder."),
    Check("home", home.home, _HOME),
    Check("lock", home.lock, _HOME),
    Check("embedding model", archive.model, "Look at READOUT_EMBEDDING and READOUT_CACHE."),
    Check("database", archive.database, "Look at READOUT_DATABASE_URL, and whether the database is up."),
    Check("index", archive.index, "Run `readout index --rebuild PATH...` if it is damaged."),
    Check("chroma", archive.chroma, "Look at READOUT_CHROMA_URL, and whether the server is up."),
    Check("language model", language.language_model, "Look at READOUT_LLM, its key, and whether its server is up."),
    Check("keys", keys.keys, _HOME),
    Check("slack", tokens.setup, ""),
    Check("slack bot token", tokens.bot_token, _REACHED),
    Check("slack scopes", tokens.token_scopes, _REACHED),
    Check("slack app token", tokens.app_token, _REACHED),
    Check("slack signing secret", tokens.signing_secret, ""),
    Check("slack endpoint", endpoint.endpoint, "Look at --url."),
    Check("slack access", channels.access, "Look at the access file."),
    Check("slack channels", channels.channels, _REACHED),
    Check("page", endpoint.page, "Look at READOUT_PAGE_URL."),
)


def examine(folder: Path | None, url: str | None = None) -> Iterator[Result]:
    """Yield what each check finds; one that takes too long, or breaks, has failed."""
    try:
        case = Case(read_settings(folder), url)
    except AssistantError as error:
        yield Result("settings", "failed", str(error), "Correct it in the environment or in .env.")
        return
    for check in CHECKS:
        found = look(check, case)
        if found is not None:
            yield Result(check.name, found.state, found.said, found.do)


def look(check: Check, case: Case, seconds: float = _SECONDS) -> Finding | None:
    """Return what a check finds within some seconds; whatever goes wrong in it is a failure of what it looked at."""
    future: Future[Finding | None] = Future()
    # A daemon: what hangs in a library must not keep the command from its end.
    Thread(target=_look, args=(future, check, case), daemon=True).start()
    try:
        return future.result(seconds)
    except (AssistantError, CorpusError) as error:
        return failed(str(error), check.do)
    except Exception as error:  # noqa: BLE001 - whatever a vendor's library raises is what was to be found out
        if not future.done():
            return failed(f"It took more than {seconds:g} seconds.", check.do)
        said = shorten(str(error), 200, placeholder=" …")
        return failed(f"It ended with {type(error).__name__}{': ' if said else ''}{said}", check.do)


def _look(future: Future[Finding | None], check: Check, case: Case) -> None:
    try:
        future.set_result(check.look(case))
    except Exception as error:  # noqa: BLE001 - told by whoever waits for it
        future.set_exception(error)
