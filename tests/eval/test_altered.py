"""The archive as each ablation needs it: what is in it besides, or in which order it was indexed."""

from __future__ import annotations

import gzip
import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from assistant.settings import Settings
from eval.altered import SHIPPED_NOISE, altered
from eval.cases import CaseFiles
from eval.errors import SuiteError
from eval.suite import Ablation, Suite
from index.archive import open_archive
from index.progress import silent
from tests.assistant.newsroom import write_newsroom

if TYPE_CHECKING:
    from collections.abc import Iterable

    from index.types import Document

NO_CASES = CaseFiles((), 0, frozenset())
PAPERS = ("gazette-february", "kettles", "orchard", "press-april", "press-february", "press-july")


def index(home: Path, cache: Path, *paths: Path) -> Settings:
    settings = Settings(_env_file=None, home=home, cache=cache)
    with open_archive(settings.for_index()) as archive:
        archive.sync(paths)
    return settings


def content(settings: Settings) -> tuple[str, dict[str, Document]]:
    """The name of all that a home holds, and its documents."""
    with open_archive(settings.for_index()) as archive:
        documents = (archive.document(one.document_id) for one in archive.documents())
        return archive.version(), {one.document_id: one for one in documents}


def documents_of(
    ablation: Ablation, suite: Suite, settings: Settings, cited: Iterable[str] = ()
) -> dict[str, Document]:
    with altered(ablation, suite, settings, frozenset(cited), silent) as other:
        return content(other)[1]


@pytest.fixture(scope="module")
def suite(tmp_path_factory: pytest.TempPathFactory) -> Suite:
    folder = tmp_path_factory.mktemp("suite")
    return Suite("newsroom", folder / "suite.yaml", NO_CASES, archive=write_newsroom(folder / "papers"))


