"""`GET /v1/models`: there is one, whichever writes its answers."""

from dataclasses import dataclass
from typing import Literal

from fastapi import APIRouter

from assistant.surfaces.openai.asked import MODEL, check_model
from assistant.surfaces.openai.errors import RESPONSES

router = APIRouter(responses=RESPONSES)


@dataclass(frozen=True, slots=True)
class Model:
    """What can be asked."""

    id: str
    object: Literal["model"] = "model"
    created: int = 1_735_689_600  # seconds since 1970: a day that all can agree on, the first of 2025
    owned_by: str = "readout"


@dataclass(frozen=True, slots=True)
class ModelList:
    """All that can be asked."""

    data: tuple[Model, ...]
    object: Literal["list"] = "list"


@router.get("/v1/models", summary="List the models, as OpenAI does")
async def models() -> ModelList:
    """List the one model there is."""
    return ModelList((Model(MODEL),))


@router.get("/v1/models/{model}", summary="Look at a model, as OpenAI does")
async def model(model: str) -> Model:
    """Return the model of this name."""
    check_model(model)
    return Model(MODEL)
