"""Dots, whiskers and bars: where they stand."""

import xml.etree.ElementTree as ET

import numpy as np
import pytest

from eval.reports.plots import Dot, Scale, Series, axis, dot, histogram, scale_for
from tests.eval.runs import HOSTILE


def drawn(svg: str, element: str, kind: str) -> list[ET.Element]:
    return [one for one in ET.fromstring(svg).iter(element) if one.get("class") == kind]


def series(*values: float, kind: str = "answerable") -> Series:
    return Series(kind, np.array(values, dtype=np.float64), kind)


def test_a_dot_stands_at_its_value_and_its_whiskers_end_at_its_interval() -> None:
    svg = dot(Dot("f1", 0.5, 0.25, 0.75), Scale(1.0))
    (point,) = drawn(svg, "circle", "point")
    assert point.get("cx") == "50.00%"
    whisker, low_end, high_end = drawn(svg, "line", "whisker")
    assert (whisker.get("x1"), whisker.get("x2")) == ("25.00%", "75.00%")
    assert (low_end.get("x1"), high_end.get("x1")) == ("25.00%", "75.00%")


def test_a_figure_of_one_case_has_no_whiskers() -> None:
    assert drawn(dot(Dot("f1", 0.5), Scale(1.0)), "line", "whisker") == []


def test_a_gate_is_an_upright_line_where_the_figure_must_reach() -> None:
    (gate,) = drawn(dot(Dot("p95", 150, gate=200), Scale(500, "ms")), "line", "gate")
    assert (gate.get("x1"), gate.get("x2")) == ("40.00%", "40.00%")


def test_what_is_drawn_is_said_too() -> None:
    svg = dot(Dot("f1", 0.5, 0.25, 0.75, gate=0.4), Scale(1.0))
    assert ET.fromstring(svg).get("aria-label") == "f1: 0.5, from 0.25 to 0.75, gate 0.4"


def test_what_lies_outside_the_scale_stands_at_its_edge() -> None:
    assert Scale(1.0).across(1.5) == "100.00%"
    assert Scale(1.0).across(-0.5) == "0.00%"


@pytest.mark.parametrize(
    ("most", "top"), [(0.0, 1.0), (1.0, 1.0), (1.2, 2.0), (151.4, 200.0), (201.0, 500.0), (600.0, 1000.0), (0.03, 0.05)]
)
def test_a_scale_ends_at_the_next_round_number(most: float, top: float) -> None:
    assert scale_for([0.0, most]).top == pytest.approx(top)


def test_an_axis_names_its_ends_and_its_middle() -> None:
    assert [text.text for text in ET.fromstring(axis(Scale(200, "ms"))).iter("text")] == ["0", "100", "200"]


def test_the_tallest_bar_says_how_many_it_counts_and_others_are_as_high_as_their_share() -> None:
    svg = histogram(series(0.01, 0.02, 0.5), None, Scale(1.0))
    bars = drawn(svg, "rect", "answerable")
    assert [float(bar.get("height", "")) for bar in bars] == [72.0, 36.0]
    assert [bar.findtext("title") for bar in bars] == ["answerable, 0 to 0.04: 2", "answerable, 0.48 to 0.52: 1"]
    assert "2" in [text.text for text in ET.fromstring(svg).iter("text") if text.get("text-anchor") == "middle"]


def test_one_series_stands_on_the_line_and_the_other_hangs_from_it() -> None:
    svg = histogram(series(0.9, 0.9), series(0.1, kind="unanswerable"), Scale(1.0))
    base = float(drawn(svg, "line", "base")[0].get("y1", ""))
    (above,), (below,) = drawn(svg, "rect", "answerable"), drawn(svg, "rect", "unanswerable")
    assert float(above.get("y", "")) + float(above.get("height", "")) == base
    assert float(below.get("y", "")) == base


def test_values_beyond_the_scale_are_counted_in_the_last_bar() -> None:
    (bar,) = drawn(histogram(series(150.0, 900.0), None, Scale(100.0, "ms")), "rect", "answerable")
    assert bar.findtext("title") == "answerable, 96 to 100: 2"


def test_nothing_can_be_drawn_of_nothing() -> None:
    svg = histogram(series(), series(kind="unanswerable"), Scale(1.0))
    assert drawn(svg, "rect", "answerable") == []
    assert ET.fromstring(svg).get("aria-label") == "answerable: none; unanswerable: none"


def test_labels_cannot_break_out_of_the_drawing() -> None:
    harmless = HOSTILE.translate({0: None, 0x1B: None, 0xD800: None, 0xFFFF: None})  # no XML holds these
    one = Series(harmless, np.array([0.5]), "answerable")
    root = ET.fromstring(histogram(one, None, Scale(1.0), [(harmless, 0.5)]))
    assert not list(root.iter("script"))
    assert harmless in [text.text for text in root.iter("text")]
