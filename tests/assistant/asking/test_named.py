import pytest
from hypothesis import given, settings

from assistant.asking.asked import asked_dates, capitalised_months
from assistant.asking.named import scope
from assistant.types import Scope
from tests.assistant.hostile import hostile

OUTLETS = ("Harbour Gazette", "Norlund Press Office", "Brindle Post", "Anchor News Agency")


def where(text: str) -> Scope:
    dated = capitalised_months(text)
    return scope(dated, asked_dates(dated), OUTLETS)[0]


@settings(deadline=None)
@given(hostile())
def test_what_says_where_to_look_stands_in_the_text(text: str) -> None:
    found, taken = scope(text, asked_dates(text), OUTLETS)
    assert all(0 <= start < end <= len(text) for start, end in taken)
    assert set(found.outlets) <= set(OUTLETS)
    assert found.speaker is None or found.speaker in text


@pytest.mark.parametrize(
    "text",
    [
        "What did Ada Holm say about the lock?",
        "According to Ada Holm, how many barges passed?",
        "What is the position of Ada Holm on the lock?",
        "What has Ada Holm said?",
        "What does Ada Holm oppose?",
    ],
)
def test_a_speaker_is_named_in_many_ways(text: str) -> None:
    assert where(text).speaker == "Ada Holm"


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("what did ruzic say about barley", "ruzic"),
        ("What did the prime minister of Ostmere say?", "the prime minister of Ostmere"),
        ("What did the Ostmere side say?", "the Ostmere side"),
    ],
)
def test_a_speaker_may_be_named_by_last_name_office_or_place(text: str, speaker: str) -> None:
    assert where(text).speaker == speaker


@pytest.mark.parametrize(
    "text",
    [
        "What did they say about the lock?",
        "What did the report say?",
        "How many barges passed the lock?",
        "Did anyone mention the ferry?",
        "What does the archive say of kettles?",
    ],
)
def test_no_one_in_particular_is_no_speaker(text: str) -> None:
    assert where(text).speaker is None


@pytest.mark.parametrize(
    ("text", "outlet"),
    [
        ("How many barges passed according to the Harbour Gazette?", "Harbour Gazette"),
        ("What does the harbour gazette say of the lock?", "Harbour Gazette"),
        ("How many barges passed, as reported by Anchor?", "Anchor News Agency"),
        ("How many barges passed according to the Anchor agency?", "Anchor News Agency"),
        ("How many kettles are there in the Brindle Post's report?", "Brindle Post"),
    ],
)
def test_an_outlet_is_named_in_full_or_by_its_telling_words(text: str, outlet: str) -> None:
    found = where(text)
    assert (found.outlets, found.speaker) == ((outlet,), None)


@pytest.mark.parametrize("text", ["How many barges lay in the harbour?", "Who lives in Brindle?", "Was the post late?"])
def test_a_word_of_an_outlets_name_alone_names_none(text: str) -> None:
    assert where(text).outlets == ()


def test_two_outlets_may_be_named() -> None:
    found = where("What do the Harbour Gazette and the Brindle Post report of the fair?")
    assert set(found.outlets) == {"Harbour Gazette", "Brindle Post"}


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("What was said in the April call?", [4]),
        ("What was said in the February and April calls?", [2, 4]),
        ("What was said in the talks on 9 July?", [7]),
        ("How many barges had passed since November?", []),
        ("What happened on 9 July?", []),
    ],
)
def test_a_date_says_where_to_look_only_where_it_is_a_calls(text: str, months: list[int]) -> None:
    assert [day.month for day in where(text).dates] == months


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("What was said in the latest call?", "latest"),
        ("What was said in the last conversation?", "latest"),
        ("What was said in the first call?", "first"),
        ("Who was first to call?", None),
        ("When did the last ferry sail?", None),
    ],
)
def test_the_first_and_the_latest_call_can_be_named(text: str, order: str | None) -> None:
    assert where(text).order == order


@pytest.mark.parametrize(
    "text",
    [
        "How many barges passed according to the May statement?",
        "What did the two ministers discuss in the March call?",
        "What number of barges was offered?",
    ],
)
def test_an_occasion_or_a_verb_is_nobody(text: str) -> None:
    assert where(text).speaker is None


def test_a_place_that_somebody_is_of_is_no_outlet() -> None:
    assert where("What did the king of Brindle say?").outlets == ()
    assert where("What does the report of Brindle Post say?").outlets == ("Brindle Post",)


def test_all_who_spoke_are_no_speaker() -> None:
    assert where("What did the leaders say about the lock?").speaker is None
    assert where("What did the two sides say about the lock?").speaker is None
    assert where("What did the leader say about the lock?").speaker == "the leader"
