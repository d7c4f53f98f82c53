import random
import time
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.attribution import people
from index.events import group, mention
from index.prose import read_prose
from index.types import DocumentSummary, EventMention, Person, Precision


def read(text: str, *, title: str = "", published_on: date | None = None) -> EventMention:
    prose = read_prose(text)
    return mention(prose, title, published_on, people(prose))


def summary(
    document_id: str,
    found: EventMention,
    *,
    published_on: date | None = None,
    captured_on: date | None = None,
    title: str = "",
) -> DocumentSummary:
    return DocumentSummary(
        document_id, title, document_id, None, None, published_on, captured_on, found, None, None, None
    )


def call(
    on: date | None = None,
    names: tuple[str, ...] = ("Ada Roe", "Bo Lund"),
    *,
    kind: str = "call",
    month: int | None = None,
    day: int | None = None,
) -> EventMention:
    precision: Precision | None = "stated" if on else None
    return EventMention(kind, on, precision, on.month if on else month, on.day if on else day, names)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("President Ada Roe spoke with Prime Minister Bo Lund by telephone on Friday.", "call"),
        ("Chancellor Ada Roe met King Bo of Lund in Basel to talk about salt.", "meeting"),
        ("Foreign Minister Ada Roe arrived in Lima for a three-day stay.", "visit"),
        ("Leaders of nine countries gathered for a summit in Oslo on Tuesday.", "summit"),
        ("Two trains collided near Bergamo early on Sunday, police said.", "accident"),
        ("Voters in Malta go to the polls to choose a new parliament.", "vote"),
        ("A shelling of the harbour killed two people, the mayor said.", "attack"),
        ("Nine thousand teachers joined a protest in the capital on Monday.", "protest"),
        ("The price of rice rose again, traders in Accra said.", "report"),
    ],
)
def test_the_lead_tells_the_kind_of_event(text: str, kind: str) -> None:
    assert read(text).kind == kind


def test_a_day_with_its_year_is_stated() -> None:
    found = read("On 4 May 2021, President Ada Roe phoned Prime Minister Bo Lund.")
    assert (found.on, found.precision) == (date(2021, 5, 4), "stated")
    assert found.participants == ("Ada Roe", "Bo Lund")


def test_the_year_of_publication_completes_a_day() -> None:
    text = "On December 30, President Ada Roe phoned Prime Minister Bo Lund."
    found = read(text, published_on=date(2022, 1, 2))
    assert (found.on, found.precision) == (date(2021, 12, 30), "stated")


def test_a_day_without_any_year_keeps_month_and_day() -> None:
    found = read("On December 30, President Ada Roe phoned Prime Minister Bo Lund.")
    assert (found.on, found.precision, found.month, found.day) == (None, None, 12, 30)


def test_a_weekday_counts_back_from_the_publication_and_is_inferred() -> None:
    text = "President Ada Roe phoned Prime Minister Bo Lund late on Monday."
    found = read(text, published_on=date(2024, 5, 14))
    assert (found.on, found.precision) == (date(2024, 5, 13), "inferred")
    assert read(text).on is None


def test_a_day_soon_after_publication_is_an_announcement_of_that_day() -> None:
    text = "On January 20, President Ada Roe will meet Prime Minister Bo Lund in Basel."
    assert read(text, published_on=date(2023, 12, 21)).on == date(2024, 1, 20)


def test_a_day_long_before_publication_is_background_unless_it_is_a_meeting_of_two() -> None:
    court = "The court said the riot of the night on January 6, 2021 was planned."
    assert read(court, published_on=date(2023, 12, 22)).on is None
    assert read(court, published_on=date(2021, 1, 9)).on == date(2021, 1, 6)
    met = "On January 6, 2021, President Ada Roe met Prime Minister Bo Lund."
    assert read(met, published_on=date(2023, 12, 22)).on == date(2021, 1, 6)


def test_a_day_since_which_something_lasts_is_not_the_day_of_the_event() -> None:
    text = "Since May 3, 2020, the road is closed, President Ada Roe told Bo Lund by phone on June 9, 2020."
    assert read(text).on == date(2020, 6, 9)
    assert read("The road has been closed since May 3, 2020, Ada Roe said by phone.").on is None


def test_a_dateline_is_not_the_day_of_the_event() -> None:
    text = "NEWS 22 March 2023 - 08:01\n\nPresident Ada Roe phoned Prime Minister Bo Lund about salt."
    assert read(text).on is None


