from __future__ import annotations

import numpy as np

from eval.columns import Columns


def test_a_case_without_a_value_has_none_in_the_column() -> None:
    columns = Columns()
    columns.add({"a": 1.0})
    columns.add({"b": 2.0})
    columns.add({"a": 3.0, "b": 4.0})
    columns.add({})
    expected = np.array([[1.0, np.nan], [np.nan, 2.0], [3.0, 4.0], [np.nan, np.nan]])
    np.testing.assert_array_equal(columns.rows(("a", "b")), expected)


def test_a_column_that_no_case_filled_has_no_values() -> None:
    columns = Columns()
    columns.add({"a": 1.0})
    assert np.isnan(columns.rows(("never",))).tolist() == [[True]]
    assert columns.complete(("a", "never")).shape == (0, 2)
    assert Columns().complete(("never",)).shape == (0, 1)


def test_cases_may_be_added_after_rows_were_read() -> None:
    columns = Columns()
    columns.add({"a": 1.0})
    assert columns.rows(("a",)).tolist() == [[1.0]]
    columns.add({"a": 2.0})
    assert columns.rows(("a",)).tolist() == [[1.0], [2.0]]


def test_complete_rows_are_the_same_in_whatever_order_the_cases_came() -> None:
    cases = [{"a": 2.0, "b": 5.0}, {"a": 1.0}, {"a": 3.0, "b": 4.0}, {"a": 1.0, "b": 5.0}]
    forth, back = Columns(), Columns()
    for case in cases:
        forth.add(case)
    for case in reversed(cases):
        back.add(case)
    assert forth.complete(("a", "b")).tolist() == [[3.0, 4.0], [1.0, 5.0], [2.0, 5.0]]
    assert back.complete(("a", "b")).tolist() == forth.complete(("a", "b")).tolist()
