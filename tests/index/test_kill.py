"""Runs of indexing that are killed, at moments spread over all of it, leave the old state or the new."""

from __future__ import annotations

import multiprocessing
import os
import random
import shutil
import time
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from index.types import DocumentSummary, Filters, ScoredPassage
from tests.index.stand_in import WordEmbedding, harbour, small_archive, write_corpus

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.connection import Connection
    from pathlib import Path

    from index.archive import Archive

KILLS = int(os.environ.get("READOUT_TEST_KILLS", "8"))
QUESTIONS = ("ships in week 12", "the crane of quay 3 stood idle", "pilots' union boats", "grain", "regatta")

# Processes that start in milliseconds: the server has imported what they need, and opened nothing.
_PROCESSES = multiprocessing.get_context("forkserver")
_PROCESSES.set_forkserver_preload(["tests.index.stand_in", "chromadb", "index.sync"])


@dataclass(frozen=True)
class State:
    """All that a reader can see."""

    version: str
    passages: int
    documents: tuple[DocumentSummary, ...]
    texts: tuple[str, ...]
    answers: tuple[tuple[ScoredPassage, ...], ...]


def old_corpus() -> list[dict[str, object]]:
    return [harbour(n, published_at=f"2001-01-{1 + n % 28:02}") for n in range(90)]


def new_corpus() -> list[dict[str, object]]:
    """Some are gone, some are changed, some are new, most are as they were."""
    kept = [document for n, document in enumerate(old_corpus()) if n % 9]
    for document in kept[::6]:
        document["text"] = f"A regatta was held. {document['text']}"
    for document in kept[3::6]:
        document["title"] = f"{document['title']}, corrected"
    return [*kept, *(harbour(n, published_at="2002-02-02") for n in range(200, 260))]


def seen(archive: Archive) -> State:
    documents = archive.documents()
    filters = (Filters(), Filters(since=date(2001, 1, 20), until=date(2001, 12, 31)))
    return State(
        version=archive.version(),
        passages=archive.passage_count(),
        documents=tuple(replace(document, origin="") for document in documents),
        texts=tuple(archive.document(document.document_id).text for document in documents),
        answers=tuple(archive.search(question, 10, f) for question in QUESTIONS for f in filters),
    )


def look(home: Path, answer: Connection) -> None:
    with small_archive(home) as archive:
        answer.send(seen(archive))


def index(home: Path, corpus: Path, answer: Connection) -> None:
    embedding = WordEmbedding()
    answer.send("started")
    with small_archive(home, embedding) as archive:
        archive.sync([corpus])
        state = seen(archive)
        whole = archive._stores().vectors.count() == state.passages
    answer.send((state, embedding.embedded, whole and len(list((home / "lexical").iterdir())) == 1))


def outcome(target: Callable[..., None], *arguments: Path) -> tuple[object, ...]:
    """What the target sends from a process of its own."""
    receiver, sender = _PROCESSES.Pipe(duplex=False)
    process = _PROCESSES.Process(target=target, args=(*arguments, sender))
    process.start()
    sender.close()
    sent: list[object] = []
    while True:
        try:
            sent.append(receiver.recv())
        except EOFError:
            break
    process.join()
    assert process.exitcode == 0
    return tuple(sent)


def kill_after(seconds: float, home: Path, corpus: Path) -> None:
    receiver, sender = _PROCESSES.Pipe(duplex=False)
    process = _PROCESSES.Process(target=index, args=(home, corpus, sender))
    process.start()
    receiver.recv()
    time.sleep(seconds)
    process.kill()
    process.join()
    receiver.close()


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, State, State, float]:
    folder = tmp_path_factory.mktemp("kill")
    corpus = write_corpus(folder / "harbour.jsonl", old_corpus())
    _, (old, _, _) = outcome(index, folder / "old", corpus)
    write_corpus(corpus, new_corpus())
    _, (new, _, _) = outcome(index, folder / "new", corpus)
    shutil.copytree(folder / "old", folder / "timed")
    started = time.monotonic()
    _, (updated, embedded, whole) = outcome(index, folder / "timed", corpus)
    seconds = time.monotonic() - started
    assert updated == new != old
    assert embedded < 150, "what has not changed is not embedded again"
    assert whole, "nothing of the old state is left over"
    return folder, corpus, old, new, seconds


@pytest.mark.parametrize("moment", range(KILLS))
def test_a_killed_run_leaves_the_old_state_or_the_new_and_the_next_completes_it(
    scene: tuple[Path, Path, State, State, float], moment: int
) -> None:
    folder, corpus, old, new, seconds = scene
    home = folder / f"home{moment}"
    shutil.copytree(folder / "old", home)
    kill_after(seconds * (moment + random.Random(moment).random()) / KILLS, home, corpus)
    (state,) = outcome(look, home)
    assert state in (old, new)
    _, (completed, _, whole) = outcome(index, home, corpus)
    assert completed == new
    assert whole
    shutil.rmtree(home)


def test_a_first_run_that_is_killed_is_taken_up_by_the_next(
    scene: tuple[Path, Path, State, State, float],
) -> None:
    folder, corpus, _, new, seconds = scene
    home = folder / "first"
    kill_after(seconds * 0.7, home, corpus)
    _, (completed, _, whole) = outcome(index, home, corpus)
    assert completed == new
    assert whole
