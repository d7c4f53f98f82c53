"""`POST /v1/responses`: the same questions in the shape of OpenAI's newer API. Nothing is kept between requests."""

from typing import Any

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, ConfigDict

from assistant.surfaces.openai.asked import ReadoutOptions, Said, asked, check, check_model, demands_tool
from assistant.surfaces.openai.errors import RESPONSES
from assistant.surfaces.openai.response import ResponseObject, Telling, whole
from assistant.surfaces.parameters import Text, TheAssistant, TheSettings, value_of
from assistant.surfaces.presence import while_there
from assistant.surfaces.sse import CONTENT, EventStream

router = APIRouter(responses=RESPONSES)


class Item(Said):
    """A message, or what is none: a call of a tool, what a model thought. Only messages are read."""

    type: Text = "message"


class TextFormat(BaseModel):
    """The form that the text is wanted in."""

    model_config = ConfigDict(extra="allow")

    type: Text = "text"


class TextOptions(BaseModel):
    """How the text is wanted."""

    model_config = ConfigDict(extra="allow")

    format: TextFormat = TextFormat()


class ResponseBody(BaseModel):
    """A question, or a conversation so far. Parameters that are not named here are taken, and change nothing."""

    model_config = ConfigDict(extra="allow")

    model: Text
    input: Text | list[Item]
    stream: bool | None = None
    text: TextOptions | None = None
    tool_choice: Any = None
    background: bool | None = None
    previous_response_id: Any = None
    conversation: Any = None
    prompt: Any = None
    readout: ReadoutOptions | None = None


@router.post(
    "/v1/responses",
    summary="Ask a question, as a response",
    response_model=ResponseObject,
    responses={200: {"content": CONTENT}},
)
async def respond(
    body: ResponseBody, request: Request, assistant: TheAssistant, settings: TheSettings
) -> ResponseObject | Response:
    """Answer the user's last message; the user's messages before it are what a follow-up is understood by."""
    _check(body)
    said = [Item(role="user", content=body.input)] if isinstance(body.input, str) else body.input
    this = asked(said, "input")
    base, filters = str(request.base_url), value_of(body.readout.filters if body.readout else None)
    if body.stream:
        told = assistant.stream(this.question, before=this.before, filters=filters)
        telling = Telling(base)
        return EventStream(telling.events(told), settings.heartbeat, telling.broken)
    asking = assistant.ask(this.question, before=this.before, filters=filters)
    return whole(await while_there(request.receive, asking), base)


def _check(body: ResponseBody) -> None:
    check_model(body.model)
    form = body.text.format.type if body.text else "text"
    references = [one for one in body.input if isinstance(one, Item) and one.type == "item_reference"]
    earlier = "Nothing is kept here between requests: send what was asked before as messages in `input`."
    check(
        {
            "previous_response_id": (body.previous_response_id is not None, earlier),
            "conversation": (body.conversation is not None, earlier),
            "input": (bool(references), earlier),
            "prompt": (body.prompt is not None, "There are no stored prompts here; put the question into `input`."),
            "background": (
                bool(body.background),
                "Answers are not made in the background; use `stream` to see them come.",
            ),
            "tool_choice": (demands_tool(body.tool_choice), "No tools are called here; leave it at 'auto' or 'none'."),
            "text.format": (form != "text", "Answers are text; `readout` in the reply is the answer as JSON."),
        }
    )
