from __future__ import annotations

from eval.metrics.verification import measure
from tests.eval.metrics.harbour import abstained, answered, expecting, seen, values

REPLIED = expecting(
    reply="Some 212 boats left [#may]. Ada Holm counted them [#may]. Ten sank [#may].",
    must_include=["Some 212 boats left", "Ada Holm counted them"],
    must_not_include=["sank", "Ten of them"],
)


def test_what_reached_the_answer_is_counted_sentence_by_sentence() -> None:
    answer = answered("Some 212 boats left.", answerer="scripted")
    assert values(measure, seen(REPLIED, answer)) == {"caught": 1.0, "kept": 0.5}


def test_one_defect_that_reached_the_answer_is_one_too_many() -> None:
    answer = answered("Some 212 boats left.", "Ada Holm counted them.", "Ten sank.", answerer="scripted")
    assert values(measure, seen(REPLIED, answer)) == {"caught": 0.0, "kept": 1.0}


def test_an_answer_that_the_archive_gives_in_its_place_keeps_nothing_of_a_reply() -> None:
    assert values(measure, seen(REPLIED, answered("Some 212 boats left."))) == {"caught": 1.0, "kept": 0.0}
    assert values(measure, seen(REPLIED, abstained())) == {"caught": 1.0, "kept": 0.0}


def test_an_error_keeps_nothing_and_catches_nothing() -> None:
    assert values(measure, seen(REPLIED, None)) == {"kept": 0.0}


def test_a_case_without_a_reply_says_nothing_of_verification() -> None:
    case = expecting(must_include=["212"], must_not_include=["sank"])
    assert values(measure, seen(case, answered("Some 212 boats left."))) == {}