def test_people_named_by_their_office_take_part() -> None:
    text = (
        "The president of Malta has talked with Prime Minister Bo Lund over the phone.\n\n"
        "President of Malta Ada Roe said it was late."
    )
    assert set(read(text).participants) == {"Ada Roe", "Bo Lund"}


def test_reports_of_one_call_are_one_event() -> None:
    monday = date(2024, 5, 13)
    grouping = group(
        [
            summary("a", call(monday)),
            summary("b", call(monday, ("Bo Lund", "Adah Roe"))),
            summary("c", call(monday + timedelta(days=30))),
        ]
    )
    assert [event.document_ids for event in grouping.events] == [("a", "b"), ("c",)]
    assert grouping.events[0].event_id == "2024-05-13-call-lund-roe"
    assert [place.event_on for place in grouping.placements] == [monday, monday, monday + timedelta(days=30)]


def test_two_calls_of_one_person_on_one_day_are_two_events() -> None:
    monday = date(2024, 5, 13)
    found = group([summary("a", call(monday)), summary("b", call(monday, ("Ada Roe", "Cy Ott")))])
    assert len(found.events) == 2


def test_a_missing_year_comes_from_the_capture_of_the_page() -> None:
    found = group([summary("a", call(month=7, day=12), captured_on=date(2023, 3, 1))])
    assert [(e.on, e.precision) for e in found.events] == [(date(2022, 7, 12), "inferred")]


def test_a_missing_year_comes_from_what_else_the_archive_holds_of_the_same_people() -> None:
    dated = [summary(str(year), call(date(year, 3, 1))) for year in (2019, 2021)]
    dated.append(summary("more", call(date(2021, 8, 2))))
    dated.append(summary("others", call(date(2024, 3, 1), ("Cy Ott", "Di Poe"))))
    (place,) = group([summary("x", call(month=9, day=1)), *dated]).placements[:1]
    assert (place.event_on, place.precision) == (date(2021, 9, 1), "inferred")


def test_a_year_that_nothing_tells_stays_unknown() -> None:
    found = group([summary("x", call(month=9, day=1)), summary("y", call(date(2020, 1, 1), ("Cy Ott", "Di Poe")))])
    assert found.placements[0].event_id is None


def test_a_report_without_a_day_joins_the_one_call_just_before_it_appeared() -> None:
    day = date(2024, 5, 13)
    late = summary("late", call(), published_on=day + timedelta(days=1))
    much_later = summary("much later", call(), published_on=day + timedelta(days=9))
    found = group([summary("a", call(day)), late, much_later])
    assert found.events[0].document_ids == ("a", "late")
    assert found.placements[1].precision == "inferred"
    assert found.placements[2].event_id is None


def test_a_statement_of_one_of_them_is_not_the_call() -> None:
    day = date(2024, 5, 13)
    alone = summary("b", call(day, ("Ada Roe",), kind="statement"))
    assert len(group([summary("a", call(day)), alone]).events) == 2


def test_accidents_without_names_are_one_event_only_under_one_title() -> None:
    day = date(2024, 5, 13)
    crash = call(day, (), kind="accident")
    titles = ["Trains collide", "Trains collide", "Ferry sinks"]
    found = group([summary(str(i), crash, title=title) for i, title in enumerate(titles)])
    assert sorted(event.document_ids for event in found.events) == [("0", "1"), ("2",)]


@pytest.mark.parametrize(
    "text",
    [
        "Holt Foods plc is extending the recall announced on March 4 to rye bread.",
        "Holt Foods plc is recalling every loaf made before March 4.",
        "Holt Foods plc has paused its mill, which was opened on March 4, until further notice.",
        "Holt Foods plc will open a new mill on March 29 in Trent.",
        "Holt Foods plc will pay its workers, a day after they walked out since March 4.",
    ],
)
def test_an_announcement_is_of_the_day_it_was_published_not_of_a_day_in_its_background(text: str) -> None:
    found = read(text, published_on=date(2024, 3, 22))
    assert (found.on, found.precision, found.month) == (date(2024, 3, 22), "inferred", None)


def test_an_announcement_made_the_day_before_has_that_day() -> None:
    text = "Holt Foods announced on Thursday that it was closing its mill."
    found = read(text, published_on=date(2024, 3, 22))
    assert (found.kind, found.on) == ("statement", date(2024, 3, 21))


def test_when_they_last_spoke_is_not_when_they_speak() -> None:
    text = "President Ada Roe phoned Prime Minister Bo Lund about salt. Ms Roe and Mr Lund last spoke on January 10."
    found = read(text, published_on=date(2024, 2, 13))
    assert (found.kind, found.on) == ("call", None)


