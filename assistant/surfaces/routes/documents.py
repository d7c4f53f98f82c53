"""The archive's documents."""

import asyncio

from fastapi import APIRouter

from assistant.serialise import DocumentPage, DocumentView, document_page, document_view
from assistant.surfaces.parameters import Limit, Offset, TheAssistant
from assistant.surfaces.problems import RESPONSES

PATH = "/documents"

router = APIRouter(responses=RESPONSES)


@router.get(PATH, summary="List documents")
async def documents(assistant: TheAssistant, limit: Limit = 100, offset: Offset = 0) -> DocumentPage:
    """List the documents, a page at a time."""
    return document_page(await asyncio.to_thread(assistant.archive.documents), limit=limit, offset=offset)


@router.get(PATH + "/{document_id:path}", summary="Read a document")
async def document(document_id: str, assistant: TheAssistant) -> DocumentView:
    """Return a document's cleaned text, who said which sentence, and what cleaning took out."""
    return document_view(await asyncio.to_thread(assistant.archive.document, document_id))
