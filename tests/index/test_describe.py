from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.clean import clean
from index.describe import describe
from index.language import language_of
from index.types import Description, RawDocument

BODY = (
    "The harbour master of Port Amity told reporters that the new breakwater would be open by summer.\n\n"
    "He said that the work had cost more than 12 million crowns, of which the town paid a third."
)
TITLE = "Port Amity to open its breakwater by summer"


def described(text: str, **known: object) -> Description:
    raw = RawDocument("id", "a.txt", "hash", text, **known)  # type: ignore[arg-type]
    return describe(raw, clean(text, title=raw.title))


def test_the_title_is_the_first_headline() -> None:
    assert described(f"Local\n\n{TITLE}\n\n6 June 2019\n\n{TITLE}\n\n{BODY}").title == TITLE


def test_without_a_headline_the_first_sentence_stands_in_cut_at_a_word() -> None:
    text = BODY.replace("Port Amity", "Port Amity on the Hither Side")
    title = described(text).title
    assert title.endswith("…")
    assert text.startswith(title[:-1])
    assert text[len(title) - 1] == " "


@pytest.mark.parametrize(
    "top",
    [
        "Amity Broadcasting",
        "MINISTRY OF PORTS OF NORLAND",
        "Office of the Mayor of Port Amity",
        "Tides | Ferries | Markets | Letters",
        "News Sport Weather Business",
        "University of Amity » Research » News",
        "Amity Harbour Observer - your port, every day",
        "Harbour news",
    ],
)
def test_what_names_the_site_or_its_parts_is_no_title(top: str) -> None:
    assert described(f"{top}\n\n{TITLE}\n\n{BODY}").title == TITLE
    assert described(f"{top}\n\n{BODY}").title == BODY.split("\n\n", maxsplit=1)[0]


def test_a_headline_that_begins_with_an_organisation_is_a_title() -> None:
    assert described(f"Police Arrest Two Men in Port Amity\n\n{BODY}").title == "Police Arrest Two Men in Port Amity"


def test_the_first_sentence_stands_in_without_its_dateline() -> None:
    assert described(f"PORT AMITY, June 6 (ANP) - {BODY}").title == BODY.split("\n\n", maxsplit=1)[0]
    assert described(f"PORT AMITY, June 6 (ANP) - {BODY}", clean=True).title == BODY.split("\n\n", maxsplit=1)[0]


@pytest.mark.parametrize("heading", ["FOR IMMEDIATE RELEASE", "Press release", "Contact: press@amity.example"])
def test_headings_of_releases_and_addresses_are_no_titles(heading: str) -> None:
    assert described(f"{heading}\n\n{TITLE}\n\n{BODY}").title == TITLE


@pytest.mark.parametrize(
    ("text", "outlet"),
    [
        (f"Release of the Press Office of the Harbour\n\n{BODY}", "Press Office of the Harbour"),
        (
            f"{TITLE}\n\n{BODY}\n\nAmity News Agency website contains only some of the stories.",
            "Amity News Agency",
        ),
        (f"{TITLE}\n\n{BODY}\n\n© 2019 The Amity Post. All rights reserved.", "Amity Post"),
        (f"{TITLE}\n\n{BODY}\n\nCopyright © 2012-2019 Amity Media Group Ltd.", "Amity Media Group"),
        (f"{TITLE} | Amity Post\n\nHome\n\n{TITLE}\n\n{BODY}", "Amity Post"),
        (f"{TITLE}\n\nPORT AMITY (ANP) — {BODY}", "ANP"),
        (f"{TITLE}\n\nPORT AMITY, June 6 (ANP) - {BODY}", "ANP"),
        (f"{TITLE}\n\nPORT AMITY, June 6, 2019 (SHIPWIRE) -- {BODY}", None),
        (f"Amity Broadcasting\n\n{TITLE}\n\n{BODY}", "Amity Broadcasting"),
        (f"Amity Post - for town and port\n\n{TITLE}\n\n{BODY}", "Amity Post"),
        (f"amity-post.example\n\n{TITLE}\n\n{BODY}", "amity-post.example"),
        (f"MINISTRY OF PORTS OF NORLAND\n\n{TITLE}\n\n{BODY}", "Ministry of Ports of Norland"),
        (f"Ministry of Ports of Norland\n\n{BODY}", "Ministry of Ports of Norland"),
        (f"University of Amity » Research » News\n\n{TITLE}\n\n{BODY}", "University of Amity"),
        (f"{TITLE}\n\nThe Amity Tribune\n\n{BODY}", "The Amity Tribune"),
        (f"{TITLE}\n\nSupreme Court\n\n{BODY}", None),
        (f"The Amity Post\n\n{TITLE}\n\nPORT AMITY (ANP) — {BODY}", "The Amity Post"),
        (f"Bank of Norland Cuts Rates\n\n{BODY}", None),
        (f"{TITLE}\n\n{BODY}\n\nCopyright Amity Post Ltd", "Amity Post"),
        (f"{TITLE}\n\n{BODY}\n\n© Copyright 2019 Amity Post", "Amity Post"),
        (f"{TITLE}\n\n{BODY}", None),
        (f"{TITLE}\n\n{BODY}\n\n© 2019 Getty Images", None),
        (f"{TITLE}\n\nThe harbour master spoke to the town, the Amity Agency reports.\n\n{BODY}", None),
    ],
)
def test_the_outlet_is_named_only_where_the_page_says_whose_it_is(text: str, outlet: str | None) -> None:
    assert described(text).outlet == outlet


