"""Cases made of answers: those of the stand-in conversation, and those of a real archive."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import Engine, create_engine

from assistant.bootstrap import open_assistant
from assistant.conversations import Conversations
from assistant.errors import ConversationError
from assistant.feedback import Feedback, Kept
from assistant.settings import Settings
from assistant.types import Answer, Turn
from eval.adding import add_case, add_wrong, from_conversation
from eval.cases import read_cases
from eval.errors import SuiteError
from eval.scaffold import new_suite
from eval.score import score
from eval.suite import load_suite
from index.types import Filters
from tests.assistant.newsroom import write_newsroom

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from assistant.assistant import Assistant

GAZETTE = Filters(("Gazette",), date(2024, 5, 1), None, ("may",))


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    engine = create_engine(f"sqlite:///{tmp_path / 'catalog.db'}")
    yield engine
    engine.dispose()


@pytest.fixture
def cases(tmp_path: Path) -> Path:
    path = tmp_path / "press.jsonl"
    path.write_text('# Ours\n{"id": "trains", "question": "How many trains?"}', "utf-8")  # the last line is not ended
    return path


@pytest.fixture(scope="module")
def newsroom(cache: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder = tmp_path_factory.mktemp("newsroom")
    with open_assistant(Settings(_env_file=None, home=folder / "home", cache=cache, embedding="minilm")) as assistant:
        assistant.archive.sync([write_newsroom(folder / "papers")])
        yield assistant


def asked(question: str, standalone: str = "") -> Answer:
    return Answer(question, standalone or question, "abstained", "The archive does not say.", answer_id=question)


def lines(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.startswith("{")]


def test_a_case_is_a_line_of_its_own_and_nothing_else_changes(cases: Path, answer: Answer) -> None:
    before = cases.read_text("utf-8")
    added = add_case(cases, Kept(answer))
    assert cases.read_text("utf-8").startswith(before + '\n{"id": "how-many-boats-left-norhavn", ')
    assert cases.read_text("utf-8").endswith("}\n")
    assert (added.path, added.line, added.complete) == (cases, 3, True)
    assert list(read_cases(cases))[-1] == (3, added.case)
    assert added.case.tags == ("chat",)
    assert score(added.case, answer) == ()


def test_a_file_that_is_not_there_yet_begins_with_the_case(tmp_path: Path) -> None:
    added = add_case(tmp_path / "new.jsonl", Kept(asked("How many boats?")))
    assert added.line == 1
    assert lines(tmp_path / "new.jsonl") == [
        {"id": "how-many-boats", "question": "How many boats?", "status": "abstained", "tags": ["chat"]}
    ]


def test_a_suite_takes_it_into_its_first_file_and_can_be_run(tmp_path: Path) -> None:
    (tmp_path / "releases").mkdir()
    suite, cases = new_suite(tmp_path / "press.yaml", tmp_path / "releases")
    assert add_case(suite, Kept(asked("How many boats?"))).path == cases
    assert [case.id for case in load_suite(suite).cases] == ["dragons", "how-many-boats"]


def test_a_conversation_and_its_filters_become_part_of_the_case(cases: Path, answer: Answer) -> None:
    june = replace(answer, question="And in June?", standalone_question="How many boats left Norhavn in June?")
    case = add_case(cases, Kept(june, ("How many boats left?", "In May?"), GAZETTE)).case
    assert case.id == "how-many-boats-left-norhavn-in-june"
    assert case.asked == ("How many boats left?", "In May?", "And in June?")
    assert case.standalone == "How many boats left Norhavn in June?"
    assert case.filters.for_search() == GAZETTE


def test_no_documents_at_all_stay_another_filter_than_any(cases: Path) -> None:
    none = add_case(cases, Kept(asked("q"), filters=Filters(document_ids=()))).case
    assert none.filters.for_search().document_ids == ()
    assert "filters" not in lines(cases)[0]


def test_a_wrong_answer_becomes_a_case_that_fails_and_is_to_be_completed(cases: Path, answer: Answer) -> None:
    added = add_case(cases, Kept(answer, rating="wrong", comment="It was “13”.\nReally."))
    assert not added.complete
    assert score(added.case, answer) != ()
    assert (added.case.tags, added.case.note) == (("feedback",), "It was “13”.\nReally.")
    assert (added.case.status, added.case.standalone) == (None, None)


def test_whoever_adds_it_has_the_last_word_on_what_is_right(cases: Path) -> None:
    kept = Kept(asked("How many boats?"), rating="wrong")
    assert add_case(cases, kept, right=True).case.status == "abstained"
    assert add_case(cases, Kept(asked("How many ships?"), rating="good"), right=False).case.status == "answered"


def test_what_the_suite_asks_already_is_not_added_twice(cases: Path) -> None:
    kept = Kept(asked("How many boats?"))
    add_case(cases, kept)
    before = cases.read_bytes()
    with pytest.raises(SuiteError, match=r"press\.jsonl asks that already, in the case 'how-many-boats'"):
        add_case(cases, kept, right=False)
    assert cases.read_bytes() == before
    add_case(cases, replace(kept, filters=GAZETTE))
    add_case(cases, replace(kept, turns=("Hello?",)))
    assert [one["id"] for one in lines(cases)] == ["trains", "how-many-boats", "how-many-boats-2", "how-many-boats-3"]


@pytest.mark.parametrize(
    ("question", "case_id"),
    [
        ("What did Ünal say, on 3 May -- “no”?", "what-did-ünal-say-on-3-may-no"),
        ("Сколько лодок?", "сколько-лодок"),
        ("🤷_🤷", "case"),
        ("boats " * 20, "-".join(["boats"] * 10)),
        ("b" * 100, "b" * 60),
    ],
)
def test_ids_are_made_of_the_words_asked(cases: Path, question: str, case_id: str) -> None:
    assert add_case(cases, Kept(asked(question))).case.id == case_id


def test_all_that_is_wrong_and_not_yet_asked_is_added(cases: Path, engine: Engine) -> None:
    feedback = Feedback(engine)
    for question in ("How many boats?", "How many trains?", "How many ships?"):
        feedback.keep(Kept(asked(question)))
        feedback.rate(question, "wrong")
    assert [one.case.id for one in add_wrong(cases, feedback.wrong())] == ["how-many-boats", "how-many-ships"]
    assert add_wrong(cases, feedback.wrong()) == ()
    assert [one["id"] for one in lines(cases)] == ["trains", "how-many-boats", "how-many-ships"]


def test_a_turn_of_a_conversation_comes_with_those_before_it(engine: Engine) -> None:
    conversations, feedback = Conversations(engine), Feedback(engine)
    for question in ("How many boats?", "And in June?", "Who said so?"):
        conversations.append("notes", Turn(question, asked(question)))
    feedback.keep(Kept(asked("And in June?"), ("Elsewhere?",), GAZETTE, "v1"))
    feedback.rate("And in June?", "wrong", "It was 13.")
    last = from_conversation(conversations, feedback, "notes")
    assert last == Kept(asked("Who said so?"), ("How many boats?", "And in June?"))
    second = from_conversation(conversations, feedback, "notes", turn=2)
    assert second == Kept(asked("And in June?"), ("How many boats?",), GAZETTE, "v1", "wrong", "It was 13.")


@pytest.mark.parametrize("turn", [0, 2, -1])
def test_a_turn_that_is_not_there_is_named(engine: Engine, turn: int) -> None:
    conversations = Conversations(engine)
    conversations.append("notes", Turn("q", asked("q")))
    with pytest.raises(SuiteError, match=f"'notes' has 1 turns, and none is number {turn}"):
        from_conversation(conversations, Feedback(engine), "notes", turn)
    with pytest.raises(ConversationError, match="no conversation 'none'"):
        from_conversation(conversations, Feedback(engine), "none")


def test_a_mistake_in_the_file_is_named_and_nothing_is_added(cases: Path) -> None:
    cases.write_text('{"id": "a"\n', "utf-8")
    with pytest.raises(SuiteError, match=r"press\.jsonl, line 1"):
        add_case(cases, Kept(asked("q")))
    assert cases.read_text("utf-8") == '{"id": "a"\n'


def test_a_folder_of_another_layout_is_refused(tmp_path: Path) -> None:
    (tmp_path / "queries.jsonl").write_text('{"query_id": "a", "text": "How many?"}\n', "utf-8")
    with pytest.raises(SuiteError, match="layout of its own"):
        add_case(tmp_path, Kept(asked("q")))


def test_a_file_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(SuiteError, match="cannot be written"):
        add_case(tmp_path / "nowhere" / "press.jsonl", Kept(asked("q")))


def test_half_a_character_cannot_get_into_the_file(cases: Path) -> None:
    before = cases.read_bytes()
    with pytest.raises(SuiteError, match="cannot be a case"):
        add_case(cases, Kept(asked("q"), rating="wrong", comment="\ud83d"))
    assert cases.read_bytes() == before


@pytest.mark.parametrize(
    "questions",
    [
        ("How many barges have passed the Tessel lock since November 2020?", "And in the July call?", "Who said so?"),
        ("How do the two reports of the February call differ?",),
        ("When did Holm and Ruzic talk?",),
        ("What was the April call about?",),
        ("Who built the museum?", "How many trains passed the Tessel lock?"),
    ],
)
def test_what_was_right_passes_as_long_as_nothing_changes(newsroom: Assistant, cases: Path, questions) -> None:
    talk = newsroom.conversations.create()
    answers = [asyncio.run(newsroom.ask(question, conversation_id=talk)) for question in questions]
    for number, answer in enumerate(answers, start=1):
        kept = from_conversation(newsroom.conversations, newsroom.feedback, talk, number)
        added = add_case(cases, kept)
        assert added.case.asked == questions[:number]
        assert score(added.case, answer) == ()
