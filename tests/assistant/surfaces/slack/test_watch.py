"""`readout slack watch` as it is typed, and a server to which documents are uploaded; the stand-in is around both."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from tests.assistant.surfaces.commands import run
from tests.assistant.surfaces.slack.running import serving, watching
from tests.assistant.watching.desk import FERRY, MORE, MUSEUM
from tests.slack_server import CHANNEL, Slack

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from typer.testing import Result


@pytest.fixture
async def slack(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Slack]:
    async with Slack() as slack:
        for name, value in slack.environment.items():
            monkeypatch.setenv(name, value)
        yield slack
        assert slack.violations == []


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home whose access file has one channel told."""
    home = tmp_path / "home"
    home.mkdir()
    (home / "slack.yaml").write_text(f"channels:\n  {CHANNEL}:\n    alerts: on\n", "utf-8")
    return home


def corpus(folder: Path, *papers: dict[str, Any]) -> Path:
    path = folder / f"{papers[-1]['doc_id']}.jsonl"
    path.write_text("".join(json.dumps(paper) + "\n" for paper in papers), "utf-8")
    return path


async def watch(home: Path, *arguments: str | Path) -> Result:
    return await asyncio.to_thread(run, "slack", "watch", *arguments, home=home)


async def test_it_indexes_tells_what_is_new_and_posts_it_once(slack: Slack, home: Path, tmp_path: Path) -> None:
    first = await watch(home, corpus(tmp_path, FERRY, MUSEUM))
    assert first.exit_code == 0
    assert first.stdout.splitlines() == ["Indexed: 2 added, 0 updated, 0 removed.", "Nothing is new."]
    second = await watch(home, corpus(tmp_path, MORE))
    assert "There is a new figure for cars: 31,900 (14 May 2024); before: 12,400 (6 February 2024)." in second.stdout
    assert second.stdout.endswith(f"Posted in {CHANNEL}.\n")
    third = await watch(home)
    assert third.stdout == "Nothing is new.\n"
    assert len(slack.messages(CHANNEL)) == 1


async def test_as_json_it_gives_what_was_indexed_found_and_posted(slack: Slack, home: Path, tmp_path: Path) -> None:
    await watch(home, corpus(tmp_path, FERRY, MUSEUM))
    found = json.loads((await watch(home, corpus(tmp_path, MORE), "--json")).stdout)
    assert found["indexed"]["added"] == ["ferry-may"]
    (news,) = found["news"]
    assert news["told"]["discrepancy"]["kind"] == "series"
    assert {citation["document_id"] for citation in news["told"]["citations"]} == {"ferry-february", "ferry-may"}
    (message,) = slack.messages(CHANNEL)
    assert found["posted"] == [{"channel": CHANNEL, "ts": message.ts, "keys": [news["key"]]}]


async def test_without_a_token_it_says_which_one_it_needs(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", "")
    result = await watch(home, corpus(tmp_path, FERRY))
    assert result.exit_code == 3
    assert "SLACK_BOT_TOKEN is not set" in result.stderr


async def test_without_a_subscription_it_tells_on_the_terminal_only(slack: Slack, home: Path, tmp_path: Path) -> None:
    (home / "slack.yaml").unlink()
    await watch(home, corpus(tmp_path, FERRY, MUSEUM))
    result = await watch(home, corpus(tmp_path, MORE))
    assert "31,900" in result.stdout
    assert result.stdout.endswith("No channel is subscribed: the access file says who is told.\n")
    assert slack.calls == []


async def test_it_looks_again_every_so_often(slack: Slack, home: Path, tmp_path: Path) -> None:
    papers = tmp_path / "papers"
    papers.mkdir()
    corpus(papers, FERRY, MUSEUM)
    async with watching(home, slack, str(papers), "--every", "0.01") as process:
        assert json.loads(await process.said("\n"))["indexed"]["added"] == ["ferry-february", "museum"]
        corpus(papers, MORE)
        await slack.until(lambda: slack.messages(CHANNEL), within=60)
    assert len(slack.messages(CHANNEL)) == 1


async def test_what_is_uploaded_to_a_server_is_told(slack: Slack, home: Path, tmp_path: Path) -> None:
    assert (await watch(home, corpus(tmp_path, FERRY, MUSEUM))).exit_code == 0
    async with serving(home, slack) as url, httpx.AsyncClient(base_url=url, timeout=60) as client:
        uploaded = {"file": ("more.jsonl", corpus(tmp_path, MORE).read_bytes())}
        assert (await client.post("/documents", files=uploaded)).is_success
        await slack.until(lambda: slack.messages(CHANNEL))
    (message,) = slack.messages(CHANNEL)
    assert "31,900" in message.shown
