from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine, text
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateTable

from assistant import conversations
from assistant.conversations import Conversations
from assistant.errors import ConversationError, FeedbackError
from assistant.feedback import Feedback, Kept
from assistant.serialise import turn_from_json, turn_to_json
from assistant.types import (
    Answer,
    Citation,
    Discrepancy,
    DiscrepancyValue,
    Statement,
    Timings,
    Turn,
    Usage,
)

CITATION = Citation(
    number=1,
    document_id="harbour",
    passage_id="harbour:0-32:0badcafe",
    title="Harbour opens",
    outlet=None,
    url="https://example.org/harbour?a=1&b=2",
    published_on=date(1921, 5, 4),
    event_on=date(1921, 5, 3),
    event_on_precision="inferred",
    speaker="Ada Quill",
    quote="The “harbour” is 𝒐pen\u00a0— e\u0301.",
    start=0,
    end=24,
    also_reported_by=("pier", "quay"),
)
FULL = Answer(
    question="Is it open?",
    standalone_question="Is the harbour open?",
    status="answered",
    text="Yes [1].",
    statements=(Statement("Yes", (1,), "Ada Quill", date(1921, 5, 3), "open"),),
    citations=(CITATION,),
    discrepancies=(
        Discrepancy("series", "ships", "They grew.", (DiscrepancyValue("1,200", 1200.5, "ships", None, None, (1,)),)),
    ),
    related=(CITATION,),
    conversation_id="c",
    score=0.1 + 0.2,
    usage=Usage(3, 4),
    timings_ms=Timings(1 / 3, 2e-9, 12345.678),
)


def turn(question: str) -> Turn:
    return Turn(question, Answer(question, question, "abstained", "Not in the archive."))


def test_an_answer_comes_back_exactly_as_it_was_kept(engine: Engine) -> None:
    memory = Conversations(engine)
    memory.append("c", Turn("Is it open?", FULL))
    assert Conversations(engine).get("c").turns == (Turn("Is it open?", FULL),)


@given(st.text(), st.floats(allow_nan=False), st.none() | st.dates())
def test_any_text_number_and_date_survives_being_written_down(words: str, number: float, on: date | None) -> None:
    value = DiscrepancyValue(words, number, words, on, None, (1,))
    answer = Answer(
        words,
        words,
        "answered",
        words,
        discrepancies=(Discrepancy("wording", words, words, (value,)),),
        score=number,
    )
    assert turn_from_json(turn_to_json(Turn(words, answer))) == Turn(words, answer)


def test_a_lone_surrogate_survives_too() -> None:
    assert turn_from_json(turn_to_json(turn("\ud83d"))) == turn("\ud83d")


def test_a_new_conversation_has_no_turns_and_an_id_of_its_own(engine: Engine) -> None:
    memory = Conversations(engine)
    first, second = memory.create(), memory.create()
    assert first != second
    assert memory.get(first).turns == ()


def test_turns_are_kept_in_the_order_in_which_they_were_asked(engine: Engine) -> None:
    memory = Conversations(engine)
    for question in ("one", "two", "three"):
        memory.append("notes", turn(question))
    assert [one.question for one in memory.get("notes").turns] == ["one", "two", "three"]


def test_a_conversation_that_is_not_there_yet_has_no_turns(engine: Engine) -> None:
    assert Conversations(engine).turns("later") == ()


def test_starting_a_conversation_that_is_there_changes_nothing(engine: Engine) -> None:
    memory = Conversations(engine)
    memory.append("notes", turn("one"))
    assert memory.create("notes") == "notes"
    assert len(memory.get("notes").turns) == 1


def test_what_is_appended_at_once_is_all_kept(engine: Engine) -> None:
    memories = [Conversations(engine) for _ in range(4)]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda n: memories[n % 4].append("shared", turn(str(n))), range(20)))
    assert sorted(int(one.question) for one in memories[0].get("shared").turns) == list(range(20))


def test_a_deleted_conversation_is_gone_and_others_stay(engine: Engine) -> None:
    memory = Conversations(engine)
    memory.append("mine", turn("one"))
    memory.append("yours", turn("two"))
    memory.delete("mine")
    with pytest.raises(ConversationError, match="no conversation 'mine'"):
        memory.get("mine")
    memory.append("mine", turn("three"))
    assert memory.get("mine").turns == (turn("three"),)
    assert memory.get("yours").turns == (turn("two"),)


def test_deleting_what_is_not_there_says_so(engine: Engine) -> None:
    with pytest.raises(ConversationError, match="no conversation 'none'"):
        Conversations(engine).delete("none")


@pytest.mark.parametrize("bad", ["", "a/b", "a b", "é", "x" * 129, "a\n", "../up"])
def test_an_id_that_cannot_be_one_is_refused(engine: Engine, bad: str) -> None:
    memory = Conversations(engine)
    for act in (
        memory.create,
        memory.get,
        memory.turns,
        memory.delete,
        lambda one: memory.append(one, turn("q")),
    ):
        with pytest.raises(ConversationError, match="id is made of"):
            act(bad)


