from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from eval.bench_questions import Asked, figures, markdown
from eval.question_set import SetQuestion

if TYPE_CHECKING:
    from assistant.types import Answer


@pytest.fixture
def asked(answer: Answer, abstention: Answer) -> tuple[Asked, ...]:
    """Two answerable questions, the second not answered; one unanswerable that is answered, wrongly."""
    boats = SetQuestion("q0", answer.question, ("some 212 boats",), frozenset({"may"}), answerable=True)
    crews = SetQuestion("q1", "Whose crews?", ("Holm's",), frozenset({"june"}), answerable=True)
    trains = SetQuestion("q7", abstention.question, (), frozenset(), answerable=False)
    return (
        Asked(boats, ("may", "june"), ("may",), ("june", "may"), 0.8, replace(answer, score=0.9)),
        Asked(crews, ("a", "b", "c", "d", "june"), ("a",), ("june",), 0.3, replace(abstention, score=0.4)),
        Asked(trains, ("may",), ("may",), ("may",), 0.5, replace(answer, score=0.4)),
    )


def test_each_figure_is_the_one_computed_by_hand(asked: tuple[Asked, ...]) -> None:
    found = {figure.name: (figure.value, figure.questions) for figure in figures(asked)}
    del found["median ms per question"]
    assert found == {
        "R@4, hybrid": (0.5, 2),  # june is fifth
        "R@4, MiniLM alone": (0.5, 2),
        "R@4, BM25 alone": (1.0, 2),
        "R@10, hybrid": (1.0, 2),
        "R@10, MiniLM alone": (0.5, 2),
        "R@10, BM25 alone": (1.0, 2),
        "AUROC, answer's score": (0.75, 3),  # .9 > .4, and a tie
        "AUROC, best cosine": (0.5, 3),  # .8 > .5, .3 < .5
        "answered, of answerable": (0.5, 2),
        "answered, of unanswerable": (1.0, 1),
        "cites evidence, of answered": (1.0, 1),
        "holds a gold answer, of answered": (1.0, 1),
    }


def test_the_table_keeps_the_halves_apart_and_leaves_out_what_is_not_known(asked: tuple[Asked, ...]) -> None:
    table = markdown("boats", asked).splitlines()
    assert table[0] == "### boats"
    # q0 is for tuning; q1 is held out, as is q7 by its hash's first byte 0b
    assert "| R@4, hybrid | 1.000 (n=1) | 0.000 (n=1) |" in table
    assert "| AUROC, best cosine | – | 0.000 (n=2) |" in table
