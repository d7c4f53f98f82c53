import pytest

from index.countries import same_place


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        ("costara", "costaran", True),
        ("velmarkian", "velmark", True),
        ("ostmark", "ostmark", True),
        ("norvia", "norvian", True),
        ("france", "french", True),
        ("niger", "nigeria", False),
        ("niger", "nigerian", False),
        ("harrow", "harrowgate", False),
        ("costara", "velmark", False),
    ],
)
def test_a_place_and_its_adjective_are_one(left: str, right: str, same: bool) -> None:
    assert same_place(left, right) is same
    assert same_place(right, left) is same
