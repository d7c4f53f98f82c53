"""What is done beside the answers: nobody waits for it, and what goes wrong with it is logged."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Coroutine

_PATIENCE = 5.0  # seconds that what is under way has to end

logger = logging.getLogger(__name__)


class Errands:
    """Runs errands; each is held until it is done."""

    def __init__(self) -> None:
        self._running: set[asyncio.Task[None]] = set()

    def run(self, errand: Coroutine[Any, Any, object]) -> None:
        """Begin an errand."""
        task = asyncio.create_task(_logged(errand))
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    async def close(self) -> None:
        """Wait for what is under way, a little; drop the rest."""
        if not self._running:
            return
        _, late = await asyncio.wait(self._running, timeout=_PATIENCE)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)


async def _logged(errand: Coroutine[Any, Any, object]) -> None:
    try:
        await errand
    except Exception:
        logger.exception("An errand in Slack failed.")
