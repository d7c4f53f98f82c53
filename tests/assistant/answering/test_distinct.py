import pytest

from assistant.answering.distinct import distinct, plain, with_copies


def test_case_and_spacing_make_no_difference() -> None:
    assert plain(" Some  212\nBarges ") == plain("some 212 barges")
    assert plain("212 barges") != plain("213 barges")


def test_of_the_same_words_the_first_is_kept() -> None:
    assert distinct(["Lock", "bridge", "LOCK", "quay"], str) == ["Lock", "bridge", "quay"]


@pytest.mark.parametrize(
    ("most", "kept"),
    [
        (0, []),
        (1, ["a", "A", "a"]),
        (2, ["a", "b", "A", "a", "B"]),
        (9, ["a", "b", "A", "c", "a", "B"]),
    ],
)
def test_a_limit_counts_different_texts_and_copies_come_along_wherever_they_stand(most: int, kept: list[str]) -> None:
    assert with_copies(["a", "b", "A", "c", "a", "B"], most, str) == kept
