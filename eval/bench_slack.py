"""Measures the bot under a burst of events: `python -m eval.bench_slack [SUITE] [--events N] [--seconds N]`.

A suite's archive is indexed and served by a process of its own, on the loopback. A workspace of one channel stands in
for Slack: it takes what the bot says, and sends mentions as signed requests, evenly over so many seconds, each in a
thread of its own. Slack waits three seconds for an acknowledgement, and sends what is not acknowledged again; here
nothing is sent again, so that each missing answer and each one too many shows. All runs on one machine, and takes its
share of it.
"""

from __future__ import annotations

import argparse
import asyncio
import hashlib
import hmac
import json
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from itertools import count, cycle, islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import httpx
import numpy as np

from assistant.settings import Settings, read_settings
from eval.bench_serving import SEEDS, served
from eval.bench_workspace import BOT, CHANNEL, TEAM, TOKEN, USER, Workspace
from eval.errors import RunError
from eval.suite import load_suite
from index.archive import open_archive

if TYPE_CHECKING:
    from collections.abc import Sequence

    from eval.suite import Suite

BAR = 3_000.0  # ms in which all must be acknowledged
BAR_P99 = 500.0
_SECRET = "bench"  # noqa: S105 - of nobody
_numbers = count()
_PATIENCE = 300.0  # seconds after the last event until what is unanswered counts as never answered


@dataclass(slots=True)
class Burst:
    """What came of the events; times in milliseconds."""

    acknowledged: list[float] = field(default_factory=list)
    refused: int = 0
    answered: list[float] = field(default_factory=list)  # from the event to the end of its answer
    replies: Counter[str] = field(default_factory=Counter)  # by thread

    @property
    def once(self) -> int:
        """How many events have exactly one answer."""
        return sum(count == 1 for count in self.replies.values())

    def lines(self, events: int) -> tuple[str, ...]:
        """Return the figures."""
        late = sum(took > BAR for took in self.acknowledged) + self.refused
        more = sum(count > 1 for count in self.replies.values())
        return (
            f"{events} events: {len(self.acknowledged)} acknowledged, {_times(self.acknowledged)}",
            f"not within {BAR / 1000:g} s: {late} (bar: 0); p99 bar: {BAR_P99:g} ms",
            f"answered once: {self.once}, more than once: {more}; an answer takes {_times(self.answered)}",
        )


def signed(body: bytes, at: float, secret: str = _SECRET) -> dict[str, str]:
    """Return the headers of a request that Slack signed at a time."""
    said = b"v0:%d:%s" % (at, body)
    digest = hmac.new(secret.encode(), said, hashlib.sha256).hexdigest()
    return {
        "X-Slack-Request-Timestamp": str(int(at)),
        "X-Slack-Signature": f"v0={digest}",
        "Content-Type": "application/json",
    }


def mention(question: str) -> dict[str, Any]:
    """Return the event of a mention that begins a thread of its own."""
    ts = f"{int(time.time())}.{next(_numbers):06}"
    said = {"type": "app_mention", "user": USER, "text": f"<@{BOT}> {question}", "ts": ts, "event_ts": ts}
    return {
        "type": "event_callback",
        "team_id": TEAM,
        "api_app_id": "A0BENCH",
        "event_id": f"Ev{time.time_ns()}",
        "event_time": int(time.time()),
        "event": {**said, "channel": CHANNEL},
        "authorizations": [{"team_id": TEAM, "user_id": BOT, "is_bot": True}],
    }


async def burst(
    url: str, workspace: Workspace, questions: Sequence[str], events: int, seconds: float, patience: float = _PATIENCE
) -> Burst:
    """Send so many mentions in so many seconds, and wait until all that were acknowledged are answered.

    `patience`: for how many seconds it waits at most.
    """
    seen, sent = Burst(), {}
    async with httpx.AsyncClient(base_url=url, timeout=60, trust_env=False) as client:

        async def send(number: int, question: str) -> None:
            await asyncio.sleep(seconds * number / events)
            event = mention(question)
            sent[event["event"]["ts"]] = time.perf_counter()
            await _send(client, event, seen)

        asked = islice(cycle(questions), events)
        await asyncio.gather(*(send(number, question) for number, question in enumerate(asked)))
    await workspace.settled(len(seen.acknowledged), patience)
    seen.replies.update(workspace.threads())
    ended = ((workspace.ended[ts], began) for ts, began in sent.items() if ts in workspace.ended)
    seen.answered += [1000 * (end - began) for end, began in ended]
    return seen


async def _send(client: httpx.AsyncClient, event: dict[str, Any], seen: Burst) -> None:
    body, began = json.dumps(event).encode(), time.perf_counter()
    try:
        response = await client.post("/slack/events", content=body, headers=signed(body, time.time()))
    except httpx.TransportError:
        seen.refused += 1
        return
    if response.is_success:
        seen.acknowledged.append(1000 * (time.perf_counter() - began))
    else:
        seen.refused += 1


async def measure(suite: Suite, settings: Settings, events: int, seconds: float) -> Burst:
    """Index a suite's archive, serve it, and let the events come."""
    if suite.archive is None:
        raise RunError(f"{suite.path} has no archive to serve; name a suite that has one.")
    questions = [case.question for case in suite.cases if case.question]
    with open_archive(settings.for_index()) as archive:
        archive.sync([suite.archive])
    async with Workspace() as workspace:
        own = {
            "SLACK_BOT_TOKEN": TOKEN,
            "SLACK_SIGNING_SECRET": _SECRET,
            "READOUT_SLACK_API_URL": workspace.url,
        }
        with served(settings, own) as url:
            await burst(url, workspace, questions[:1], 1, 0)  # whatever is loaded at first use
            workspace.forget()
            return await burst(url, workspace, questions, events, seconds)


def _times(times: Sequence[float]) -> str:
    p50, p99, most = (float(np.percentile(times, share)) if times else float("nan") for share in (50, 99, 100))
    return f"p50 {p50:.0f} ms, p99 {p99:.0f} ms, max {most:.0f} ms"


def main() -> None:
    """Print the figures, and how they stand to the bars."""
    parser = argparse.ArgumentParser(prog="python -m eval.bench_slack", description="Measures the bot under a burst.")
    parser.add_argument("suite", nargs="?", type=Path, default=SEEDS)
    parser.add_argument("--events", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=10)
    given = parser.parse_args()
    with TemporaryDirectory(prefix="readout-bench-") as home:
        settings, suite = read_settings(Path(home)), load_suite(given.suite)
        seen = asyncio.run(measure(suite, settings, given.events, given.seconds))
    sys.stdout.write("".join(f"{line}\n" for line in seen.lines(given.events)))


if __name__ == "__main__":
    main()
