"""Measures a server under load: `python -m eval.bench_serving [SUITE] [--clients N] [--seconds N] [--pause N]`.

A suite's archive is indexed and served by a process of its own, on the loopback. Its questions are asked as streams:
by one client, one after the other; by many who each pause between questions, as people do who read the answers; and
by as many who do not, which is more than any server keeps up with and shows how much it can do, and what it does with
the rest. The load is made on the same machine, and takes its share of it.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import cycle, islice
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TYPE_CHECKING

import httpx
import numpy as np

from assistant.settings import Settings, read_settings
from eval.errors import RunError
from eval.suite import load_suite
from index.archive import open_archive

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from eval.suite import Suite

SEEDS = Path(__file__).parent / "suites" / "seeds.yaml"
BAR = 10.0  # p99 of many clients over p50 of one
_WARM_UP = 10.0  # seconds, before anything is measured
_PROGRAM = (sys.executable, "-c", "from assistant.surfaces.cli import main; main()")


@dataclass(slots=True)
class Load:
    """What a number of clients saw; times in milliseconds."""

    clients: int
    first: list[float] = field(default_factory=list)  # until the first event
    whole: list[float] = field(default_factory=list)  # until the answer
    refused: int = 0  # 503: come again later
    errors: int = 0

    def line(self) -> str:
        """Return the figures in a line."""
        first, whole = (
            f"p50 {_share(one, 50):.0f} ms, p99 {_share(one, 99):.0f} ms" for one in (self.first, self.whole)
        )
        return (
            f"{self.clients} clients, {len(self.whole)} answers, {self.refused} refused (503), {self.errors} errors; "
            f"first event {first}; answer {whole}"
        )


def ratio(alone: Load, together: Load) -> float:
    """Return how much longer the slowest of many wait than one who is alone."""
    return _share(together.whole, 99) / _share(alone.whole, 50)


async def load(url: str, questions: Sequence[str], clients: int, seconds: float, pause: float = 0.0) -> Load:
    """Have so many clients ask, each one question after the other, with a pause in seconds between them."""
    seen, ends = Load(clients), perf_counter() + seconds
    limits = httpx.Limits(max_connections=clients, max_keepalive_connections=clients)
    async with httpx.AsyncClient(base_url=url, limits=limits, timeout=60, trust_env=False) as client:

        async def ask_on(number: int) -> None:
            await asyncio.sleep(pause * number / clients)
            for question in islice(cycle(questions), number * len(questions) // clients, None):
                if perf_counter() >= ends:
                    return
                await _ask(client, question, seen)
                await asyncio.sleep(pause)

        await asyncio.gather(*(ask_on(number) for number in range(clients)))
    return seen


async def _ask(client: httpx.AsyncClient, question: str, seen: Load) -> None:
    began, first, told = perf_counter(), 0.0, b""
    try:
        async with client.stream("POST", "/chat", json={"message": question, "stream": True}) as response:
            async for piece in response.aiter_raw():
                first = first or perf_counter() - began
                told += piece
    except httpx.TransportError:
        seen.errors += 1
        return
    if response.status_code == httpx.codes.SERVICE_UNAVAILABLE:
        seen.refused += 1
        await asyncio.sleep(min(1.0, float(response.headers.get("retry-after", 1))))
    elif b"event: answer\n" in told:
        seen.first.append(1000 * first)
        seen.whole.append(1000 * (perf_counter() - began))
    else:
        seen.errors += 1


@contextmanager
def served(settings: Settings, also: Mapping[str, str] | None = None) -> Iterator[str]:
    """Serve a home in a process of its own, and give its URL once it is ready. One address may ask without end."""
    own = {"CACHE": settings.cache, "EMBEDDING": settings.embedding, "RATE_PER_MINUTE": 0}
    named = {f"READOUT_{name}": value for name, value in own.items()} | dict(also or {})
    (settings.home / ".env").write_text("".join(f"{name}={value}\n" for name, value in named.items()))
    command = [*_PROGRAM, "serve", "--port", "0", "--json", "--home", str(settings.home)]
    with subprocess.Popen(  # noqa: S603 - our own program
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, cwd=settings.home
    ) as process:
        try:
            assert process.stdout is not None
            said = "".join(iter(process.stdout.readline, "}\n")) + "}"
            yield _ready(json.loads(said)["url"])
        finally:
            process.terminate()


def _ready(url: str) -> str:
    ends = perf_counter() + 60
    with httpx.Client(base_url=url, trust_env=False) as client:
        while perf_counter() < ends:
            if client.get("/readyz").is_success:
                return url
    raise RunError("The server does not become ready.")


def measure(suite: Suite, settings: Settings, clients: int, seconds: float, pause: float) -> tuple[Load, Load, Load]:
    """Return what one client sees, what many see who pause between questions, and what many see who do not."""
    if suite.archive is None:
        raise RunError(f"{suite.path} has no archive to serve; name a suite that has one.")
    questions = [case.question for case in suite.cases if case.question]
    with open_archive(settings.for_index()) as archive:
        archive.sync([suite.archive])
    with served(settings) as url:
        asyncio.run(load(url, questions, 1, min(seconds, _WARM_UP)))
        alone = asyncio.run(load(url, questions, 1, seconds))
        together = asyncio.run(load(url, questions, clients, seconds, pause))
        return alone, together, asyncio.run(load(url, questions, clients, seconds))


def _share(times: Sequence[float], share: float) -> float:
    return float(np.percentile(times, share)) if times else float("nan")


def main() -> None:
    """Print the figures, and how they stand to the bar."""
    parser = argparse.ArgumentParser(prog="python -m eval.bench_serving", description="Measures a server under load.")
    parser.add_argument("suite", nargs="?", type=Path, default=SEEDS)
    parser.add_argument("--clients", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--pause", type=float, default=5, help="seconds between the questions of each of the many")
    given = parser.parse_args()
    with TemporaryDirectory(prefix="readout-bench-") as home:
        settings, suite = read_settings(Path(home)), load_suite(given.suite)
        alone, together, pressed = measure(suite, settings, given.clients, given.seconds, given.pause)
    ratios = (f"{ratio(alone, many):.1f}" for many in (together, pressed))
    lines = (
        f"alone: {alone.line()}",
        f"pauses of {given.pause:g} s: {together.line()}",
        f"no pauses: {pressed.line()}",
        f"p99 of many over p50 alone, with pauses and without: {' and '.join(ratios)} (bar: {BAR:g})",
    )
    sys.stdout.write("".join(f"{line}\n" for line in lines))


if __name__ == "__main__":
    main()
