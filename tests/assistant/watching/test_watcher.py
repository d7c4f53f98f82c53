"""What is news to an archive that grows, and what is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.assistant.watching.desk import (
    EARLIER,
    FERRY,
    FIRE,
    FIRE_ELSEWHERE,
    MORE,
    MUSEUM,
    REPRINT,
    Desk,
    opened,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

GAZETTE, HERALD, ISLAND = "Norhavn Gazette", "Coast Herald", "Island Post"


@pytest.fixture
def desk(tmp_path: Path, cache: Path) -> Iterator[Desk]:
    """An archive that was looked at once, with two reports in it."""
    with opened(tmp_path, cache) as desk:
        desk.index(FERRY, MUSEUM)
        assert desk.watcher.examine() == ()
        yield desk


def test_what_is_there_at_the_first_look_is_known(tmp_path: Path, cache: Path) -> None:
    with opened(tmp_path, cache) as desk:
        desk.index(FERRY, MORE, FIRE, FIRE_ELSEWHERE)
        assert desk.watcher.examine() == ()
        assert desk.watcher.examine() == ()


def test_an_archive_that_is_empty_at_first_takes_its_first_documents_as_known(tmp_path: Path, cache: Path) -> None:
    with opened(tmp_path, cache) as desk:
        assert desk.watcher.examine() == ()
        desk.index(FERRY, MORE)
        assert desk.watcher.examine() == ()


def test_a_new_figure_is_told_with_both_quotes(desk: Desk) -> None:
    desk.index(MORE)
    (news,) = desk.watcher.examine()
    assert news.document_id == "ferry-may"
    assert news.told.discrepancy.kind == "series"
    assert [value.number for value in news.told.discrepancy.values] == [12_400, 31_900]
    assert news.headline == "There is a new figure for cars: 31,900 (14 May 2024); before: 12,400 (6 February 2024)."
    quoted = {citation.document_id: citation for citation in news.told.citations}
    assert set(quoted) == {"ferry-february", "ferry-may"}
    for document_id, citation in quoted.items():
        text = desk.assistant.archive.document(document_id).text
        assert text[citation.start : citation.end] == citation.quote


def test_news_is_found_once_also_after_a_restart(desk: Desk, tmp_path: Path, cache: Path) -> None:
    desk.index(MORE)
    assert len(desk.watcher.examine()) == 1
    assert desk.watcher.examine() == ()
    desk.assistant.close()
    with opened(tmp_path, cache) as again:
        assert again.watcher.examine() == ()
        again.index(FIRE)
        assert again.watcher.examine() == ()


def test_a_reprint_of_the_new_figure_is_no_news(desk: Desk) -> None:
    desk.index(MORE)
    desk.watcher.examine()
    desk.index(REPRINT)
    assert desk.watcher.examine() == ()


def test_report_and_reprint_that_come_together_are_one_news(desk: Desk) -> None:
    desk.index(REPRINT, MORE)
    (news,) = desk.watcher.examine()
    assert news.document_id == "ferry-may"  # which was published first


def test_what_is_indexed_again_unchanged_is_no_news(desk: Desk) -> None:
    desk.index(rebuild=True)
    assert desk.watcher.examine() == ()


def test_a_document_that_comes_under_another_name_is_no_news(desk: Desk) -> None:
    desk.index(MORE)
    desk.watcher.examine()
    desk.index({**MORE, "doc_id": "ferry-renamed"}, without=("ferry-may",))
    assert desk.watcher.examine() == ()


def test_a_document_that_is_removed_and_comes_back_is_no_news(desk: Desk) -> None:
    desk.index(MORE)
    desk.watcher.examine()
    desk.index(without=("ferry-may",))
    assert desk.watcher.examine() == ()
    desk.index(MORE)
    assert desk.watcher.examine() == ()


def test_of_a_document_that_changed_only_what_it_did_not_say_before_is_news(tmp_path: Path, cache: Path) -> None:
    with opened(tmp_path, cache) as desk:
        desk.index(FERRY, MORE, FIRE)
        desk.watcher.examine()
        desk.index({**MORE, "text": MORE["text"] + " A second ship is to be ordered."})
        assert desk.watcher.examine() == ()
        desk.index({**FIRE, "text": "A fire broke out in Norhavn.\n\n" + MORE["text"].replace("31,900", "44,700")})
        (news,) = desk.watcher.examine()
        assert news.document_id == "fire-gazette"


def test_an_older_report_that_comes_in_later_is_said_to_be_one(desk: Desk) -> None:
    desk.index(EARLIER)
    (news,) = desk.watcher.examine()
    assert news.headline == (
        "An older report came in with an earlier figure for cars: 5,100 (20 December 2023); "
        "the archive had 12,400 (6 February 2024)."
    )


def test_two_new_documents_that_contradict_each_other_are_news(desk: Desk) -> None:
    desk.index(FIRE, FIRE_ELSEWHERE)
    (news,) = desk.watcher.examine()
    assert news.told.discrepancy.kind == "conflict"
    assert {value.number for value in news.told.discrepancy.values} == {11, 17}


def test_a_figure_that_contradicts_another_is_no_new_value_of_a_series_besides(desk: Desk) -> None:
    call = "On 6 February 2024, harbour master Ada Holm phoned mayor Bo Melby. Holm said that {} cars have crossed the"
    text = call + " Vik Sund since 9 November 2023."
    sund = {"title": "Ada Holm and Bo Melby talk about the Sund", "published_at": "2024-02-07"}
    desk.index({**MORE, **sund, "doc_id": "call-gazette", "source": "Norhavn Gazette", "text": text.format("12,400")})
    later = text.replace("6 February", "14 May").format("31,900")
    desk.index({**MORE, **sund, "doc_id": "call-may", "published_at": "2024-05-15", "text": later})
    desk.watcher.examine()
    desk.index({**MORE, **sund, "doc_id": "call-island", "source": "Island Post", "text": text.format("17,300")})
    (news,) = desk.watcher.examine()
    assert news.told.discrepancy.kind == "conflict"
    assert {value.number for value in news.told.discrepancy.values} == {12_400, 17_300}


def test_work_that_is_interrupted_is_taken_up_where_it_stopped(desk: Desk) -> None:
    def interrupt(stage: str, done: int, _total: int) -> None:
        if stage == "examine" and done == 2:
            raise KeyboardInterrupt

    desk.index(EARLIER, MORE, FIRE, FIRE_ELSEWHERE)  # by day: December, May, and the two of August
    with pytest.raises(KeyboardInterrupt):
        desk.watcher.examine(interrupt)
    told: list[tuple[int, int]] = []
    left = desk.watcher.examine(lambda _stage, done, total: told.append((done, total)))
    assert told == [(0, 2), (1, 2), (2, 2)]
    assert [news.document_id for news in left] == ["fire-herald"]
    desk.ledger.subscribe(["C1"], 0.0)
    due = desk.ledger.due("C1", None, before=desk.now, left=0.0)
    assert {one.news.document_id for one in due} == {"ferry-december", "ferry-may", "fire-herald"}


def test_a_view_that_does_not_have_an_outlet_learns_nothing_from_it(desk: Desk) -> None:
    islands, coast = (ISLAND,), (GAZETTE, HERALD)
    desk.index(MORE)
    found = desk.watcher.examine(views=[islands, coast])
    assert [news.view for news in found] == [coast]
    desk.index(REPRINT)
    # The islands see the reprint only: there it stands against nothing.
    assert desk.watcher.examine(views=[islands, coast]) == ()
    desk.index(EARLIER)
    (news,) = desk.watcher.examine(views=[islands])
    assert {citation.outlet for citation in news.told.citations} == {ISLAND}


def test_examining_a_document_costs_less_than_a_few_questions(desk: Desk) -> None:
    """Counted in searches, which are what grows with the archive: one for each sentence with an amount, to a limit."""
    sentences = [f"The harbour of Vik has let {100 + n} boats number {n} pass since May." for n in range(40)]
    desk.index({**MUSEUM, "doc_id": "long", "text": " ".join(sentences)})
    searched: list[str] = []

    class Counting:
        def __init__(self) -> None:
            self._archive = desk.assistant.archive

        def __getattr__(self, name: str) -> object:
            if name == "search":
                searched.append(name)
            return getattr(self._archive, name)

    vars(desk.assistant)["archive"] = Counting()
    desk.watcher.examine()
    assert 0 < len(searched) <= 12


def test_older_reports_that_differ_among_each_other_only_are_no_news(tmp_path: Path, cache: Path) -> None:
    """The new report counts on one day what two known ones count differently on another."""
    with opened(tmp_path, cache) as desk:
        desk.index(FIRE, FIRE_ELSEWHERE, FERRY, EARLIER)
        desk.watcher.examine()
        desk.index(MORE, {**FIRE, "doc_id": "fire-island", "source": ISLAND})
        news = desk.watcher.examine()
        assert [one.document_id for one in news] == ["ferry-may"]
        assert [value.number for value in news[0].told.discrepancy.values] == [5_100, 12_400, 31_900]
