from __future__ import annotations

from dataclasses import replace
from datetime import date

from assistant.types import Answer, Statement
from eval.case import Case
from eval.expecting import expectations
from eval.score import score


def case(fields: dict) -> Case:
    return Case.model_validate({"id": "a", "question": "q", **fields})


def test_of_a_right_answer_everything_that_it_stands_on_is_expected(answer: Answer) -> None:
    assert expectations(answer, right=True) == {
        "status": "answered",
        "must_include": ["212", "340"],
        "must_cite": [
            {"document": "may", "quote": "some 212 boats had left Norhavn since March"},
            {"document": "june", "quote": "more than 340 boats, crews included, had left Norhavn"},
        ],
        "discrepancies": [
            {"kind": "series", "values": ["some 212 boats", "more than 340"], "dates": ["2024-05-03", "2024-06-09"]}
        ],
        "speaker": "Ada Holm",
    }


def test_a_right_answer_passes_the_case_that_is_made_of_it(answer: Answer, abstention: Answer) -> None:
    for one in (answer, abstention):
        assert score(case(expectations(one, right=True)), one) == ()


def test_another_answer_does_not(answer: Answer, abstention: Answer) -> None:
    made = case(expectations(answer, right=True))
    assert score(made, abstention) != ()
    assert score(made, replace(answer, citations=answer.citations[:1])) != ()
    assert score(made, replace(answer, discrepancies=())) != ()


def test_one_speaker_and_one_day_are_expected_where_there_is_but_one(answer: Answer) -> None:
    first, second = answer.statements
    unsaid = replace(second, speaker=None, as_of=None)
    alone = expectations(replace(answer, statements=(first, unsaid)), right=True)
    assert (alone["speaker"], alone["as_of"]) == ("Ada Holm", "2024-05-03")
    two = expectations(replace(answer, statements=(first, replace(second, speaker="Bo Lind"))), right=True)
    assert two.keys().isdisjoint({"speaker", "as_of"})


def test_a_shortest_answer_that_the_text_words_otherwise_is_looked_for_among_the_answers(answer: Answer) -> None:
    reworded = Statement("She counted them.", (1,), as_of=date(2024, 5, 3), answer="two hundred and twelve")
    made = expectations(replace(answer, statements=(reworded,)), right=True)
    assert made["must_include"] == [{"any": ["two hundred and twelve"], "in": "answers"}]


def test_an_abstention_that_is_right_must_stay_one(abstention: Answer) -> None:
    assert expectations(abstention, right=True) == {"status": "abstained"}


def test_what_was_quoted_wrongly_must_not_lead_again(answer: Answer) -> None:
    made = expectations(answer, right=False)
    assert made == {"must_not_include": [{"any": ["some 212 boats had left Norhavn since March"], "in": "quotes"}]}
    assert [one.check for one in score(case(made), answer)] == ["must_not_include"]
    assert score(case(made), replace(answer, citations=answer.citations[1:])) == ()


def test_what_was_not_answered_must_be(abstention: Answer) -> None:
    made = expectations(abstention, right=False)
    assert made == {"status": "answered"}
    assert [one.check for one in score(case(made), abstention)] == ["status"]
