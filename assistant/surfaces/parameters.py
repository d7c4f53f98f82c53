"""What requests are made of: the parts that several routes share."""

from datetime import date
from typing import TYPE_CHECKING, Annotated, Self

from fastapi import Depends, Path, Query, Request, Security
from fastapi.security import APIKeyHeader, HTTPBearer
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from assistant.assistant import Assistant
from assistant.conversations import ID_PATTERN
from assistant.surfaces.settings import HttpSettings
from index.types import Filters

if TYPE_CHECKING:
    from assistant.surfaces.guard.build import Guard
    from assistant.surfaces.guard.callers import Caller


def _whole(text: str) -> str:
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise ValueError("half a character is no text") from error
    return text


def _spelled(day: object) -> object:
    if not isinstance(day, str):  # pydantic would count a number as seconds
        raise ValueError("a day is written as 2026-11-21")  # noqa: TRY004 - pydantic makes a reply of this one only
    return day


def assistant_of(request: Request) -> Assistant:
    """Return who answers a request: the assistant, as the caller may see it."""
    caller: Caller = request.state.caller
    guard: Guard = request.app.state.guard
    assistant: Assistant = request.app.state.assistant
    return assistant.of(caller.owner, caller.outlets, guard.watch)


# FastAPI would run what is not async in a thread, and wait for one to be free.
async def _assistant(request: Request) -> Assistant:
    return assistant_of(request)


async def _settings(request: Request) -> HttpSettings:
    settings: HttpSettings = request.app.state.settings
    return settings


# For the description of the routes only: the guard has let nobody in without a key by then.
KEYS = [Security(HTTPBearer(auto_error=False)), Security(APIKeyHeader(name="X-API-Key", auto_error=False))]
TheAssistant = Annotated[Assistant, Depends(_assistant)]
TheSettings = Annotated[HttpSettings, Depends(_settings)]
Text = Annotated[str, AfterValidator(_whole)]
Spelled = BeforeValidator(_spelled)
ConversationId = Annotated[str, Path(pattern=ID_PATTERN)]
Limit = Annotated[int, Query(ge=1, le=1000, description="How many a page holds.")]
Offset = Annotated[int, Query(ge=0, le=2**31, description="How many come before the page.")]


class FiltersBody(BaseModel):
    """Restrictions on what may be retrieved: by outlet, by the event's date or else the publication's, by document."""

    model_config = ConfigDict(extra="forbid")

    outlets: Annotated[list[Text] | None, Field(description="Only what these outlets published; none: any.")] = None
    since: Annotated[Annotated[date, Spelled] | None, Field(description="Only from this day on.")] = None
    until: Annotated[Annotated[date, Spelled] | None, Field(description="Only up to this day.")] = None
    documents: Annotated[list[Text] | None, Field(description="Only from these, by id; null: from any.")] = None

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.since and self.until and self.since > self.until:
            raise ValueError("since is after until")
        return self

    def value(self) -> Filters:
        """Return the filters as the archive takes them."""
        documents = None if self.documents is None else tuple(self.documents)
        return Filters(tuple(self.outlets or ()), self.since, self.until, documents)


def value_of(filters: FiltersBody | None) -> Filters:
    """Return filters as the archive takes them; many clients send null for what is not set."""
    return filters.value() if filters else Filters()
