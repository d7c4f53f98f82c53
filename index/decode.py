"""From the bytes of a text file to text, whatever encoding they are in."""

from __future__ import annotations

import codecs

MAX_CHARACTERS = 5_000_000  # of one document: some fifty novels' worth would be a corpus, not a press release

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16's, which it starts with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROLS = bytes(b for b in range(32) if b not in b"\t\n\r\f\v\x1a\x1b")
_MAX_CONTROL_SHARE = 0.01
_GUESS_BYTES = 65_536  # as much as guessing an encoding looks at
_HIGH_LETTERS = bytes(range(0xC0, 0x100))  # below are quotes and dashes, in every single-byte encoding
_ENGLISH_ACCENT_SHARE = 0.03


class UndecodableError(ValueError):
    """These bytes are no text; the message completes "FILE …" and says what to do."""


def decode(data: bytes) -> str:
    """The text, without its byte order mark.

    Tried in turn: the encoding that a byte order mark names, UTF-8, Windows-1252 for bytes that are nearly
    all ASCII, and charset-normalizer's guess. Raises UndecodableError.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _strictly(data[len(mark) :], encoding)
    if _looks_binary(data):
        raise UndecodableError("is binary, not text; convert it to plain text first.")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _guessed(data)


def _looks_binary(data: bytes) -> bool:
    controls = len(data) - len(data.translate(None, _CONTROLS))
    return controls > len(data) * _MAX_CONTROL_SHARE


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        problem = f"is marked as {encoding.upper()} but breaks off at byte {error.start:,}; save it as UTF-8."
        raise UndecodableError(problem) from error


def _guessed(data: bytes) -> str:
    high = len(data) - len(data.translate(None, _HIGH_LETTERS))
    encodings = ("cp1252",) if high < len(data) * _ENGLISH_ACCENT_SHARE else (_guess(data), "cp1252")
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UndecodableError("is in an encoding that could not be made out; save it again as UTF-8.")


def _guess(data: bytes) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_GUESS_BYTES]).best()
    return best.encoding if best else "cp1252"
