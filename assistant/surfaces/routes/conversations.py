"""Conversations: what was asked and answered so far."""

import asyncio
from http import HTTPStatus

from fastapi import APIRouter

from assistant.serialise import ConversationPage
from assistant.surfaces.parameters import ConversationId, Limit, Offset, TheAssistant
from assistant.surfaces.problems import RESPONSES
from assistant.types import Conversation

router = APIRouter(responses=RESPONSES)


@router.get("/conversations", summary="List conversations")
async def conversations(assistant: TheAssistant, limit: Limit = 100, offset: Offset = 0) -> ConversationPage:
    """List the conversations that are not forgotten yet, a page at a time; the one that was used last comes first."""
    return await asyncio.to_thread(assistant.conversations.page, limit, offset)


@router.get("/conversations/{conversation_id}", summary="Read a conversation")
async def conversation(conversation_id: ConversationId, assistant: TheAssistant) -> Conversation:
    """Return what was asked and answered, oldest first."""
    return await asyncio.to_thread(assistant.conversations.get, conversation_id)


@router.delete("/conversations/{conversation_id}", summary="Forget a conversation", status_code=HTTPStatus.NO_CONTENT)
async def forget(conversation_id: ConversationId, assistant: TheAssistant) -> None:
    """Forget a conversation whole, with its answers and what was thought of them."""
    await asyncio.to_thread(assistant.conversations.delete, conversation_id)
