from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from eval.cases import open_cases
from eval.chosen import choose
from eval.errors import SuiteError

if TYPE_CHECKING:
    from pathlib import Path

LINES = (
    '{"id": "a", "question": "A?", "tags": ["sea"]}\n'
    '{"id": "b", "question": "B?", "tags": ["land"]}\n'
    '{"id": "c", "question": "C?", "tags": ["sea", "land"]}\n'
)


@pytest.mark.parametrize(
    ("tags", "limit", "ids"),
    [
        ((), None, ["a", "b", "c"]),
        (("sea",), None, ["a", "c"]),
        (("sea", "land"), None, ["a", "b", "c"]),
        (("land",), 1, ["c"]),  # the smallest hash is c's, the next b's
        ((), 2, ["b", "c"]),
        ((), 9, ["a", "b", "c"]),
    ],
)
def test_cases_are_chosen_by_tag_and_number(tmp_path: Path, tags, limit, ids) -> None:
    (tmp_path / "cases.jsonl").write_text(LINES, "utf-8")
    chosen = choose(open_cases((tmp_path / "cases.jsonl",)), tags, limit)
    assert [case.id for case in chosen] == [case.id for case in chosen] == ids
    assert len(chosen) == len(ids)


def test_a_tag_that_no_case_has_is_refused_with_those_there_are(tmp_path: Path) -> None:
    (tmp_path / "cases.jsonl").write_text(LINES, "utf-8")
    with pytest.raises(SuiteError, match="No case has the tag air; there are: land, sea"):
        choose(open_cases((tmp_path / "cases.jsonl",)), ["air"])