@pytest.fixture(scope="module")
def settings(suite: Suite, cache: Path, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """The archive as it is; no test may change it."""
    assert suite.archive is not None
    return index(tmp_path_factory.mktemp("home"), cache, suite.archive)


@pytest.fixture(scope="module")
def moths(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A suite's own noise."""
    path = tmp_path_factory.mktemp("noise") / "moths.jsonl"
    path.write_text('{"doc_id": "moths", "text": "Moths were counted in Dell."}\n', encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def shipped(suite: Suite, settings: Settings) -> list[Document]:
    """The noise that comes with the program."""
    return [one for name, one in documents_of("noise", suite, settings).items() if name not in PAPERS]


@pytest.mark.parametrize("ablation", ["gold_removal", "paraphrase"])
def test_where_only_the_question_changes_the_archive_is_as_it_was(
    ablation: Ablation, suite: Suite, settings: Settings
) -> None:
    with altered(ablation, suite, settings, frozenset(PAPERS), silent) as same:
        assert same == settings


@pytest.mark.parametrize("ablation", ["duplicates", "noise", "order"])
def test_the_archive_itself_is_not_touched_and_the_altered_one_is_thrown_away(
    ablation: Ablation, suite: Suite, settings: Settings, moths: Path
) -> None:
    before = content(settings)
    with altered(ablation, replace(suite, noise=moths), settings, frozenset(PAPERS[:1]), silent) as other:
        assert other.home != settings.home
        assert other.home.is_dir()
    assert not other.home.exists()
    assert content(settings) == before


def test_a_copy_has_the_words_title_and_date_of_its_article_in_an_outlet_that_was_not_there(
    suite: Suite, settings: Settings
) -> None:
    before = content(settings)[1]
    after = documents_of("duplicates", suite, settings, {"kettles", "press-april"})
    copies = [one for name, one in after.items() if name not in before]
    assert len(copies) == 2
    assert {name: after[name] for name in before} == before
    for copy, original in zip(copies, (before["kettles"], before["press-april"]), strict=True):
        assert (copy.text, copy.title, copy.published_on) == (original.text, original.title, original.published_on)
        assert copy.outlet not in {None, *(one.outlet for one in before.values())}
        assert copy.event_id == original.event_id


def test_nothing_cited_is_nothing_copied(suite: Suite, settings: Settings) -> None:
    assert tuple(documents_of("duplicates", suite, settings)) == PAPERS


def test_a_copy_of_a_copy_has_a_name_and_an_outlet_of_its_own(suite: Suite, settings: Settings) -> None:
    with altered("duplicates", suite, settings, frozenset({"kettles"}), silent) as once:
        (name,) = set(content(once)[1]) - set(PAPERS)
        twice = documents_of("duplicates", suite, once, {"kettles", name})
    new = [one for key, one in twice.items() if key not in {*PAPERS, name}]
    assert len(new) == 2
    assert len({one.document_id.casefold() for one in twice.values()}) == 9
    assert all(one.outlet != twice[name].outlet for one in new)


def test_noise_is_what_is_shipped_unless_the_suite_names_its_own(
    suite: Suite, settings: Settings, moths: Path, shipped: list[Document]
) -> None:
    lines = SHIPPED_NOISE.read_text("utf-8").splitlines()
    assert {one.document_id for one in shipped} == {json.loads(line)["doc_id"] for line in lines}
    assert set(documents_of("noise", replace(suite, noise=moths), settings)) == {*PAPERS, "moths"}


def test_noise_that_cannot_be_read_is_refused_with_the_reason(suite: Suite, settings: Settings, tmp_path: Path) -> None:
    bad = tmp_path / "bad.jsonl"
    bad.write_text('{"doc_id": "moths"}\n', encoding="utf-8")
    with pytest.raises(SuiteError, match=r"bad\.jsonl:1 cannot be indexed: line 1 has no \"text\""):
        documents_of("noise", replace(suite, noise=bad), settings)


def test_the_shipped_noise_is_many_reports_of_no_day_of_their_own(shipped: list[Document]) -> None:
    """A dated one could be an archive's latest, or belong to a month that is asked for."""
    assert len(shipped) >= 40
    assert all(one.outlet and one.title for one in shipped)
    assert all(150 <= len(one.text.split()) <= 250 for one in shipped)
    assert [one for one in shipped if one.published_on or one.event_on] == []


def test_another_order_leaves_the_same_content_read_in_two_halves(suite: Suite, settings: Settings) -> None:
    read: list[int] = []

    def progress(stage: str, done: int, total: int) -> None:
        if stage == "index" and done == 0:
            read.append(total)

    with altered("order", suite, settings, frozenset(), progress) as other:
        assert content(other)[0] == content(settings)[0]
    assert read == [3, 3]


def write_mixed(folder: Path) -> Path:
    """Folders in folders, what is known of their files, a linked folder, and a corpus, gzipped."""
    write_newsroom(folder / "north")
    (folder / "deep" / "er").mkdir(parents=True)
    (folder / "deep" / "er" / "frost report.txt").write_text("Frost spoilt forty trees in Dell.", encoding="utf-8")
    (folder / "deep" / "er" / "sources.toml").write_text(
        '["frost report.txt"]\noutlet = "Dell Post"\npublished_on = 2021-05-20\n', encoding="utf-8"
    )
    linked = folder.with_name("linked")
    linked.mkdir()
    (linked / "moths.txt").write_text("Moths were counted in Dell.", encoding="utf-8")
    (folder / "more").symlink_to(linked)
    lines = [{"_id": f"line-{n}", "text": f"The guild of Brindle sold {n + 2} kettles."} for n in range(3)]
    lines.append({"text": "A line without an id."})
    with gzip.open(folder / "corpus.jsonl.gz", "wt", encoding="utf-8") as corpus:
        corpus.write("\n".join(map(json.dumps, lines)))
    return folder


def test_another_order_keeps_ids_and_what_is_known_of_files(cache: Path, tmp_path: Path) -> None:
    archive = write_mixed(tmp_path / "archive")
    settings = index(tmp_path / "home", cache, archive)
    before = content(settings)[1]
    assert {"deep-er-frost-report", "more-moths", "north-kettles", "line-2"} < set(before)
    after = documents_of("order", Suite("mixed", tmp_path, NO_CASES, archive=archive), settings)
    assert {name: replace(one, origin="") for name, one in after.items()} == {
        name: replace(one, origin="") for name, one in before.items()
    }


def test_a_corpus_is_read_from_its_last_line_to_its_first(cache: Path, tmp_path: Path) -> None:
    """The line that cannot be used is the second of three from above, the third of four from below."""
    corpus = tmp_path / "corpus.jsonl"
    text = "The guild of Brindle sold kettles."
    corpus.write_text("\n".join(json.dumps({"text": one}) for one in ("a", "", text, "b")), encoding="utf-8")
    settings = Settings(_env_file=None, home=tmp_path / "home", cache=cache)
    suite = Suite("corpus", tmp_path, NO_CASES, archive=corpus)
    with pytest.raises(SuiteError, match=r"corpus\.jsonl:3 cannot be indexed: line 3 has no"):
        documents_of("order", suite, settings)


def test_one_file_is_an_archive_too(cache: Path, suite: Suite, tmp_path: Path) -> None:
    assert suite.archive is not None
    settings = index(tmp_path / "home", cache, suite.archive / "kettles.txt")
    one = replace(suite, archive=suite.archive / "kettles.txt")
    assert documents_of("order", one, settings)["kettles"].outlet == "Brindle Post"


def test_nothing_has_no_order(tmp_path: Path, cache: Path) -> None:
    settings = Settings(_env_file=None, home=tmp_path / "home", cache=cache)
    with altered("order", Suite("nothing", tmp_path, NO_CASES), settings, frozenset(), silent) as same:
        assert same == settings


def test_an_index_without_its_files_cannot_be_indexed_in_another_order(settings: Settings) -> None:
    suite = Suite("ready", Path("suite.yaml"), NO_CASES, home=settings.home)
    with pytest.raises(SuiteError, match=r"suite\.yaml: another order of indexing needs the archive's files"):
        documents_of("order", suite, settings)


@pytest.mark.parametrize("where", [{"chroma_url": "http://localhost:1"}, {"database_url": "postgresql://localhost/x"}])
def test_an_index_that_is_kept_on_a_server_is_not_copied(
    where: dict[str, str], suite: Suite, settings: Settings
) -> None:
    with pytest.raises(SuiteError, match="kept on a server cannot be copied"):
        documents_of("noise", suite, settings.model_copy(update=where))
