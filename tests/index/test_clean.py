import time
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.clean import as_it_stands, clean, normalise

SEEDS = Path(__file__).parents[2] / "seeds"

BODY = (
    "The harbour master of Port Amity told reporters on Thursday that the breakwater would open by summer.",
    "He said that the work had cost more than 12 million crowns, of which the town paid a third.",
    "“We are glad,” he said.",
    "The fishermen, who had opposed the plan for years, have asked for berths on its northern side.",
    "Work on the second breakwater will begin once the first has stood for two winters.",
)
HEADLINES = (
    "Storm sinks three boats off the northern cape",
    "Mayor opens new library",
    "Why do the herring stay away this year?",
    "Ferry to run on Sundays from next month",
    "Council votes on fish market",
    "Lighthouse keeper retires after forty years",
)


def page(*parts: str, gap: str = "\n\n") -> str:
    return gap.join(parts)


def stamped(headlines: tuple[str, ...]) -> str:
    return "\n\n".join(f"{headline}\n\n0{n + 1} June 2019 - 1{n}:05" for n, headline in enumerate(headlines))


@dataclass(frozen=True)
class Cluttered:
    name: str
    text: str
    reason: str
    gone: str


TITLE = "Port Amity to open its breakwater by summer"
PAGES = [
    Cluttered(
        "latest news",
        page(TITLE, *BODY, "Latest news", stamped(HEADLINES)),
        "list of other headlines",
        "library",
    ),
    Cluttered("no heading", page(TITLE, *BODY, stamped(HEADLINES)), "list of other headlines", "library"),
    Cluttered(
        "navigation",
        page("Home", "Sections", "News", "Sport", "Weather", "Tides", "Shop", TITLE, *BODY),
        "navigation",
        "Tides",
    ),
    Cluttered(
        "subscribe",
        page(TITLE, *BODY, "Subscribe to our daily newsletter"),
        "subscription line",
        "newsletter",
    ),
    Cluttered("archive", page(TITLE, *BODY, "Search the archive"), "archive or search box", "Search"),
    Cluttered("share", page(TITLE, "Share this article", *BODY), "sharing line", "Share"),
    Cluttered(
        "cookies",
        page(TITLE, *BODY, "This website uses cookies to make it work."),
        "cookie or privacy notice",
        "cookies",
    ),
    Cluttered("rights", page(TITLE, *BODY, "© 2019 The Amity Post. All rights reserved."), "copyright notice", "©"),
    Cluttered(
        "footer",
        page(TITLE, *BODY, "This page holds a part of the stories offered to subscribers. Please contact us."),
        "agency footer",
        "contact",
    ),
    Cluttered("byline", page(TITLE, "Ann Lee | 06.06.2019", *BODY), "byline and date", "Ann Lee"),
    Cluttered("stamp", page(TITLE, "NEWS 6 June 2019 - 10:12", *BODY), "date stamp", "10:12"),
    Cluttered("place", page(TITLE, "PORT AMITY", *BODY), "place line", "PORT AMITY"),
    Cluttered("menu", page("Tides | Ferries | Markets | Letters", TITLE, *BODY), "navigation", "Ferries"),
    Cluttered("labelled menu", page("Menu: Tides | Ferries | Letters", TITLE, *BODY), "navigation", "Ferries"),
    Cluttered("sections", page("News Sport Weather Business", TITLE, *BODY), "navigation", "Sport"),
    Cluttered("path", page("Harbour of Amity » Building » News", TITLE, *BODY), "navigation", "Building"),
    Cluttered("letterhead", page("MINISTRY OF PORTS OF NORLAND", TITLE, *BODY), "name of the site", "PORTS"),
    Cluttered("signed", page(TITLE, "By Ann Lee, political editor", *BODY), "byline", "Ann Lee"),
    Cluttered("two", page(TITLE, "By Ann Lee in Amity and Bo Hale in Lund", *BODY), "byline", "Hale"),
    Cluttered("credits", page(TITLE, *BODY, "(Reporting by Ann Lee; editing by Bo Hale)"), "credits", "Hale"),
    Cluttered("standards", page(TITLE, *BODY, "Our Standards: The ANP Principles."), "agency footer", "ANP"),
    Cluttered("back", page(TITLE, *BODY, "Back to list"), "navigation", "Back"),
    Cluttered(
        "invitations",
        page(TITLE, *BODY, "Mooring advice\nReport a leak online\nFind your local pilot"),
        "list of links",
        "Mooring",
    ),
    Cluttered("dateline", page(TITLE, "PORT AMITY, 6 June 2019 — " + BODY[0], *BODY[1:]), "dateline", "2019 —"),
    Cluttered("comments", page(TITLE, *BODY, "Comments", "Leave a reply"), "comment section", "reply"),
]


