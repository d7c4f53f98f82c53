"""From the body of a request to the files that it sends."""

from __future__ import annotations

import json
import re
from datetime import date, datetime
from hashlib import sha256
from http import HTTPStatus
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import HTTPException
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from starlette.datastructures import UploadFile
from starlette.requests import ClientDisconnect

from assistant.surfaces.parameters import Spelled, Text
from assistant.surfaces.presence import ClientGoneError
from index.types import Upload

if TYPE_CHECKING:
    from starlette.requests import Request

MOST_FILES = 1_000
MOST_DOCUMENTS = 10_000
_BOUNDARY = re.compile(r'boundary="?([^";,]+)')


class DocumentBody(BaseModel):
    """A document; its text is taken as it stands. One without an id is given one that follows from what it holds."""

    model_config = ConfigDict(extra="forbid")

    doc_id: Text | None = None
    title: Text | None = None
    text: Text
    source: Annotated[Text | None, Field(description="The outlet that published it.")] = None
    published_at: Annotated[date | datetime, Spelled] | None = None
    url: Text | None = None


class DocumentsBody(BaseModel):
    """Documents that are sent as JSON."""

    model_config = ConfigDict(extra="forbid")

    documents: Annotated[list[DocumentBody], Field(min_length=1, max_length=MOST_DOCUMENTS)]


_FILES = {"type": "array", "minItems": 1, "items": {"type": "string", "format": "binary"}}
_DOCUMENTS = {"type": "array", "minItems": 1, "maxItems": MOST_DOCUMENTS, "items": DocumentBody.model_json_schema()}
# For the description of the route: FastAPI knows no body of two kinds.
REQUEST_BODY: dict[str, Any] = {
    "required": True,
    "content": {
        "multipart/form-data": {
            "schema": {
                "type": "object",
                "required": ["files"],
                "properties": {"files": _FILES},
                "additionalProperties": False,
            }
        },
        "application/json": {
            "schema": {
                "type": "object",
                "required": ["documents"],
                "properties": {"documents": _DOCUMENTS},
                "additionalProperties": False,
            }
        },
    },
}


async def read_uploads(request: Request) -> tuple[Upload, ...]:
    """Return the files of a form, or the documents of a JSON body, each as a file."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    try:
        if kind == "multipart/form-data":
            return await _of_form(request)
        if kind == "application/json":
            return _of_json(await request.body())
    except ClientDisconnect as error:
        raise ClientGoneError from error
    raise HTTPException(
        HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "Send files as multipart/form-data, or documents as application/json."
    )


async def _of_form(request: Request) -> tuple[Upload, ...]:
    boundary = _BOUNDARY.search(request.headers["content-type"])
    if boundary is None or f"--{boundary[1]}--".encode() not in await request.body():
        raise HTTPException(HTTPStatus.BAD_REQUEST, "The form breaks off before its end; send it again whole.")
    async with request.form(max_files=MOST_FILES) as form:
        files = [value for _, value in form.multi_items() if isinstance(value, UploadFile)]
        if not files or len(files) < len(form.multi_items()):
            raise HTTPException(HTTPStatus.UNPROCESSABLE_ENTITY, "Send files in the form, at least one, and no text.")
        return tuple([Upload(file.filename or "", await file.read()) for file in files])


def _of_json(body: bytes) -> tuple[Upload, ...]:
    try:
        parsed = DocumentsBody.model_validate(json.loads(body))
    except ValidationError as error:
        raise RequestValidationError([{**one, "loc": ("body", *one["loc"])} for one in error.errors()]) from error
    except (ValueError, RecursionError) as error:
        raise HTTPException(HTTPStatus.BAD_REQUEST) from error
    return tuple(_as_file(one) for one in parsed.documents)


def _as_file(document: DocumentBody) -> Upload:
    """Return a corpus of one document, under a name that is the document's own."""
    fields = document.model_dump(mode="json", exclude_none=True)
    doc_id = (document.doc_id or "").strip()
    if not doc_id:
        doc_id = fields["doc_id"] = f"{_slug(document.title)}-{_digest(json.dumps(fields))}"
    return Upload(f"{_slug(doc_id)}-{_digest(doc_id)}.jsonl", json.dumps(fields).encode("ascii"), doc_id)


def _slug(text: str | None) -> str:
    return re.sub(r"[\W_]+", "-", text or "").strip("-").lower()[:40] or "document"


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:12]
