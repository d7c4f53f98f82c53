"""What is new is shown with its quotes; of a digest nothing is left out, and nothing is over a limit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.surfaces.slack.shown.alert_blocks import DIGEST, Alert, alert_message, digest_message
from assistant.surfaces.slack.shown.links import linked_to
from assistant.surfaces.slack.shown.message import read_aloud
from tests.assistant.surfaces.slack.answers import BARGES, KETTLES, LATER, PAGE, PASSED, SERIES, WORDING, answers, texts
from tests.assistant.surfaces.slack.readers import elements
from tests.assistant.surfaces.slack.test_blocks import harmless, held

if TYPE_CHECKING:
    from assistant.types import Answer

LINK = linked_to(PAGE)


def test_a_new_figure_is_shown_among_the_former_ones_each_with_its_quote() -> None:
    message = alert_message(SERIES, BARGES.citations, LINK, headline="A new figure for barges: more than 1,150.")
    assert read_aloud(message.blocks).split("\n") == [
        "A new figure for barges: more than 1,150.",
        "Barges, by date",
        f"- “{PASSED}” · Ada Holm · Norlund Press Office · 3 February 2021 [1] [2]",
        f"- “{LATER}” · Ada Holm · Norlund Press Office · 9 July 2021 [3]",
        "The sources give different figures at different dates.",
    ]
    urls = [one["url"] for one in elements(message.blocks) if one.get("type") == "link"]
    assert urls == [LINK(citation) for citation in BARGES.citations]


def test_a_changed_wording_is_shown_with_both_quotes() -> None:
    read = read_aloud(alert_message(WORDING, KETTLES, LINK).blocks).split("\n")
    assert read[0] == "Two reports of one statement differ in wording"
    assert "illegal shipment of kettles" in read[2]
    assert "illegal shipments" in read[3]


def test_a_digest_shows_each_with_its_quotes() -> None:
    alerts = (Alert(SERIES, BARGES.citations, "A new figure."), Alert(WORDING, KETTLES))
    read = read_aloud(digest_message(alerts, LINK).blocks)
    assert read.startswith("2 new differences in the archive\nA new figure.\nBarges, by date\n")
    assert read.count("“") == 4


def test_a_digest_of_one_is_that_one() -> None:
    alert = Alert(SERIES, BARGES.citations, "A new figure.")
    told = alert_message(SERIES, BARGES.citations, LINK, headline="A new figure.")
    assert digest_message([alert], LINK) == told


def test_as_many_as_come_together_have_room_for_their_quotes() -> None:
    alerts = [Alert(SERIES, BARGES.citations, f"Figure number {number}.") for number in range(DIGEST)]
    message = digest_message(alerts, LINK)
    held(message)
    assert read_aloud(message.blocks).count(f"“{PASSED}”") == DIGEST


def test_a_digest_of_twenty_leaves_none_out() -> None:
    alerts = [Alert(SERIES, BARGES.citations, f"Figure number {number}: {'x' * 150}") for number in range(20)]
    message = digest_message(alerts, LINK)
    held(message)
    read = read_aloud(message.blocks)
    assert all(f"Figure number {number}:" in read for number in range(20))


def test_a_digest_of_more_than_that_counts_those_that_it_leaves_out() -> None:
    message = digest_message([Alert(SERIES, BARGES.citations, "A figure of " + "barges " * 20)] * 200, LINK)
    held(message)
    read = read_aloud(message.blocks)
    shown = read.count("A figure of barges")
    assert shown >= 20
    assert read.splitlines()[-1] == f"and {200 - shown} more"


@settings(deadline=None, max_examples=40)
@given(answers(), texts, st.sampled_from((1, 2, 30)))
def test_no_alert_is_over_a_limit_or_pings_or_links_to_what_is_not_ours(
    answer: Answer, headline: str, times: int
) -> None:
    alerts = [Alert(one, answer.citations, headline) for one in (*answer.discrepancies, SERIES)] * times
    ours = {str(LINK(one)) for one in answer.citations}
    for message in (digest_message(alerts, LINK), digest_message(alerts[:1], LINK)):
        held(message)
        harmless(message, ours)
