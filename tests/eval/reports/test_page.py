"""The page: that it holds what a person needs, needs nothing itself, and nothing in a document can break it."""

from __future__ import annotations

import re
import tracemalloc
from base64 import b64encode
from dataclasses import replace
from datetime import date
from hashlib import sha256
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest

from eval.gates import FallenGate
from eval.outcome import outcomes
from eval.record import Missed
from eval.reports.page import write_page
from eval.score import Failure
from eval.suite import Gates
from tests.eval.runs import HOSTILE, failed, passed, planned, write_run

if TYPE_CHECKING:
    from pathlib import Path

    from assistant.types import Answer
    from eval.folder import Planned, RunFolder
    from eval.record import Record

VOID = {"meta", "br"}


class Page(HTMLParser):
    """A page taken apart: elements, their attributes and what each says."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.html = html
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.said: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.said.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.said).split())

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


def page(folder: RunFolder) -> Page:
    return Page(write_page(folder, outcomes(folder)).read_text(encoding="utf-8"))


def page_of(path: Path, *records: Record, plan: Planned | None = None) -> Page:
    return page(write_run(path, records, plan or planned(len(records))))


@pytest.fixture
def hostile(answer: Answer) -> Record:
    """A record in which every text that comes from outside is hostile."""
    citation = replace(
        answer.citations[0],
        document_id=HOSTILE,
        title=HOSTILE,
        outlet=HOSTILE,
        speaker=HOSTILE,
        quote=HOSTILE,
        url=f"javascript:{HOSTILE}",
        also_reported_by=(HOSTILE,),
    )
    value = replace(answer.discrepancies[0].values[0], value=HOSTILE)
    found = replace(answer.discrepancies[0], about=HOSTILE, values=(value,))
    said = replace(answer, text=HOSTILE, standalone_question=HOSTILE, citations=(citation,), related=(citation,))
    return failed(
        replace(said, discrepancies=(found,)),
        HOSTILE,
        asked=(HOSTILE, HOSTILE),
        tags=(HOSTILE,),
        failures=(Failure(HOSTILE, HOSTILE, HOSTILE),),
        missed=(Missed(HOSTILE, HOSTILE, HOSTILE, 2),),
    )


def test_a_failed_case_shows_question_expectation_and_answer(tmp_path: Path, answer: Answer) -> None:
    text = page_of(tmp_path, failed(answer)).text
    assert "must_include '340 boats' not in text" in text
    assert "How many boats left Norhavn?" in text
    assert "- 3 May 2024: “some 212 boats had left Norhavn since March” [1]" in text


def test_a_cited_passage_is_marked_with_who_said_it_when_and_where(tmp_path: Path, answer: Answer) -> None:
    shown = page_of(tmp_path, failed(answer))
    assert "<mark>some 212 boats had left Norhavn since March</mark>" in shown.html
    assert "[1] Boats leave · said by Ada Holm · event 3 May 2024 (inferred) · may:29-72" in shown.text
    assert "· also reported by gazette" in shown.text


def test_a_published_passage_names_its_outlet_and_links_to_it(tmp_path: Path, answer: Answer) -> None:
    one = replace(
        answer.citations[0], outlet="The Gazette", url="https://example.org/may", published_on=date(2024, 5, 4)
    )
    shown = page_of(tmp_path, failed(replace(answer, citations=(one,))))
    assert (
        "Boats leave · The Gazette · said by Ada Holm · event 3 May 2024 (inferred) · published 4 May 2024"
        in shown.text
    )
    assert {"href": "https://example.org/may", "rel": "noreferrer noopener"} in shown.all("a")


def test_what_should_have_been_found_is_shown_with_its_rank(tmp_path: Path, answer: Answer) -> None:
    lost = (Missed("june", "More boats leave", "more than 340 boats", 7), Missed("july", "", "", None))
    text = page_of(tmp_path, failed(answer, missed=lost)).text
    assert "more than 340 boats More boats leave · june · rank 7 in the search" in text
    assert "july · not among the passages found" in text


def test_the_turns_of_a_conversation_are_listed_and_how_the_last_was_understood(tmp_path: Path, answer: Answer) -> None:
    followed = replace(answer, question="And in June?", standalone_question="How many boats left in June?")
    text = page_of(tmp_path, failed(followed, asked=("How many boats left?", "And in June?"))).text
    assert "Asked How many boats left? And in June?" in text
    assert "Understood as: How many boats left in June?" in text


def test_an_abstention_shows_what_it_was_near(tmp_path: Path, answer: Answer, abstention: Answer) -> None:
    near = replace(abstention, related=answer.citations[1:])
    text = page_of(tmp_path, failed(near, expected="answered")).text
    assert "abstained, wanted answered" in text
    assert "Near, but not taken for an answer more than 340 boats" in text.replace("… ", "")


def test_a_case_without_an_answer_says_so(tmp_path: Path) -> None:
    assert "Answer None came." in page_of(tmp_path, failed(None)).text


def test_a_judge_is_heard_where_one_was_asked(tmp_path: Path, answer: Answer) -> None:
    judged = {"judge.faithful": 1.0, "judge.responsive": 0.0}
    text = page_of(tmp_path, failed(answer, measures=judged)).text
    assert "Judge borne out by its quotes: yes answers what was asked: no" in text
    assert "Judge" not in page_of(tmp_path, failed(answer)).text


def test_a_passed_case_is_counted_and_not_shown(tmp_path: Path, answer: Answer) -> None:
    shown = page_of(tmp_path, passed(answer, "the-one"))
    assert "the-one" not in shown.text
    assert "1 of 1" in shown.text


def test_figures_have_value_interval_count_and_meaning(tmp_path: Path, answer: Answer) -> None:
    ids = ("a", "b", "c", "d")
    text = page_of(tmp_path, *(passed(answer, one, measures={"answer.misled": 0.25}) for one in ids)).text
    assert "answer.misled answers that hold what misleading documents say, and no known answer" in text
    assert "(↓ lower is better) 0.250 0.250 … 0.250 4" in text


def test_gates_say_whether_they_held(tmp_path: Path, answer: Answer) -> None:
    gates = Gates(pass_rate=0.9, metrics={"suite.passed": 0.4})
    text = page_of(tmp_path, passed(answer, "a"), failed(answer, "b"), plan=planned(2, gates=gates)).text
    assert "1 gate fell" in text
    assert "Fell: pass_rate is 0.5, wanted 0.9 (b)" in text
    assert "Held: suite.passed is 0.5, wanted 0.4" in text


def test_a_gate_of_an_ablation_that_was_left_out_is_not_spoken_of(tmp_path: Path, answer: Answer) -> None:
    gates = Gates(metrics={"ablation.noise": 1, "suite.passed": 0})
    text = page_of(tmp_path, passed(answer), plan=planned(gates=gates)).text
    assert "Held: suite.passed is 1" in text
    assert "ablation.noise" not in text


def test_a_run_without_fallen_gates_says_so(tmp_path: Path, answer: Answer) -> None:
    assert "Every gate held" in page_of(tmp_path, passed(answer), plan=planned(gates=Gates(pass_rate=1))).text
    assert "No gates are set" in page_of(tmp_path, passed(answer)).text


def test_a_baseline_that_was_not_reached_is_a_gate_that_fell(tmp_path: Path, answer: Answer) -> None:
    folder = write_run(tmp_path, [passed(answer)])
    (outcome,) = outcomes(folder)
    fallen = (FallenGate("baseline: answer.f1", 0.75, 0.5),)
    shown = Page(write_page(folder, [replace(outcome, fallen=fallen)]).read_text(encoding="utf-8"))
    assert "Fell: baseline: answer.f1 is 0.5, wanted 0.75" in shown.text


def test_an_interrupted_run_says_how_far_it_came(tmp_path: Path, answer: Answer) -> None:
    text = page_of(tmp_path, passed(answer), plan=planned(3)).text
    assert "The run was interrupted: 1 of 3 cases were asked." in text


def test_variants_stand_side_by_side_and_the_best_is_marked(tmp_path: Path, answer: Answer) -> None:
    records = [
        failed(answer, variant="passages=4"),
        passed(answer, variant="passages=8"),
        passed(answer, suite="inland"),
    ]
    plans = [planned(variant="passages=4"), planned(variant="passages=8"), planned(suite="inland")]
    shown = page(write_run(tmp_path, records, *plans))
    assert "norhavn: variants side by side" in shown.text
    assert "suite.passed 0.000 – 1.000 (best) –" in shown.text
    assert "inland: variants" not in shown.text


def test_failed_ablations_have_a_section_of_their_own(tmp_path: Path, answer: Answer) -> None:
    records = [
        passed(answer),
        passed(answer, "a", ablation="noise"),
        failed(answer, "b", ablation="noise", failures=(Failure("noise", "the same answer", "another"),)),
    ]
    text = page(write_run(tmp_path, records, planned(ablations=("noise",)))).text
    assert "noise Unrelated documents were put in: nothing may change. 1 of 2 1 case" in text
    assert "Failed under noise 1" in text
    assert "noise the same answer another" in text


def test_scores_and_times_are_drawn(tmp_path: Path, answer: Answer) -> None:
    scores = ((0.9, 1.0), (0.8, 1.0), (0.1, 0.0))
    records = [
        passed(answer, f"case-{i}", measures={"abstention.score": s, "abstention.answerable": a, "cost.ms": 40.0})
        for i, (s, a) in enumerate(scores)
    ]
    shown = page_of(tmp_path, *records)
    labels = [one.get("aria-label") or "" for one in shown.all("svg")]
    (scored,) = [label for label in labels if label.startswith("answerable: 2, half below 0.85")]
    assert "unanswerable: 1, half below 0.1" in scored
    assert any(label.startswith("questions: 3, half below 40") for label in labels)


def test_the_page_needs_nothing_from_elsewhere_and_runs_no_script(tmp_path: Path, answer: Answer) -> None:
    shown = page_of(tmp_path, failed(answer), plan=planned(gates=Gates(pass_rate=1)))
    assert {tag for tag, _ in shown.elements}.isdisjoint({"script", "link", "img", "iframe", "object"})
    assert "://" not in shown.html
    assert "url(" not in shown.html
    assert "@import" not in shown.html


def test_the_page_allows_no_style_but_its_own(tmp_path: Path, answer: Answer) -> None:
    html = page_of(tmp_path, failed(answer)).html
    (style,) = re.findall(r"<style>(.*?)</style>", html, re.DOTALL)
    allowed = b64encode(sha256(style.encode()).digest()).decode()
    assert f"default-src 'none'; style-src 'sha256-{allowed}'" in html
    assert " style=" not in html


def test_every_link_within_the_page_leads_somewhere_and_no_name_is_given_twice(tmp_path: Path, answer: Answer) -> None:
    records = [failed(answer), failed(answer, ablation="noise"), failed(answer, variant="passages=4")]
    shown = page(write_run(tmp_path, records, planned(ablations=("noise",)), planned(variant="passages=4")))
    ids = [attributes["id"] for _, attributes in shown.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    named = {attributes.get("aria-labelledby") for _, attributes in shown.elements} - {None}
    links = {(one.get("href") or "")[1:] for one in shown.all("a") if (one.get("href") or "").startswith("#")}
    assert links >= {"s1", "s2", "s1-failed", "s1-noise", "main"}
    assert named | links <= set(ids)


def test_every_column_and_row_has_a_header(tmp_path: Path, answer: Answer) -> None:
    shown = page_of(tmp_path, failed(answer, tags=("figure",)), plan=planned(gates=Gates(pass_rate=1)))
    assert shown.all("th")
    assert all(one.get("scope") in {"row", "col"} for one in shown.all("th"))
    assert all(one.get("aria-label") or one.get("aria-hidden") for one in shown.all("svg"))


def test_hostile_text_is_shown_and_nothing_more(tmp_path: Path, hostile: Record) -> None:
    shown = page_of(tmp_path, hostile)
    assert shown.open == []
    assert {"script", "b"} & {tag for tag, _ in shown.elements} == {"b"}
    assert shown.text.count("</script><script>alert(1)</script>\ufffd[31m\ufffd\ufffdevil\ufffd\ufffd") >= 15
    assert not {"\x00", "\x1b", "\u202e", "\uffff"} & {*shown.html}
    assert not any((one.get("href") or "").startswith("javascript") for one in shown.all("a"))


def test_the_names_of_suites_and_variants_are_only_text_too(tmp_path: Path, answer: Answer) -> None:
    name = HOSTILE.replace("\ud800", "")  # a suite's file cannot hold half a character
    records = [failed(answer, suite=name, variant=variant) for variant in (name, "other")]
    plans = [planned(suite=name, variant=variant) for variant in (name, "other")]
    shown = page(write_run(tmp_path, records, *plans))
    assert shown.open == []
    assert not shown.all("script")


def test_memory_does_not_grow_with_the_answers(tmp_path: Path, answer: Answer) -> None:
    long = replace(answer, text="boats " * 8_000)
    folder = write_run(tmp_path, (failed(long, f"case-{i}") for i in range(400)), planned(400))
    summed = outcomes(folder)
    tracemalloc.start()
    try:
        written = write_page(folder, summed).stat().st_size
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert written > 400 * len(long.text)
    assert peak < written / 3