@pytest.mark.parametrize("case", PAGES, ids=lambda case: case.name)
def test_clutter_goes_with_its_reason_and_the_article_stays_whole(case: Cluttered) -> None:
    cleaned = clean(case.text)
    assert cleaned.text == page(TITLE, *BODY)
    assert case.gone in "\n".join(removal.text for removal in cleaned.removed if removal.reason == case.reason)


def test_the_title_stays_once_and_its_copies_go() -> None:
    cleaned = clean(page("Local", TITLE, "Ann Lee | 06.06.2019", TITLE, *BODY))
    assert cleaned.text == page(TITLE, *BODY)
    assert "repeated title" in [removal.reason for removal in cleaned.removed]


def test_a_page_name_above_the_navigation_gives_way_to_the_title_above_the_article() -> None:
    menu = ("Home", "News", "Sport", "Weather", "Tides", "Shop", "Ferries", "Markets", "Schools", "Letters")
    assert clean(page(f"{TITLE} | Amity Post", *menu, TITLE, *BODY)).text == page(TITLE, *BODY)


@pytest.mark.parametrize("title", ["Readout of the 6 June 2019 call", "Harbour talks on June 6", "By sea to Amity"])
def test_a_title_with_a_date_or_like_a_byline_is_still_the_title(title: str) -> None:
    assert clean(page(title, *BODY)).text == page(title, *BODY)


MENU = "Home\nCargo\nTides\nContact"


@pytest.mark.parametrize(
    ("title", "top"),
    [
        ("Home port for twelve new ferries", MENU),
        ("Ferry sinks", MENU),
        ("Crew calls for help", MENU),
        (TITLE, "Amity Broadcasting\nNews Sport Weather Business\nLive: storm at sea"),
        (TITLE, "Amity Harbour Police\nNews and appeals"),
        (TITLE, "The Amity Post - for town and port\nSkip to content\nSearch"),
    ],
)
def test_the_headline_below_a_masthead_and_its_menu_stays_alone(title: str, top: str) -> None:
    assert clean(page(top, title, *BODY)).text == page(title, *BODY)


def test_a_masthead_known_from_elsewhere_is_not_the_title() -> None:
    name = "Sixty Miles of Sea"
    assert clean(page(name, TITLE, *BODY), outlet=name).text == page(TITLE, *BODY)


def test_an_organisation_above_an_article_without_a_headline_stays() -> None:
    assert clean(page("Ministry of Ports of Norland", *BODY)).text == page("Ministry of Ports of Norland", *BODY)


SENTENCES = (
    "Shares in the harbour company closed 6.2 per cent lower.",
    "Share prices fell along the coast.",
    "Shared berths cost less, he said.",
    "Sponsored by the navy, the race drew 300 boats.",
    "Promoted to captain, she left for the north.",
    "Loading of grain began on Monday, the port said.",
    "Copyright law will change in May, the minister said.",
    "Advertising on the quays was banned.",
)


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_sentence_that_begins_as_a_button_does_stays_wherever_it_stands(sentence: str) -> None:
    for text in (page(TITLE, *BODY, sentence), page(TITLE, BODY[0], sentence, *BODY[1:]), page(TITLE, sentence, *BODY)):
        assert clean(text).text == text


@pytest.mark.parametrize(
    "button",
    ["Share", "12 Shares", "Share on WhatsApp", "Share: Facebook | X | E-mail", "Share this article", "Sponsored"],
)
def test_the_buttons_themselves_go(button: str) -> None:
    assert clean(page(TITLE, button, *BODY, button)).text == page(TITLE, *BODY)