@pytest.mark.parametrize(
    ("line", "byline"),
    [
        ("By Ann Lee", "Ann Lee"),
        ("Ann Lee | 06.06.2019 - Update : 07.06.2019", "Ann Lee"),
        ("Published 6 June 2019 by Ann Lee", "Ann Lee"),
        ("By Ann Lee, political editor", "Ann Lee"),
        ("By Ann Lee in Amity and Bo Hale in Lund", "Ann Lee and Bo Hale"),
        ("NEWS 6 June 2019 - 10:12", None),
        ("Last Updated: 6 June 2019", None),
    ],
)
def test_the_byline_is_the_name_above_the_text(line: str, byline: str | None) -> None:
    assert described(f"{TITLE}\n\n{line}\n\n{BODY}").byline == byline


@pytest.mark.parametrize(
    ("text", "published_on"),
    [
        (f"{TITLE}\n\nNEWS 6 June 2019 - 10:12\n\n{BODY}", date(2019, 6, 6)),
        (f"{TITLE}\n\nAnn Lee | 06.06.2019 - Update : 07.06.2019\n\n{BODY}", date(2019, 6, 6)),
        (f"{TITLE}\n\nUpdated 7 June 2019 | Published 6 June 2019\n\n{BODY}", date(2019, 6, 6)),
        (f"{TITLE}\n\nUpdated 7 June 2019\n\nPublished 6 June 2019\n\n{BODY}", date(2019, 6, 6)),
        (f" date 2019-06-06 {BODY}", date(2019, 6, 6)),
        (f"{TITLE}\n\nPORT AMITY, 6 June 2019 — {BODY}", date(2019, 6, 6)),
        (f"{TITLE}\n\nPORT AMITY, Norland, June 6, 2019 (SHIPWIRE) -- {BODY}", date(2019, 6, 6)),
        (f"{TITLE}\n\nPort Amity, 6 June 2019. {BODY}", date(2019, 6, 6)),
        (f"{TITLE}\n\nPORT AMITY, June 6 (ANP) - {BODY}", None),
        (f"{TITLE}\n\n{BODY}\n\nPort Amity, 6 June 2019", date(2019, 6, 6)),
        (f"{TITLE}\n\nOn June 6, the harbour master spoke. {BODY}", None),
        (f"{TITLE}\n\nIt has stood since 6 June 2018, he said. {BODY}", None),
        (f"{TITLE}\n\n{BODY}\n\nStorm sinks boats\n\n8 June 2019\n\nCouncil votes\n\n9 June 2019", None),
    ],
)
def test_the_day_of_publication_is_the_one_the_page_dates_itself_by(text: str, published_on: date | None) -> None:
    assert described(text).published_on == published_on


def test_what_is_known_from_outside_wins() -> None:
    text = f"{TITLE}\n\n6 June 2019\n\n{BODY}\n\n© 2019 The Amity Post"
    found = described(text, title="Given", outlet="The Other", published_on=date(2020, 1, 1))
    assert (found.title, found.outlet, found.published_on) == ("Given", "The Other", date(2020, 1, 1))


def test_the_latest_date_in_the_clutter_tells_when_the_page_was_taken() -> None:
    text = f"{TITLE}\n\n6 June 2019\n\n{BODY}\n\nStorm at sea\n\n8 June 2019\n\nCouncil votes\n\n9 June 2019"
    assert described(text).captured_on == date(2019, 6, 9)


def test_a_day_to_come_in_the_text_does_not_tell_when_the_page_was_taken() -> None:
    for verb in ("will", "would"):
        text = f"{TITLE}\n\n6 June 2019\n\n{BODY} It {verb} open on 1 May 2031."
        assert described(text).captured_on == date(2019, 6, 6)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (BODY, "en"),
        ("Le ministre a dit que les travaux de la digue avaient été finis par une équipe du port.", "fr"),
        (
            "Der Minister sagte, dass die Arbeiten an der Mole von der Stadt und dem Land bezahlt werden.",
            "de",
        ),
        (
            "Bakan, limanın yeni mendireğinin bu yıl için daha önemli olduğunu ve bir an önce biteceğini.",
            "tr",
        ),
        ("Министр сказал, что работы на молу и в порту были закончены, но не все.", "ru"),
        ("OK", None),
        ("", None),
        ("x1 z2 q3 " * 50, None),
    ],
)
def test_the_language_is_told_where_it_is_clear(text: str, language: str | None) -> None:
    assert language_of(text) == language


def test_a_date_in_the_language_of_the_page_is_read() -> None:
    text = (
        "Министр прибыл в порт\n\n24 января 2019\n\n"
        "Министр прибыл в порт, где встретился со своим коллегой и обсудил вопросы торговли.\n\n"
        "Он сказал, что переговоры были полезными и что стороны договорились о новой встрече весной."
    )
    found = described(text)
    assert (found.language, found.published_on) == ("ru", date(2019, 1, 24))


@given(st.text(max_size=200))
def test_any_text_can_be_described(text: str) -> None:
    found = described(text)
    assert found.title
    assert "\n" not in found.title


def test_a_line_of_initials_costs_no_time_to_speak_of() -> None:
    line = "© 2020 " + "A." * 250 + "!"
    raw = RawDocument(
        "d", "d.txt", "0", f"A ferry sank\n\nThe ferry sank off Port Arn on Monday, the coast guard said.\n\n{line}"
    )
    assert describe(raw, clean(raw.text)).title == "A ferry sank"
