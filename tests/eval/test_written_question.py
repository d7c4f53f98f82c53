from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from eval.written_question import WrittenQuestion, half_of

if TYPE_CHECKING:
    from eval.case import Case

EVIDENCE = [{"doc_id": "may", "text": " some 212 boats "}, {"doc_id": "june", "text": ""}]


def case(**fields: Any) -> Case:
    return WrittenQuestion.model_validate({"query_id": "q0", "question": "How many boats left?", **fields}).case()


@pytest.mark.parametrize(("answerable", "status"), [(True, "answered"), (False, "abstained"), (None, None)])
def test_what_is_answerable_must_be_answered_and_what_is_not_must_not(
    answerable: bool | None, status: str | None
) -> None:
    assert case(answerable=answerable).status == status


def test_a_short_answer_must_be_in_the_answer_in_one_of_its_forms() -> None:
    asked = case(answerable=True, answers=["212", " 212 boats", "212", " "])
    assert asked.answers == ("212", "212 boats")
    (phrase,) = asked.must_include
    assert phrase.any == ("212", "212 boats")
    assert asked.must_cite == ()


def test_where_answers_are_long_one_of_the_documents_must_be_cited_instead() -> None:
    long = "Some 212 boats of all kinds left the harbour since March"
    asked = case(answerable=True, answers=[long], evidence=[*EVIDENCE, EVIDENCE[0]])
    assert asked.must_include == ()
    assert [[one.document for one in alternatives] for alternatives in asked.must_cite] == [["may", "june"]]
    assert asked.answers == (long,)
    assert case(answerable=True, answers=[long]).must_cite == ()


def test_of_a_question_that_cannot_be_answered_nothing_but_silence_is_wanted() -> None:
    asked = case(answerable=False, answers=["I do not know"], evidence=EVIDENCE, near_doc="may")
    assert (asked.answers, asked.evidence, asked.must_include, asked.must_cite) == ((), (), (), ())
    assert asked.note == "Seems to be answered in may."


@pytest.mark.parametrize("label", ["SUPPORTS", "REFUTES", "yes", "No"])
def test_a_judgement_is_no_answer_to_look_for(label: str) -> None:
    asked = case(answerable=True, answers=[label], evidence=EVIDENCE)
    assert (asked.answers, asked.must_include) == ((), ())
    assert len(asked.must_cite) == 1


def test_evidence_is_a_document_with_its_quote_where_there_is_one() -> None:
    asked = case(evidence=EVIDENCE)
    assert [(one.document, one.quote) for one in asked.evidence] == [("may", "some 212 boats"), ("june", None)]


def test_a_judged_document_is_evidence_once() -> None:
    question = WrittenQuestion.model_validate({"_id": "q", "text": "Who?", "evidence": EVIDENCE})
    judged = question.case(("june", "july"))
    assert [one.document for one in judged.evidence] == ["may", "june", "july"]


def test_what_the_user_said_before_makes_a_conversation() -> None:
    history = [
        {"role": "user", "text": "Which boats left?"},
        {"role": "assistant", "text": "The ferries."},
        {"role": "user", "content": "When?"},
    ]
    asked = case(history=history, rewrite="How many ferries left?", answers=["How many ferries left?"])
    assert asked.asked == ("Which boats left?", "When?", "How many boats left?")
    assert asked.question is None
    assert asked.standalone == "How many ferries left?"
    assert asked.answers == ()


def test_a_first_question_is_no_conversation_and_is_not_rewritten() -> None:
    asked = case(history=[], rewrite="How many boats left?", needs_context=False)
    assert asked.asked == ("How many boats left?",)
    assert asked.standalone is None


def test_candidates_are_the_only_documents_that_may_be_used() -> None:
    assert case(candidates=["may", "june"]).filters.documents == ("may", "june")
    assert case(candidates=[]).filters.documents is None


def test_tags_are_the_half_the_kind_and_whether_the_conversation_is_needed() -> None:
    assert case(type="figure", needs_context=True).tags == ("tune", "figure", "needs context")
    assert case(type="", needs_context=False).tags == ("tune",)


def test_halves_follow_from_the_first_byte_of_the_ids_hash() -> None:
    # sha256("q0") begins with 34, sha256("q1") with c7
    assert (half_of("q0"), half_of("q1")) == ("tune", "held-out")


def test_wrong_answers_are_kept_each_once() -> None:
    assert case(wrong_answers=["210", "210", "980"]).wrong_answers == ("210", "980")


def test_fields_that_are_not_known_are_left_alone_and_none_means_nothing() -> None:
    assert case(page="/x", metadata={}, answers=None, evidence=None, history=None) == case()
