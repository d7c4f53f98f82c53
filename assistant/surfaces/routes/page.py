"""The page: files that are shipped as they are, and no others."""

from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from http import HTTPStatus
from importlib.resources import files
from pathlib import PurePath
from typing import Annotated

from fastapi import APIRouter, Header, HTTPException, Response

_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}
# The page asks nothing of anyone else, and never makes markup of text.
POLICY = (
    "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'; "
    "require-trusted-types-for 'script'; trusted-types 'none'"
)
_HEADERS = {"Cache-Control": "no-cache", "X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer"}

Known = Annotated[str | None, Header(alias="if-none-match")]

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True, slots=True)
class _File:
    content: bytes
    type: str
    tag: str  # of the content, quoted as ETags are


@router.api_route("/", methods=["GET", "HEAD"])
async def page(known: Known = None) -> Response:
    """Return the page."""
    return _reply(_shipped()["index.html"], known, {"Content-Security-Policy": POLICY})


@router.api_route("/page/{name}", methods=["GET", "HEAD"])
async def part(name: str, known: Known = None) -> Response:
    """Return a file that the page is made of."""
    if name not in _shipped():
        raise HTTPException(HTTPStatus.NOT_FOUND)
    return _reply(_shipped()[name], known, {})


@cache
def _shipped() -> dict[str, _File]:
    """Read what is shipped: a request names a file of these or nothing."""
    folder = files("assistant.surfaces").joinpath("page")
    return {one.name: _file(one.name, one.read_bytes()) for one in folder.iterdir() if _suffix(one.name) in _TYPES}


def _file(name: str, content: bytes) -> _File:
    return _File(content, _TYPES[_suffix(name)], f'"{blake2b(content, digest_size=12).hexdigest()}"')


def _suffix(name: str) -> str:
    return PurePath(name).suffix


def _reply(file: _File, known: str | None, headers: dict[str, str]) -> Response:
    headers = {**_HEADERS, **headers, "ETag": file.tag}
    if known and file.tag in known:
        return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
    return Response(file.content, headers=headers, media_type=file.type)
