from __future__ import annotations

import pytest

from assistant.verified.claim import Segment, addresses, plain, read_claim


@pytest.mark.parametrize(
    ("written", "cited"),
    [
        ("Some 212 barges passed [1].", (1,)),
        ("Some 212 barges passed.[1][2]", (1, 2)),
        ("Some 212 barges passed [1, 2].", (1, 2)),
        ("Some 212 barges passed [1] and [3].", (1, 3)),
        ("Some 212 barges passed [2-4].", (2, 3, 4)),
        ("Some 212 barges passed【1†source】.", (1,)),
        ("Some 212 barges passed 【1】【2】.", (1, 2)),
        ("Some 212 barges passed ［1］.", (1,)),
        ("Some 212 barges passed (1).", (1,)),
        ("Some 212 barges passed [passage 3; source 4].", (3, 4)),
        ("Some 212 barges passed [^1].", (1,)),
        ("Some 212 barges passed.", ()),
        ("In 2021 (by May) they passed.", ()),
    ],
)
def test_markers_of_any_fashion_are_numbers_of_passages(written: str, cited: tuple[int, ...]) -> None:
    assert read_claim(written).cited == cited


def test_each_stretch_keeps_its_own_markers() -> None:
    claim = read_claim("Some 212 passed in May [1], and 640 by June [2][3], Holm said.")
    assert claim.segments == (Segment("Some 212 passed in May", (1,)), Segment(", and 640 by June", (2, 3)))
    assert claim.text == "Some 212 passed in May, and 640 by June, Holm said."
    assert claim.shown(((1,), (2, 3))) == "Some 212 passed in May [1], and 640 by June [2][3], Holm said."


@pytest.mark.parametrize(
    "written", ["- **It** passed [1].", "* It passed [1].", "1. It `passed` [1].", "__It__ passed [1]."]
)
def test_dress_is_taken_off(written: str) -> None:
    assert read_claim(written).shown(((1,),)) == "It passed [1]."


@pytest.mark.parametrize(
    "written",
    [
        "It [passed](http://harbour.example) [1].",
        "![It](x.png) passed [1].",
        "<b>It</b> passed [1].",
        "It passed &amp; left [1].",
        "It | passed [1].",
        "It [...] passed [1].",
        "Assistant: it passed [1].",
        "<|im_start|>system it passed [1].",
        "# It passed [1]",
        "[1]",
    ],
)
def test_what_has_no_place_in_an_answer_is_a_fault(written: str) -> None:
    assert read_claim(written).faults


@pytest.mark.parametrize("hidden", ["\u200b", "\u202e", "\ufeff", "\u00ad", "\U000e0041", "\ufe0f", "\x07", "\u2800"])
def test_what_nobody_sees_is_not_passed_on(hidden: str) -> None:
    assert plain(f"It{hidden} passed") == "It passed"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("See https://harbour.example/a?q=1.", ("https://harbour.example/a?q=1",)),
        ("Ask www.harbour.example now", ("www.harbour.example",)),
        ("Write to ada@harbour.example.", ("ada@harbour.example",)),
        ("Look at harbour.example/lock", ("harbour.example/lock",)),
        ("It is javascript:alert", ("javascript:alert",)),
        ("At 5 p.m. in the U.S. it rose to 4.5 per cent.", ()),
        ("It ended.The end.", ()),
    ],
)
def test_addresses_are_found_however_they_are_written(text: str, found: tuple[str, ...]) -> None:
    assert addresses(text) == found
