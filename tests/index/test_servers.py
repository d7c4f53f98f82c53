"""The archive over a Chroma server and PostgreSQL: the same as with both in its home."""

from __future__ import annotations

import socket
import subprocess
import sysconfig
import time
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
import pytest

from index.archive import open_archive
from index.errors import HomeError
from index.settings import IndexSettings
from tests.index.stand_in import WordEmbedding, harbour, small_archive, write_corpus

if TYPE_CHECKING:
    from collections.abc import Iterator

PROGRAM = Path(sysconfig.get_path("scripts")) / "chroma"


@pytest.fixture(scope="module")
def chroma(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A Chroma server of its own."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [PROGRAM, "run", "--path", tmp_path_factory.mktemp("chroma"), "--host", "127.0.0.1", "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        url = f"http://127.0.0.1:{port}"
        for _ in range(300):
            try:
                httpx.get(f"{url}/api/v2/heartbeat", trust_env=False)
                break
            except httpx.ConnectError:
                time.sleep(0.1)
        yield url
        server.terminate()


def test_an_archive_on_servers_finds_what_one_in_its_home_finds(tmp_path, chroma, postgresql_url) -> None:
    corpus = write_corpus(tmp_path / "harbour.jsonl", [harbour(number) for number in range(30)])
    changed = write_corpus(tmp_path / "changed" / "harbour.jsonl", [harbour(number) for number in range(10, 40)])
    on_servers = IndexSettings(tmp_path / "a", tmp_path / "cache", "minilm", chroma, postgresql_url)
    with (
        open_archive(on_servers, embedding=WordEmbedding()) as remote,
        small_archive(tmp_path / "b") as embedded,
    ):
        for archive in (remote, embedded):
            archive.sync([corpus])
        assert remote.search("How many ships called at Port 7?", 5) == embedded.search(
            "How many ships called at Port 7?", 5
        )
        corpus.write_bytes(changed.read_bytes())
        for archive in (remote, embedded):
            report = archive.sync([corpus])
            assert (len(report.added), len(report.removed)) == (10, 10)
        query = "What did the harbour master of Port 33 say?"
        found = remote.search(query, 8)
        assert found == embedded.search(query, 8)
        assert "harbour-0033" in {one.passage.document_id for one in found}
        assert remote.events() == embedded.events()


def test_a_chroma_server_that_is_not_there_is_named(tmp_path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        nobody = f"http://127.0.0.1:{free.getsockname()[1]}"
    settings = IndexSettings(tmp_path, tmp_path, "minilm", nobody)
    with open_archive(settings, embedding=WordEmbedding()) as archive, pytest.raises(HomeError, match="CHROMA_URL"):
        archive.sync([write_corpus(tmp_path / "harbour.jsonl", [harbour(1)])])
