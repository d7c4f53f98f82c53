"""How an answer is shown, on answers made up for it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from assistant.surfaces.openai.shown import show
from assistant.types import Answer, Citation

BASE = "http://127.0.0.1:8000/"
FERRY = Citation(
    number=1,
    document_id="ferries/may & june",
    passage_id="p",
    title="Ferry news",
    outlet="Gazette",
    url=None,
    published_on=date(1921, 5, 4),
    event_on=date(1921, 5, 3),
    event_on_precision="stated",
    speaker=None,
    quote="The ferry carried 12 cars.",
    start=7,
    end=33,
)
PIER = replace(FERRY, number=2, title="The\npier", outlet=None, published_on=None, event_on=None, url="https://a.b/c")
ANSWERED = Answer("q", "q", "answered", "It carried “12 cars” [1][2], as [7] or [x] do.", citations=(FERRY, PIER))
ABSTAINED = Answer("q", "q", "abstained", "The archive does not say.", related=(replace(FERRY, quote="x" * 200),))


def test_the_text_is_followed_by_its_sources() -> None:
    assert show(ANSWERED, BASE).whole == (
        "It carried “12 cars” [1][2], as [7] or [x] do.\n"
        "\n"
        "Sources:\n"
        "- [1] Ferry news (Gazette, published 1921-05-04, event of 1921-05-03): "
        "http://127.0.0.1:8000/#document=ferries%2Fmay+%26+june&start=7&end=33\n"
        "- [2] The pier: https://a.b/c"
    )


def test_each_marker_of_a_citation_is_found_by_its_place() -> None:
    markers = show(ANSWERED, BASE).markers
    assert [(one.start_index, one.end_index, one.document_id) for one in markers] == [
        (21, 24, "ferries/may & june"),
        (24, 27, "ferries/may & june"),
    ]
    assert [one.url for one in markers] == [
        "http://127.0.0.1:8000/#document=ferries%2Fmay+%26+june&start=7&end=33",
        "https://a.b/c",
    ]


def test_an_address_that_is_not_of_the_web_is_not_passed_on() -> None:
    for url in ("javascript:alert(1)", "file:///etc/hosts", "https://a.b/c d", "https://a.b\nhttps://c.d", "", "//a.b"):
        answer = replace(ANSWERED, citations=(replace(FERRY, url=url),))
        assert show(answer, BASE).markers[0].url.startswith(BASE + "#document=")


def test_an_abstention_offers_what_is_near_shortened() -> None:
    shown = show(ABSTAINED, BASE)
    assert shown.markers == ()
    assert shown.whole.startswith("The archive does not say.\n\nRelated:\n- Ferry news (Gazette, published ")
    assert f"“{'x' * 160}…” {BASE}#document=" in shown.whole


def test_an_answer_with_nothing_to_show_beside_it_is_its_text() -> None:
    assert show(replace(ABSTAINED, related=()), BASE).whole == "The archive does not say."


def test_how_an_answer_came_about_is_said_last() -> None:
    answer = replace(ANSWERED, notes=("The model was too slow.", "So this is quoted."))
    assert show(answer, BASE).whole.endswith("https://a.b/c\n\nNote: The model was too slow.\nNote: So this is quoted.")
