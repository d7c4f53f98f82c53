"""The archive's documents: reading them, adding and removing them."""

import asyncio
from dataclasses import replace
from pathlib import PurePath
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from assistant.serialise import DocumentPage, DocumentView, document_page, document_view
from assistant.surfaces.indexing import Indexing
from assistant.surfaces.parameters import Limit, Offset, TheAssistant, TheSettings
from assistant.surfaces.problems import RESPONSES
from assistant.surfaces.sse import EventStream, events_of, wants_events
from assistant.surfaces.uploads import REQUEST_BODY, read_uploads
from index.progress import Progress
from index.types import SyncReport

PATH = "/documents"


async def _indexing(request: Request) -> Indexing:
    indexing: Indexing = request.app.state.indexing
    return indexing


TheIndexing = Annotated[Indexing, Depends(_indexing)]
router = APIRouter(responses=RESPONSES)


@router.get(PATH, summary="List documents")
async def documents(assistant: TheAssistant, limit: Limit = 100, offset: Offset = 0) -> DocumentPage:
    """List the documents, a page at a time."""
    page = document_page(await asyncio.to_thread(assistant.archive.documents), limit=limit, offset=offset)
    return replace(page, documents=tuple(replace(one, origin=_name(one.origin)) for one in page.documents))


@router.post(
    PATH,
    summary="Upload documents",
    response_model=SyncReport,
    responses={200: {"content": events_of("progress", "report")}},
    openapi_extra={"requestBody": REQUEST_BODY},
)
async def upload(
    request: Request,
    assistant: TheAssistant,
    settings: TheSettings,
    indexing: TheIndexing,
    *,
    replace: bool = False,
    stream: bool | None = None,
) -> SyncReport | Response:
    """Keep files or documents, and index them; questions are answered meanwhile.

    Sent are files as a form, or documents as JSON. What cannot be used is `rejected`, each with its reason, and the
    rest is taken. What would take the place of something else that was uploaded under its name, or id, is rejected
    unless `replace`. With `stream`, or where the Accept header asks for it, as Server-Sent Events: `progress`
    (stage, done, total), and last `report` or `error`.
    """
    uploads = await read_uploads(request)

    def take(progress: Progress) -> SyncReport:
        return assistant.archive.take(uploads, replacing=replace, progress=progress)

    if wants_events(request) if stream is None else stream:
        return EventStream(indexing.told(take), settings.heartbeat)
    return await indexing.run(take)


@router.get(PATH + "/{document_id:path}", summary="Read a document")
async def document(document_id: str, assistant: TheAssistant) -> DocumentView:
    """Return a document's cleaned text, who said which sentence, and what cleaning took out."""
    view = document_view(await asyncio.to_thread(assistant.archive.document, document_id))
    return replace(view, origin=_name(view.origin))


@router.delete(PATH + "/{document_id:path}", summary="Remove a document")
async def remove(document_id: str, assistant: TheAssistant, indexing: TheIndexing) -> SyncReport:
    """Remove a document from the archive, and what was uploaded of it.

    One that was indexed from a file on the server comes back when that file is indexed again: `notes` say so.
    """

    def take_away(_: Progress) -> SyncReport:
        origin = assistant.archive.document(document_id).origin
        report = assistant.archive.remove([document_id])
        return replace(report, notes=tuple(note.replace(origin, _name(origin)) for note in report.notes))

    return await indexing.run(take_away)


def _name(origin: str) -> str:
    """Return the name of the file: in which folder of the server it stands is nobody's business."""
    return PurePath(origin).name