@pytest.mark.parametrize(
    "text",
    [
        "Holt Foods is recalling every loaf. It has received four reports of small kitchen fires.",
        "Holt Foods has widened its recall. The company said it had received reports.",
        "Police are looking for witnesses after a cup was stolen from a court.",
        "The bank cut its rate on Thursday. It will decide meeting by meeting.",
        "The mill, which was hit by a flood, opened its doors again.",
    ],
)
def test_what_a_report_mentions_by_the_way_is_not_its_kind(text: str) -> None:
    assert read(text).kind == "report"


def test_what_people_died_of_is_the_kind() -> None:
    assert read("Six people died after a ferry capsized in the bay.").kind == "accident"


def test_a_spokesman_takes_no_part_and_a_counterpart_is_found_where_he_is_named() -> None:
    text = (
        "Lumia will open its ports, Prime Minister Ada Roe told her Norvian counterpart in a telephone call on Monday. "
        "A Lumian government spokesman, Arvid Kral, declined to say more. Ms Roe and Mr Lund last spoke on January 10. "
        "Mr Lund leaves on Sunday."
    )
    assert read(text, published_on=date(2024, 2, 13)).participants == ("Ada Roe", "Lund")


def test_a_counterpart_is_who_holds_the_same_office_in_that_place() -> None:
    text = (
        "Prime Minister Ada Roe phoned her Norvian counterpart on Monday. Norvian Farm Minister Cy Ott was not told. "
        "Prime Minister of Norvia Bo Lund was pleased."
    )
    assert read(text).participants == ("Ada Roe", "Bo Lund")


def test_a_company_and_a_newspaper_that_report_one_announcement_are_one_event() -> None:
    day = date(2024, 3, 4)
    found = [
        summary("release", call(day, ("Holt Foods",), kind="statement"), title="Holt Foods recalls rye bread"),
        summary("paper", call(day, ("Holt Foods",), kind="report"), title="Trent bakery tells shops to return bread"),
        summary("other", call(day, ("Holt Foods",), kind="statement"), title="Holt Foods names new chairman"),
    ]
    assert sorted(event.document_ids for event in group(found).events) == [("other",), ("paper", "release")]


def test_a_company_takes_part_in_what_it_announces() -> None:
    text = "Trent-based Holt Foods on Monday recalled 3,000 loaves. “I bit on a nail,” said pensioner Gerald Ott."
    assert read(text).participants == ("Holt Foods",)


def test_organisations_are_told_apart_by_all_of_their_name() -> None:
    day = date(2024, 3, 4)
    titles = {"Cedar Bank": "Cedar Bank cuts rates", "River Bank": "River Bank keeps its rates"}
    listed = [
        replace(summary(name, call(day, (name,), kind="statement"), title=title), people=(Person("Ada Roe"),))
        for name, title in titles.items()
    ]
    assert len(group(listed).events) == 2


NAMES = ("Ada Roe", "Bo Lund", "Cy Ott", "Di Poe")
MENTIONS = st.builds(
    lambda day, known, names, kind: call(
        date(2020, 1, day) if known else None, tuple(names), kind=kind, month=1, day=day
    ),
    st.integers(1, 3),
    st.booleans(),
    st.lists(st.sampled_from(NAMES), max_size=3, unique=True),
    st.sampled_from(("call", "meeting", "statement", "report", "accident")),
)


@given(st.lists(MENTIONS, max_size=12), st.randoms(use_true_random=False))
def test_events_do_not_depend_on_the_order(found: list[EventMention], rng: random.Random) -> None:
    summaries = [summary(f"d{i}", m, published_on=date(2020, 1, 4), title="t") for i, m in enumerate(found)]
    shuffled = summaries[:]
    rng.shuffle(shuffled)
    grouping = group(summaries)
    assert grouping.events == group(shuffled).events
    assert len({event.event_id for event in grouping.events}) == len(grouping.events)
    placed = {p.document_id: p.event_id for p in grouping.placements if p.event_id}
    assert placed == {d: e.event_id for e in grouping.events for d in e.document_ids}


def test_fifty_thousand_documents_are_grouped_in_seconds() -> None:
    days = [date(2020, 1, 1) + timedelta(days=i % 900) for i in range(50_000)]
    summaries = [summary(str(i), call(day, ("Ada Roe", f"Bo Lund{i % 7}"))) for i, day in enumerate(days)]
    began = time.process_time()
    assert len(group(summaries).events) == 900 * 7
    assert time.process_time() - began < 20
