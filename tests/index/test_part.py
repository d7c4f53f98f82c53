"""Two outlets' reports of one call: one names its year, the other learns it from that one."""

from __future__ import annotations

import inspect
from datetime import date
from typing import TYPE_CHECKING

import pytest

from index.archive import Archive
from index.errors import InputError
from index.part import Part
from index.types import Filters
from tests.index.stand_in import small_archive, write_corpus

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

DATED = {
    "doc_id": "dated",
    "title": "Holm and Ruzic speak",
    "text": "On 1 September 2021, President Ada Holm made a phone call to Prime Minister Pavel Ruzic. Barges came up.",
    "source": "Harbour Gazette",
    "published_at": "2021-09-02",
}
UNDATED = {
    "doc_id": "undated",
    "title": "Ruzic and Holm on the phone",
    "text": "On September 1, President Ada Holm made a phone call to Prime Minister Pavel Ruzic. Barges were counted.",
    "source": "Dell Courier",
}
NAMELESS = {"doc_id": "nameless", "title": "Barges", "text": "Nobody knows who wrote of these barges."}


@pytest.fixture
def whole(tmp_path: Path) -> Iterator[Archive]:
    with small_archive(tmp_path / "home") as archive:
        archive.sync([write_corpus(tmp_path / "papers.jsonl", [DATED, UNDATED, NAMELESS])])
        yield archive


@pytest.fixture
def courier(whole: Archive) -> Part:
    return Part(whole, ["dell courier"])


def found(archive: Archive, filters: Filters) -> set[str]:
    return {one.passage.document_id for one in archive.search("barges", 10, filters)}


def test_only_what_its_outlets_published_is_there(whole: Archive, courier: Part) -> None:
    assert len(whole.documents()) == 3
    assert [one.document_id for one in courier.documents()] == ["undated"]
    assert courier.outlets() == ("Dell Courier",)
    assert courier.document("undated").text == UNDATED["text"]
    assert found(courier, Filters()) == {"undated"}
    assert (courier.passage_count(), whole.passage_count()) == (1, 3)


@pytest.mark.parametrize("document_id", ["dated", "nameless", "nowhere"])
def test_what_others_published_is_missing_like_what_never_was(courier: Part, document_id: str) -> None:
    with pytest.raises(InputError, match=rf"^There is no document '{document_id}' in the archive\.$"):
        courier.document(document_id)


def test_filters_cannot_reach_what_others_published(courier: Part) -> None:
    assert found(courier, Filters(outlets=("Harbour Gazette",))) == set()
    assert found(courier, Filters(outlets=("Harbour Gazette", "Dell Courier"))) == {"undated"}
    assert found(courier, Filters(document_ids=("dated", "undated"))) == {"undated"}
    assert found(courier, Filters(document_ids=("dated",))) == set()


def test_a_part_of_no_known_outlet_is_empty(whole: Archive) -> None:
    for nothing in (Part(whole, ["Nobody's Paper"]), Part(whole, [])):
        assert found(nothing, Filters()) == set()
        assert (nothing.documents(), nothing.events(), nothing.passage_count()) == ((), (), 0)


def test_a_year_that_only_another_outlet_knows_is_not_known(whole: Archive, courier: Part) -> None:
    assert whole.document("undated").event_on == date(2021, 9, 1)
    assert courier.document("undated").event_on is None
    assert [one.event_on for one in courier.documents()] == [None]
    assert whole.events()[0].document_ids == ("dated", "undated")
    assert courier.events() == ()


def test_filters_by_day_go_by_the_days_that_are_known_in_the_part(whole: Archive, courier: Part) -> None:
    autumn = Filters(since=date(2021, 8, 1), until=date(2021, 12, 31))
    assert found(whole, autumn) == {"dated", "undated"}
    assert found(courier, autumn) == set()
    assert found(Part(whole, ["Harbour Gazette", "Dell Courier"]), autumn) == {"dated", "undated"}
    assert found(Part(whole, ["Harbour Gazette"]), autumn) == {"dated"}


def test_a_part_follows_the_archive_when_it_changes(whole: Archive, courier: Part) -> None:
    assert courier.documents()
    whole.remove(["undated"])
    assert courier.documents() == ()
    assert found(courier, Filters()) == set()


def test_nothing_can_be_changed_through_it(courier: Part) -> None:
    for change in (courier.sync, courier.take, courier.remove):
        with pytest.raises(InputError):
            change([])
    for inner in ("uploads", "engine", "catalog"):
        with pytest.raises(InputError):
            getattr(courier, inner)


def test_all_that_an_archive_has_is_overridden_so_that_nothing_slips_through() -> None:
    public = {name for name, _ in inspect.getmembers(Archive) if not name.startswith("_")}
    assert public - vars(Part).keys() == set()
