"""What can be told of a home while someone else may have it open."""

import os
import shutil
import subprocess
import sys

import pytest

from index.archive import open_archive
from index.errors import HomeError, ModelError
from index.fetch import model_folder
from index.health import check_chroma, check_writable, index_health, model_health, process_in
from index.rows import versions
from index.settings import IndexSettings
from index.versions import LIVE, STAGED

HOLD = """
import sys
from pathlib import Path
from index.lock import HomeLock
held = HomeLock(Path(sys.argv[1]))
print(flush=True)
input()
"""
CORPUS = '{"doc_id": "a", "title": "Ferries", "text": "Twelve ferries left Norhavn.", "source": "Norhavn Gazette"}\n'


@pytest.fixture
def settings(tmp_path, cache):
    return IndexSettings(tmp_path / "home", cache)


def test_a_home_that_is_not_there_yet_is_left_so(tmp_path) -> None:
    home = tmp_path / "some" / "home"
    assert not check_writable(home)
    assert process_in(home) is None
    assert list(tmp_path.iterdir()) == []


def test_a_home_that_is_there_stays_as_it_is(tmp_path) -> None:
    assert check_writable(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_home_that_is_a_file_cannot_be_used(tmp_path) -> None:
    (tmp_path / "home").write_text("")
    for home in (tmp_path / "home", tmp_path / "home" / "deeper"):
        with pytest.raises(HomeError):
            check_writable(home)


def test_whoever_has_a_home_open_is_named_with_their_command(tmp_path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        process.stdout.readline()
        found = process_in(tmp_path)
        assert found is not None
        assert found.pid == str(process.pid)
        assert str(tmp_path) in found.command
        process.kill()
    assert process_in(tmp_path) is None


def test_a_process_that_died_and_left_its_number_holds_nothing(tmp_path) -> None:
    (tmp_path / "lock.pid").write_text(str(os.getppid()))
    assert process_in(tmp_path) is None


def test_a_home_without_a_catalog_is_told_and_gets_none(settings) -> None:
    settings.home.mkdir()
    assert index_health(settings) is None
    assert list(settings.home.iterdir()) == []


def test_an_index_is_told_while_another_has_it_open(settings, tmp_path) -> None:
    corpus = tmp_path / "corpus.jsonl"
    corpus.write_text(CORPUS)
    with open_archive(settings) as archive:
        archive.sync([corpus])
        found = index_health(settings)
        assert found is not None
        assert (found.documents, found.passages, found.unfinished) == (1, 1, 0)
        assert found.outlets == ("Norhavn Gazette",)
        assert found.manifest is not None
        assert found.manifest.embedding == "minilm"
        with archive.engine.begin() as connection:  # as a run leaves it that is killed before its end
            connection.execute(versions.update().where(versions.c.state == LIVE).values(state=STAGED))
        left = index_health(settings)
        assert left is not None
        assert (left.documents, left.unfinished) == (0, 1)


def test_a_database_that_does_not_answer_is_named(tmp_path, cache) -> None:
    with pytest.raises(HomeError, match="unable to open"):
        index_health(IndexSettings(tmp_path, cache, database_url=f"sqlite:///{tmp_path}/missing/catalog.sqlite"))


def test_the_model_is_the_published_one_or_not_there_yet(settings, tmp_path) -> None:
    assert model_health(settings).there
    elsewhere = IndexSettings(tmp_path, tmp_path / "cache")
    assert not model_health(elsewhere).there
    assert not (tmp_path / "cache").exists()


def test_a_model_of_other_content_is_refused(settings, tmp_path) -> None:
    other = model_folder(tmp_path)
    shutil.copytree(model_folder(settings.cache), other)
    with (other / "tokenizer.json").open("r+b") as file:
        file.write(b"?")
    with pytest.raises(ModelError, match=r"tokenizer\.json is not the file"):
        model_health(IndexSettings(tmp_path, tmp_path))


def test_a_name_that_is_no_models_is_refused(tmp_path) -> None:
    with pytest.raises(ModelError, match="names no embedding model"):
        model_health(IndexSettings(tmp_path, tmp_path, "norhavn"))


def test_a_chroma_server_that_is_not_there_is_named() -> None:
    with pytest.raises(HomeError, match="READOUT_CHROMA_URL"):
        check_chroma("http://127.0.0.1:9")