@pytest.mark.parametrize("good", ["my-notes", "C024BE91L-1700000000.000100", "_", "x" * 128])
def test_names_and_thread_ids_are_good_ids(engine: Engine, good: str) -> None:
    memory = Conversations(engine)
    memory.append(good, turn("q"))
    assert memory.get(good).turns == (turn("q"),)


class Clock:
    """Tells the time that it is set to."""

    def __init__(self) -> None:
        self.now = datetime(2026, 3, 1, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def pass_days(self, days: float) -> None:
        self.now += timedelta(days=days)


@pytest.fixture
def clock() -> Clock:
    return Clock()


def kept(engine: Engine) -> tuple[list[str], int]:
    """What the database holds, forgotten or not: conversations by id, and how many turns."""
    with engine.connect() as connection:
        ids = connection.scalars(text("SELECT conversation_id FROM conversations ORDER BY 1")).all()
        return list(ids), connection.scalar(text("SELECT count(*) FROM conversation_turns")) or 0


def test_a_listing_names_conversations_by_their_first_question_the_last_used_first(engine, clock) -> None:
    memory = Conversations(engine, clock=clock)
    for name, question in [("a", "one"), ("b", "two"), ("c", "three"), ("a", "four")]:
        clock.pass_days(1)
        memory.append(name, turn(question))
    page = memory.page(10)
    assert [(one.conversation_id, one.title, one.turns) for one in page.conversations] == [
        ("a", "one", 2),
        ("c", "three", 1),
        ("b", "two", 1),
    ]
    assert [one.used_at for one in page.conversations] == [datetime(2026, 3, day, tzinfo=UTC) for day in (5, 4, 3)]
    assert [one.conversation_id for one in memory.page(1, 1).conversations] == ["c"]
    assert (memory.page(1, 1).total, memory.page(1, 5).conversations) == (3, ())


def test_a_title_is_a_line_of_120_characters_at_most(engine) -> None:
    memory = Conversations(engine)
    memory.append("long", turn("a\n b" + "c" * 200))
    memory.create("silent")
    titles = {one.conversation_id: one.title for one in memory.page(10).conversations}
    assert titles == {"long": "a b" + "c" * 116 + "…", "silent": ""}


def test_a_conversation_is_forgotten_when_it_was_not_used_for_so_long(engine, clock) -> None:
    memory = Conversations(engine, days=90, clock=clock)
    memory.append("old", turn("one"))
    clock.pass_days(1)
    memory.append("used", turn("two"))
    clock.pass_days(89)
    assert len(memory.turns("old")) == 1
    memory.append("used", turn("three"))
    clock.pass_days(0.1)
    assert memory.turns("old") == ()
    with pytest.raises(ConversationError, match="no conversation 'old'"):
        memory.get("old")
    with pytest.raises(ConversationError, match="no conversation 'old'"):
        memory.delete("old")
    assert [one.conversation_id for one in memory.page(10).conversations] == ["used"]
    assert memory.page(10).total == 1
    assert len(memory.turns("used")) == 2


def test_what_is_forgotten_leaves_the_database(engine, clock) -> None:
    memory, feedback = Conversations(engine, days=90, clock=clock), Feedback(engine)
    for name in ("old", "new"):
        answer = replace(FULL, conversation_id=name, answer_id=f"of {name}")
        feedback.keep(Kept(answer))
        feedback.rate(answer.answer_id, "wrong")
        memory.append(name, Turn("one", answer))
        clock.pass_days(60)
    memory.expire()
    assert kept(engine) == (["new"], 1)
    assert feedback.get("of new").rating == "wrong"
    with pytest.raises(FeedbackError):
        feedback.get("of old")
    assert len(feedback.wrong()) == 1


def test_starting_one_forgets_those_that_are_too_old(engine, clock) -> None:
    memory = Conversations(engine, days=90, clock=clock)
    memory.append("old", turn("one"))
    clock.pass_days(91)
    memory.append("new", turn("two"))
    assert kept(engine) == (["new"], 1)


def test_a_forgotten_conversation_starts_anew_under_its_id(engine, clock) -> None:
    memory = Conversations(engine, days=90, clock=clock)
    memory.append("notes", turn("one"))
    clock.pass_days(91)
    memory.append("notes", turn("two"))
    assert memory.get("notes").turns == (turn("two"),)
    assert kept(engine) == (["notes"], 1)


def test_nothing_is_forgotten_where_conversations_are_kept_for_ever(engine, clock) -> None:
    memory = Conversations(engine, days=0, clock=clock)
    memory.append("old", turn("one"))
    clock.pass_days(10_000)
    memory.expire()
    memory.append("new", turn("two"))
    assert memory.page(10).total == 2


def test_the_tables_can_be_made_in_postgresql() -> None:
    made = [
        str(CreateTable(table).compile(dialect=postgresql.dialect())) for table in conversations.metadata.sorted_tables
    ]
    assert any("turn_id SERIAL" in one for one in made)
    assert any("TIMESTAMP WITH TIME ZONE" in one for one in made)