@pytest.mark.parametrize("sentence", ["Output rose.", "The port raised its output."])
def test_a_dateline_leaves_the_sentence_behind_it(sentence: str) -> None:
    cleaned = clean(page("Harbour shares", f"Port Amity, 3 May 2019. {sentence}", *BODY))
    assert cleaned.text == page("Harbour shares", sentence, *BODY)
    assert [(removal.text, removal.reason) for removal in cleaned.removed] == [("Port Amity, 3 May 2019.", "dateline")]


def test_only_the_first_sentence_has_a_dateline() -> None:
    text = page(TITLE, *BODY, "LUND — The ferry from the islands was late on every day of the week, he said.")
    assert clean(text).text == text


def test_the_rows_of_a_table_are_no_menu() -> None:
    text = page(TITLE, BODY[0], "Year | Boats | Crew\nLast | Nine | Ninety", *BODY[1:])
    assert clean(text).text == text.replace("Crew\nLast", "Crew\n\nLast")


WINNERS = tuple(f"Best {craft} - {name}" for craft in ("cutter", "ketch", "yawl", "sloop") for name in "ABCDE")


def test_a_long_list_of_the_article_s_own_stays_and_the_links_after_it_go() -> None:
    text = page(TITLE, *BODY, "The winners are:", *WINNERS)
    assert clean(page(text, *HEADLINES, "Share", *HEADLINES)).text == text


def test_a_long_list_of_dated_headlines_goes() -> None:
    dated = [f"Ferry {n} sails - {n} June 2019" for n in range(1, 20)]
    assert clean(page(TITLE, *BODY, *dated)).text == page(TITLE, *BODY)


def test_the_heading_of_a_note_on_a_company_stays_with_it() -> None:
    text = page(TITLE, *BODY, "About Home Port Lines", "Home Port Lines runs twelve ferries between Amity and Lund.")
    assert clean(text).text == text


def test_a_subtitle_stays_under_the_title() -> None:
    subtitle = "Town pays a third of the 12 million crowns since work began in May 2018"
    cleaned = clean(page(TITLE, subtitle, "Ann Lee | 06.06.2019", *BODY))
    assert cleaned.text == page(TITLE, subtitle, *BODY)


def test_a_date_label_in_front_of_the_text_goes_without_it() -> None:
    cleaned = clean(page(" date 2019-06-06 " + BODY[0], *BODY[1:]))
    assert cleaned.text == page(*BODY)
    assert [removal.text for removal in cleaned.removed] == ["date 2019-06-06"]


def test_links_between_paragraphs_go() -> None:
    cleaned = clean(page(TITLE, *BODY[:2], "Most read", *HEADLINES[:2], *BODY[2:]))
    assert "library" not in cleaned.text
    assert all(paragraph in cleaned.text for paragraph in BODY)


def test_paragraphs_on_single_lines_are_kept_apart() -> None:
    assert clean(page(TITLE, *BODY, gap="\n")).text == page(TITLE, *BODY)


def test_lines_that_were_broken_to_fit_a_width_are_joined() -> None:
    wrapped = (
        "The harbour master of Port Amity told reporters on Thursday that the new\n"
        "breakwater would be open by summer, and that the ferries to the islands\n"
        "would run from its inner side until the old quay had been mended.\n\n"
        "He said that the work had cost more than 12 million crowns.\n"
    )
    first, second = clean(wrapped).text.split("\n\n")
    assert first.endswith("until the old quay had been mended.")
    assert "the new breakwater would" in first
    assert second.endswith("crowns.")


RELEASES = [
    page(*BODY),
    page(TITLE, *BODY),
    page(BODY[0]),
    page(TITLE, *BODY, "Ann Lee", "Spokeswoman of the harbour"),
    page(TITLE, BODY[0], "The plan provides for:", "- 14 berths", "- 3 cranes, by 2024", "- a slipway", BODY[1]),
    page(TITLE, BODY[0], "The plan provides for:", "- 14 berths", "- 3 cranes, by 2024", "- a slipway"),
    page(
        "QUESTION: Will it be open by summer?",
        "MR. HALE: Yes.",
        "QUESTION: And then?",
        "MR. HALE: We will see.",
    ),
    page(
        TITLE,
        BODY[0],
        "We share this view, the mayor said.",
        "No comment, said the union.",
        "They will sign up to it.",
    ),
    page(
        TITLE,
        BODY[0],
        "They agreed on the terms and conditions.",
        "Members of the council gave their consent.",
        BODY[1],
    ),
    "Roses are red\n\nViolets are blue\n\nSugar is sweet",
    "a single line without a stop",
]


