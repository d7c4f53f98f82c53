"""The language model, where one is set."""

from __future__ import annotations

import asyncio
import time

from assistant.bootstrap import open_llm
from assistant.surfaces.doctor.finding import Case, Finding, failed, ok

_SECONDS = 15.0
_ASKED = "Answer with one word: ready"
_DO = "Look whether its server is up and not overloaded; READOUT_LLM names it."


def language_model(case: Case) -> Finding | None:
    """Ask the language model for one word."""
    name = case.settings.llm
    if name is None:
        return None
    began, limit = time.monotonic(), min(_SECONDS, case.settings.llm_timeout)
    try:
        said = asyncio.run(_asked(name, limit))
    except TimeoutError:
        return failed(f"{name} did not answer within {limit:g} seconds.", _DO)
    if not said:
        return failed(f"{name} answered with nothing.", "Try another model: it may need more tokens than it is given.")
    return ok(f"{name} answered within {time.monotonic() - began:.1f} seconds.")


async def _asked(name: str, limit: float) -> str:
    async with asyncio.timeout(limit):
        replied = await open_llm(name, timeout=limit, retries=0).acomplete(_ASKED)
    return replied.text.strip()
