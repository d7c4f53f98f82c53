from dataclasses import replace
from datetime import date

from assistant.serialise import DocumentView, document_page, search_result
from assistant.surfaces.terminal import (
    answer_lines,
    document_lines,
    listing_lines,
    search_lines,
    sync_lines,
    write_json,
    write_lines,
)
from assistant.types import Answer, Citation
from index.types import (
    DocumentSummary,
    Passage,
    Rejection,
    Removal,
    ScoredPassage,
    SyncReport,
)

CITED = Citation(
    number=1,
    document_id="pier",
    passage_id="p",
    title="The pier",
    outlet="Gazette",
    url=None,
    published_on=date(2023, 1, 23),
    event_on=date(2023, 1, 3),
    event_on_precision="inferred",
    speaker=None,
    quote="It is done.",
    start=10,
    end=21,
    also_reported_by=("quay", "dock"),
)
ANSWERED = Answer("Is it done?", "Is it done?", "answered", "“It is done.” [1]", citations=(CITED,))


def test_an_answer_is_followed_by_its_numbered_sources() -> None:
    assert list(answer_lines(ANSWERED)) == [
        "“It is done.” [1]",
        "",
        ("[1] The pier — Gazette, 23 Jan 2023 (event 3 Jan 2023, inferred) · pier:10-21 · also reported by quay, dock"),
    ]


def test_what_is_not_known_of_a_source_is_left_out() -> None:
    bare = replace(CITED, outlet=None, published_on=None, event_on=None, also_reported_by=())
    assert list(answer_lines(replace(ANSWERED, citations=(bare,))))[-1] == "[1] The pier · pier:10-21"


def test_a_follow_up_shows_how_it_was_understood() -> None:
    assert next(answer_lines(replace(ANSWERED, question="And?"))) == "(Is it done?)"


def test_how_an_answer_came_about_is_said_last() -> None:
    lines = list(answer_lines(replace(ANSWERED, notes=("The model was too slow.",))))
    assert lines[-2:] == ["", "Note: The model was too slow."]


def test_an_abstention_shows_what_is_near_shortened() -> None:
    near = replace(CITED, quote="long " * 100)
    lines = list(answer_lines(Answer("q", "q", "abstained", "Not there.", related=(near,))))
    assert lines[:3] == ["Not there.", "", "Related:"]
    assert lines[3].startswith("- The pier — Gazette")
    assert lines[4].endswith("…”")
    assert len(lines[4]) < 200


def test_passages_are_ranked_with_each_methods_score() -> None:
    found = ScoredPassage(Passage("p", "pier", 0, 9, 3), "Done.\nYes.", "The pier", None, None, 0.25, 0.5, None)
    assert list(search_lines(search_result("done?", [found]))) == [
        "1. The pier · pier:0-9",
        "   score 0.2500, dense 0.500, lexical -",
        "   Done.",
        "   Yes.",
        "",
    ]
    assert list(search_lines(search_result("done?", []))) == ["Nothing was found."]


def test_documents_are_listed_in_columns() -> None:
    def entry(name: str, outlet: str | None, published: date | None) -> DocumentSummary:
        return DocumentSummary(name, "T " + name, "o", outlet, None, published, None, None, None, None, None)

    lines = list(listing_lines(document_page([entry("a", "Gazette", date(2023, 1, 2)), entry("bcd", None, None)])))
    assert lines == [
        "document  published   event  outlet   title",
        "a         2023-01-02  -      Gazette  T a",
        "bcd       -           -      -        T bcd",
        "2 documents",
    ]


def test_what_cleaning_removed_is_shown_only_when_asked_for() -> None:
    view = DocumentView(
        document_id="pier",
        title="The pier",
        outlet=None,
        url=None,
        published_on=None,
        event_on=None,
        event_on_precision=None,
        event_id=None,
        origin="notes/pier.txt",
        byline=None,
        language=None,
        text="It is done.",
        sentences=(),
        passages=(),
        removed=(Removal("Subscribe!", "subscribe line"),),
    )
    assert "It is done." in list(document_lines(view, removed=False))
    assert not any("Subscribe!" in line for line in document_lines(view, removed=False))
    assert list(document_lines(view, removed=True))[-1] == "- subscribe line: Subscribe!"


def test_a_run_of_indexing_is_summed_up_with_reasons() -> None:
    report = SyncReport(
        added=("a", "b"),
        unchanged=("c",),
        rejected=(Rejection("x.bin", "It is not text."),),
        notes=("b.txt holds the same text as a.txt; both are kept",),
        passages=7,
        seconds=1.25,
    )
    assert list(sync_lines(report)) == [
        "2 added, 0 updated, 1 unchanged, 0 removed, 1 rejected; 7 passages, 1.2 s",
        "rejected x.bin: It is not text.",
        "note: b.txt holds the same text as a.txt; both are kept",
    ]


def test_control_characters_of_a_document_do_not_reach_the_terminal(capsys) -> None:
    write_lines(["a\x1b[2Jb\x07\x9bc\r", "tab\tstays"])
    assert capsys.readouterr().out == "a\ufffd[2Jb\ufffd\ufffdc\ufffd\ntab\tstays\n"
    write_lines(["\u202e16\u202c cranes, \u206616\u2069"])
    assert capsys.readouterr().out == "\ufffd16\ufffd cranes, \ufffd16\ufffd\n"


def test_json_is_written_as_it_reads(capsys) -> None:
    write_json({"a": "é", "on": date(2023, 1, 2)}, indent=None)
    assert capsys.readouterr().out == '{"a": "é", "on": "2023-01-02"}\n'
