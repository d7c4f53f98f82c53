"""The commands on keys."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.surfaces import options
from assistant.surfaces.options import EXAMPLE
from assistant.surfaces.terminal import write_json, write_lines

if TYPE_CHECKING:
    from assistant.keys import Key, Keys
    from assistant.surfaces.guard.audit import Audit

Name = Annotated[str, typer.Argument(metavar="NAME", help="Whose key it is, or what it is for.", show_default=False)]

keys = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Make and revoke keys of the HTTP API.")


@keys.command(epilog=EXAMPLE + "readout keys add desk --outlet Gazette --outlet Courier")
def add(
    name: Name,
    outlet: Annotated[
        list[str] | None,
        typer.Option("--outlet", metavar="NAME", help="Show it this outlet and no other; may be given again."),
    ] = None,
    *,
    admin: Annotated[bool, typer.Option("--admin", help="Let it add and remove documents.")] = False,
    as_json: options.Json = False,
    home: options.Home = None,
) -> None:
    """Make a key and show it, this once.

    A server that is running lets it in at once. As soon as there is a key, nobody comes in without one.
    """
    outlets = tuple(outlet or ())
    with _opened(home) as (made, audit):
        secret = made.add(name, outlets, admin=admin)
        audit.write("key added", name=name, outlets=outlets or None, admin=admin)
    if as_json:
        write_json({"name": name, "key": secret})
    else:
        write_lines([secret])


@keys.command("list", epilog=EXAMPLE + "readout keys list")
def list_keys(*, as_json: options.Json = False, home: options.Home = None) -> None:
    """List the keys that were made; the keys themselves are not kept."""
    with _opened(home) as (made, _):
        shown = [_shown(key) for key in made.all()]
    if as_json:
        write_json(shown)
    else:
        write_lines(_line(one) for one in shown)


@keys.command(epilog=EXAMPLE + "readout keys revoke desk")
def revoke(name: Name, *, as_json: options.Json = False, home: options.Home = None) -> None:
    """Have a key open nothing any more, within a second, for good."""
    with _opened(home) as (made, audit):
        made.revoke(name)
        audit.write("key revoked", name=name)
    if as_json:
        write_json({"name": name, "revoked": True})
    else:
        write_lines([f"{name} opens nothing any more."])


@dataclass(frozen=True, slots=True)
class KeyEntry:
    """A key in a listing."""

    name: str
    outlets: tuple[str, ...] | None  # that it may see; none: all
    admin: bool
    added_at: datetime | None
    revoked_at: datetime | None


def _shown(key: "Key") -> KeyEntry:
    return KeyEntry(key.name, key.outlets, key.admin, key.added_at, key.revoked_at)


def _line(key: KeyEntry) -> str:
    may = "changes documents" if key.admin else f"sees {', '.join(key.outlets)}" if key.outlets else "sees all outlets"
    revoked = f"; revoked {key.revoked_at:%Y-%m-%d}" if key.revoked_at else ""
    return f"{key.name}: {may}; made {key.added_at:%Y-%m-%d}{revoked}"


@contextmanager
def _opened(home: options.Home) -> Iterator[tuple["Keys", "Audit"]]:
    from assistant.bootstrap import open_memory
    from assistant.settings import read_settings
    from assistant.surfaces.guard.audit import Audit

    settings = read_settings(home)
    with open_memory(settings) as memory:
        yield memory.keys, Audit(settings.home)
