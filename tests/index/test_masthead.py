import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.masthead import is_menu, is_paper, is_section, name_in


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Central Bank of Norland", "Central Bank of Norland"),
        ("OFFICE OF THE MAYOR", "Office of the Mayor"),
        ("Department of Ports and Inland Waters", "Department of Ports and Inland Waters"),
        ("AMITY GAZETTE", "Amity Gazette"),
        ("ANP NEWS", "ANP News"),
        ("The Evening Star", "The Evening Star"),
        ("Amity Lines plc", "Amity Lines plc"),
        ("post.example", "post.example"),
        ("Radio Amity", "Radio Amity"),
        ("Amity Observer – since 1871", "Amity Observer"),
        ("University of Amity » News", "University of Amity"),
    ],
)
def test_a_line_that_only_names_an_organisation_or_a_site_gives_its_name(text: str, name: str) -> None:
    assert name_in(text) == name


@pytest.mark.parametrize(
    "text",
    [
        "Bank of Norland Cuts Rates",
        "Council of Elders Approves Harbour",
        "Rower Breaks World Record",
        "Police arrest two men in Amity",
        "Death of a Harbour Police Officer",
        "Police: Two Boats Lost",
        "Business News",
        "Port Amity",
        "Police",
        "The bank said so.",
        "",
    ],
)
def test_headlines_sections_and_places_name_no_organisation(text: str) -> None:
    assert name_in(text) is None


@pytest.mark.parametrize("text", ["Home > Ports > News", "News | Sport", "A | B | C", "Home / Ports / Amity"])
def test_a_row_of_sections_or_the_way_to_a_page_is_a_menu(text: str) -> None:
    assert is_menu(text)


@pytest.mark.parametrize(
    "text",
    [
        "Storm at sea | Amity Post",
        "Ann Lee | 06.06.2019",
        "Sports Minister Opens World Food Market",
        "About Home Lines",
    ],
)
def test_titles_and_bylines_are_no_menus(text: str) -> None:
    assert not is_menu(text)


def test_sections_are_told_from_short_headlines() -> None:
    assert [
        is_section(text) for text in ("News and appeals", "Arts & culture", "Bad news is good", "Mayor resigns")
    ] == [
        True,
        True,
        False,
        False,
    ]


def test_papers_are_told_from_courts() -> None:
    assert is_paper("The Amity Tribune")
    assert not is_paper("Supreme Court")


@given(st.text(max_size=80))
def test_any_line_can_be_asked(text: str) -> None:
    is_menu(text), is_section(text)
    name = name_in(text)
    assert name is None or name.casefold() in text.casefold()