@pytest.mark.parametrize("text", RELEASES)
def test_nothing_goes_where_there_is_no_clutter(text: str) -> None:
    cleaned = clean(text)
    assert cleaned.text == text
    assert cleaned.removed == ()


@pytest.mark.parametrize("text", [case.text for case in PAGES] + RELEASES)
def test_cleaning_a_cleaned_text_changes_nothing(text: str) -> None:
    once = clean(text).text
    assert clean(once).text == once


def test_the_seeds_keep_their_articles_and_lose_their_lists() -> None:
    for path in sorted(SEEDS.glob("*.txt")):
        raw = path.read_text(encoding="utf-8").replace("\u00a0", " ")
        cleaned = clean(raw)
        prose = [line.strip() for line in raw.split("\n") if line.strip().endswith((".", '."')) and len(line) > 120]
        lost = [line for line in prose if line[-100:] not in cleaned.text]
        assert all("subscri" in line for line in lost), path.name
        assert len(cleaned.text.split("\n\n")) <= len(prose) + 3, path.name


def test_control_characters_and_line_breaks_of_all_kinds_are_normalised() -> None:
    assert normalise("a\r\nb\rc\u2028d\x0ce") == "a\nb\nc\nd\ne"
    assert normalise("\ufeffa\x00\x1b[31mb\x07\ud800") == "a[31mb\ufffd"


def test_a_text_taken_as_it_stands_keeps_everything_else() -> None:
    text = "Read also\n\n  an indented\u00a0line  \n\nLatest news"
    assert as_it_stands(text).text == text


def test_other_scripts_are_cleaned_alike() -> None:
    body = (
        "Министр иностранных дел прибыл в порт, где встретился со своим коллегой и обсудил вопросы торговли.",
        "Он сказал, что переговоры были полезными и что стороны договорились о новой встрече весной.",
    )
    text = page("Министр прибыл в порт", "24 января 2019", *body)
    assert clean(text).text == page("Министр прибыл в порт", *body)


PIECES = st.sampled_from(
    [
        *BODY,
        *HEADLINES,
        TITLE,
        "Latest news",
        "03 June 2019 - 10:00",
        "e\u0301🎉",
        "نص عربي طويل.",
        "a\u00a0b",
        "\x00\x1b",
        "",
    ]
)
HOSTILE = st.lists(PIECES | st.text(max_size=40), max_size=20).flatmap(
    lambda lines: st.sampled_from(["\n", "\r\n", "\n\n", "\u2028"]).map(lambda gap: gap.join(lines))
)


@given(HOSTILE)
@settings(max_examples=200)
def test_whatever_the_text_its_words_are_kept_or_accounted_for_in_order(text: str) -> None:
    cleaned = clean(text)
    kept, gone = cleaned.text.split(), [word for removal in cleaned.removed for word in removal.text.split()]
    words = normalise(text).split()
    assert sorted(kept + gone) == sorted(words)
    position = iter(words)
    assert all(word in position for word in kept)


@given(HOSTILE)
def test_a_cleaned_text_is_printable_paragraphs_of_single_lines(text: str) -> None:
    cleaned = clean(text).text
    assert cleaned == cleaned.strip()
    assert "\n\n\n" not in cleaned
    assert all(line == " ".join(line.split()) for line in cleaned.split("\n"))
    assert not set(cleaned) & {chr(n) for n in range(32) if chr(n) != "\n"}
    cleaned.encode("utf-8")


@pytest.mark.parametrize("unit", ["word ", "x", "A sentence. ", "((((", "e\u0301🎉 ", "Subscribe to ", "is a ", "1. "])
def test_a_line_of_a_megabyte_takes_time_in_proportion(unit: str) -> None:
    started = time.process_time()
    clean(unit * (1_000_000 // len(unit)))
    assert time.process_time() - started < 5


def test_many_lines_take_time_in_proportion() -> None:
    lines = "\n".join(f"{BODY[n % 5]} {n}\n{n} x" for n in range(4_000))
    started = time.process_time()
    clean(lines)
    assert time.process_time() - started < 5
