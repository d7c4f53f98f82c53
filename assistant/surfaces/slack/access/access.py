"""The access file as it is now: read again when it has changed."""

from __future__ import annotations

import logging
from contextlib import suppress
from typing import TYPE_CHECKING, TypeAlias

from assistant.errors import SettingsError
from assistant.surfaces.slack.access.access_file import read_rules
from assistant.surfaces.slack.access.rules import Rules

if TYPE_CHECKING:
    from pathlib import Path

_log = logging.getLogger(__name__)
_Seen: TypeAlias = tuple[int, ...] | None  # what is another when a file was changed or replaced; None: no file


class Access:
    """Gives the rules that hold now. Where the file is broken or gone, those that held last go on holding."""

    def __init__(self, path: Path | None, rules: Rules, seen: _Seen) -> None:
        self._path, self._rules, self._seen = path, rules, seen
        self.mistake: str | None = None  # what is wrong with the file now, in one sentence

    @classmethod
    def load(cls, path: Path | None, *, named: bool = True) -> Access:
        """Read an access file for the first time; without one, everybody may ask everywhere. Raises `SettingsError`.

        A file that nobody `named` may come later.
        """
        seen = _seen(path)
        absent = path is None or (seen is None and not named)
        return cls(path, Rules() if absent or path is None else read_rules(path), seen)

    def rules(self) -> Rules:
        """Return the rules that hold now: one look at the file's entry, and a reading where that has changed."""
        seen = _seen(self._path)
        if self._path is not None and seen != self._seen:
            self._seen = seen
            self._read(self._path)
        return self._rules

    def _read(self, path: Path) -> None:
        try:
            self._rules = read_rules(path)
            self.mistake = None
        except SettingsError as error:
            self.mistake = str(error)
            _log.warning("The access rules of before go on holding: %s", error)


def _seen(path: Path | None) -> _Seen:
    if path is not None:
        with suppress(OSError):
            entry = path.stat()
            return entry.st_mtime_ns, entry.st_ctime_ns, entry.st_size, entry.st_ino
    return None
