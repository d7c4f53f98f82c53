from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.clean import clean
from index.dateline import Dateline, dateline_of, find_dateline, with_dateline
from index.types import CleanedText, EventMention

SENTENCE = "The harbour master told reporters that the breakwater would be open by summer."
NOTHING = EventMention("report", None, None)


def dateline(text: str) -> Dateline:
    found = find_dateline(text)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("before", "day", "agency"),
    [
        ("LUND — ", None, None),
        ("PORT AMITY/LUND - ", None, None),
        ("PORT AMITY, Norland — ", None, None),
        ("PORT AMITY (ANP) — ", None, "ANP"),
        ("Port Amity (ANP) - ", None, "ANP"),
        ("LUND, Sept. 17 (Amity News Agency) - ", "Sept. 17", "Amity News Agency"),
        ("LUND, January 23. /ANP/. ", "January 23", "ANP"),
        ("LUND, Norland, March 4, 2019 (SHIPWIRE) -- ", "March 4, 2019", "SHIPWIRE"),
        ("Port Amity, 3 May 2019. ", "3 May 2019", None),
        ("Port Amity, 3 May 2019 – ", "3 May 2019", None),
        ("PORT AMITY (3 May 2019) — ", "3 May 2019", None),
        ("LUND, Sunday 3 May 2019: ", "3 May 2019", None),
    ],
)
def test_a_dateline_is_read_with_its_day_and_agency(before: str, day: str | None, agency: str | None) -> None:
    found = dateline(before + SENTENCE)
    assert (found.length, found.day.text if found.day else None, found.agency) == (len(before), day, agency)
    assert dateline_of(clean(before + SENTENCE)) == found
    assert dateline_of(CleanedText(before + SENTENCE)) == found


@pytest.mark.parametrize(
    "text",
    [
        SENTENCE,
        "On 3 May 2019. The port opened.",
        "Lund, which was founded on 3 May 1719. The port is older.",
        "The mayor resigned on 3 May 2019. He left.",
        "MR. HALE: Yes.",
        "QUESTION: Will it open?",
        "Amity - the ferry - sank.",
        "THE HARBOUR COURT in Lund ruled that it must open.",
        "(ANP) The port opened.",
    ],
)
def test_a_sentence_without_a_dateline_has_none(text: str) -> None:
    assert find_dateline(text) is None


def test_an_event_without_a_day_gets_that_of_the_dateline() -> None:
    without_year, full = (
        dateline("LUND, Sept 17 (ANP) - " + SENTENCE),
        dateline("LUND, 17 September 2019 — " + SENTENCE),
    )
    open_year = with_dateline(NOTHING, without_year, None)
    assert (open_year.month, open_year.day, open_year.on, open_year.precision) == (9, 17, None, None)
    assert with_dateline(NOTHING, without_year, date(2019, 9, 18)).on == date(2019, 9, 17)
    assert with_dateline(NOTHING, full, None).on == date(2019, 9, 17)


def test_an_event_with_a_day_of_its_own_keeps_it() -> None:
    found = dateline("LUND, 17 September 2019 — " + SENTENCE)
    other = EventMention("call", date(2019, 9, 15), "inferred", 9, 15)
    assert with_dateline(other, found, None) == other
    assert with_dateline(other, None, None) == other
    assert with_dateline(other, dateline("LUND — " + SENTENCE), None) == other


def test_a_day_counted_back_is_stated_where_the_dateline_writes_it() -> None:
    counted = EventMention("call", date(2019, 9, 17), "inferred", 9, 17)
    assert with_dateline(counted, dateline("LUND, 17 September 2019 — " + SENTENCE), None).precision == "stated"


@given(st.text(max_size=150) | st.text(alphabet="AB /,.(-—)1 May20", max_size=150))
def test_a_dateline_ends_within_its_text(text: str) -> None:
    found = find_dateline(text)
    assert found is None or 0 < found.length <= len(text)
