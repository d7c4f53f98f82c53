from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from eval.ask import Asker, fingerprint, record_of
from eval.case import Case
from eval.observed import Verdict

if TYPE_CHECKING:
    from assistant.types import Answer
    from tests.eval.conftest import StandIn

BOATS, TRAINS = "How many boats left Norhavn?", "How many trains left Norhavn?"


async def failures(stand_in: StandIn, case: Case) -> list[str]:
    return [failure.check for failure in (await Asker(stand_in).observe(case)).failures]


async def test_a_good_answer_has_no_failures_and_its_documents_are_at_hand(stand_in: StandIn, case: Case) -> None:
    observed = await Asker(stand_in).observe(case)
    assert observed.failures == ()
    assert sorted(observed.documents) == ["june", "may"]
    assert observed.found is not None
    assert [one.document_id for one in observed.found] == ["may", "june"]


async def test_what_has_no_gold_is_not_searched_for(stand_in: StandIn) -> None:
    observed = await Asker(stand_in).observe(Case(id="a", question=TRAINS, status="abstained"))
    assert observed.found is None
    assert stand_in.searched == []


async def test_a_broken_invariant_fails_a_case_that_expects_nothing_of_it(stand_in: StandIn, answer: Answer) -> None:
    first, *others = answer.citations
    stand_in.answers = {BOATS: replace(answer, citations=(replace(first, start=first.start - 1), *others))}
    assert await failures(stand_in, Case(id="a", question=BOATS, status="answered")) == ["quote"]


async def test_invariants_are_checked_on_the_first_turn_too(stand_in: StandIn, answer: Answer) -> None:
    stand_in.answers = {**stand_in.answers, BOATS: replace(answer, citations=answer.citations[:1])}
    assert "markers" in await failures(stand_in, Case(id="a", turns=(BOATS, TRAINS), status="abstained"))


async def test_turns_share_a_conversation_that_no_other_case_has_and_nothing_is_left_of_it(stand_in: StandIn) -> None:
    asker = Asker(stand_in)
    for name in ("b", "c"):
        await asker.observe(Case(id=name, turns=(BOATS, TRAINS), status="abstained"))
    first, second, alone, third, fourth, again = [conversation for _, conversation, _ in stand_in.asked]
    assert first == second
    assert third == fourth
    assert None not in {first, third}
    assert first != third
    assert alone is again is None
    assert stand_in.forgotten == [first, third]


async def test_a_follow_up_is_asked_alone_as_a_person_wrote_it(stand_in: StandIn, answer: Answer) -> None:
    case = Case(id="b", turns=(TRAINS, "And boats?"), standalone=BOATS, status="abstained")
    stand_in.answers = {**stand_in.answers, "And boats?": answer}
    observed = await Asker(stand_in).observe(case)
    assert observed.alone is not None
    assert observed.alone.text == answer.text
    assert stand_in.asked[-1][:2] == (BOATS, None)


async def test_filters_go_with_every_question_and_search(stand_in: StandIn) -> None:
    case = Case.model_validate(
        {"id": "a", "question": BOATS, "filters": {"outlets": ["The Gazette"]}, "evidence": ["may"]}
    )
    await Asker(stand_in).observe(case)
    assert stand_in.asked[0][2] == stand_in.searched[0][1] == case.filters.for_search()


async def test_an_error_in_the_place_of_an_answer_is_a_failed_case(stand_in: StandIn) -> None:
    observed = await Asker(stand_in).observe(Case(id="a", question="?", status="abstained"))
    assert observed.answer is None
    assert [(one.check, one.got) for one in observed.failures] == [("error", "The question is empty; ask something.")]


async def test_gold_without_a_document_is_looked_for_in_what_was_found(stand_in: StandIn) -> None:
    case = Case.model_validate({"id": "a", "question": TRAINS, "must_cite": [{"quote": "340 boats"}]})
    observed = await Asker(stand_in).observe(case)
    assert sorted(observed.documents) == ["june", "may"]


async def test_a_record_keeps_what_explains_the_case(stand_in: StandIn) -> None:
    case = Case.model_validate(
        {
            "id": "a",
            "question": TRAINS,
            "status": "answered",
            "must_cite": [{"document": "june", "quote": "340 boats"}, {"document": "gone"}],
            "tags": ["figure"],
        }
    )
    record = record_of(await Asker(stand_in).observe(case), "boats", "passages=8", "f")
    assert record.key == ("boats", "passages=8", "", "a")
    assert (record.passed, record.expected, record.tags) == (False, "answered", ("figure",))
    assert [(one.document_id, one.title, one.quote, one.rank) for one in record.missed] == [
        ("june", "More boats leave", "340 boats", 2),
        ("gone", "", "", None),
    ]
    assert record.measures["suite.passed"] == 0
    assert record.measures["retrieval.document.recall@4"] == 0.5
    assert record.answer is not None
    assert record.answer.conversation_id is None


async def test_a_judge_reads_every_answer(stand_in: StandIn, case: Case) -> None:
    class Content:
        identity = "content"

        async def verdict(self, case: Case, answer: Answer) -> Verdict:
            return Verdict(faithful=True, responsive=case.question == answer.question, reason="so it is")

    observed = await Asker(stand_in, Content()).observe(case)
    assert observed.verdict == Verdict(faithful=True, responsive=True, reason="so it is")


@pytest.mark.parametrize(
    "other",
    [
        (Case(id="a", question=TRAINS), "", "c"),
        (Case(id="a", question=BOATS), "passages=8", "c"),
        (Case(id="a", question=BOATS), "", "d"),
    ],
)
def test_another_case_variant_or_archive_has_another_fingerprint(other: tuple[Case, str, str]) -> None:
    assert fingerprint(Case(id="a", question=BOATS), "", "c") != fingerprint(*other)
    assert fingerprint(Case(id="a", question=BOATS), "", "c") == fingerprint(Case(id="a", question=BOATS), "", "c")
