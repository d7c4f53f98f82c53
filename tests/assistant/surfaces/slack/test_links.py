"""Which addresses an answer links to."""

from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.surfaces.slack.shown.links import asked_at, linked_to, safe
from tests.assistant.hostile import hostile
from tests.assistant.surfaces.slack.answers import FEBRUARY, PAGE, URLS, citation


def test_a_citation_leads_to_the_page_at_its_passage() -> None:
    assert linked_to(f"{PAGE}/")(FEBRUARY) == f"{PAGE}/#document=press-february&start=10&end={FEBRUARY.end}"


def test_without_a_page_it_leads_to_where_the_document_says_it_is() -> None:
    link = linked_to(None)
    assert link(FEBRUARY) is None
    assert link(citation(1, "a", None, "q", url="https://gazette.example.org/a?b=c&d=e#f")) == (
        "https://gazette.example.org/a?b=c&d=e#f"
    )


def test_a_question_is_asked_on_the_page() -> None:
    assert asked_at(None, "What?") is None
    assert asked_at(PAGE, "How many & why?") == f"{PAGE}/#q=How%20many%20%26%20why%3F"


@pytest.mark.parametrize("url", URLS[3:4] + URLS[6:7] + URLS[9:])
def test_what_is_no_plain_address_of_the_web_is_no_link(url: str) -> None:
    assert safe(url) is None


def test_nothing_in_an_address_ends_or_forges_a_link() -> None:
    assert safe("https://evil.example/|<!channel>") == "https://evil.example/%7C%3C!channel%3E"
    assert safe("http://gazette.example.org/(a)_b*c") == "http://gazette.example.org/%28a%29_b%2Ac"
    assert safe("https://exämple.org/ünd") == "https://xn--exmple-cua.org/%C3%BCnd"


@given(st.one_of(st.sampled_from(URLS[1:]), hostile(), hostile().map("https://a.example/".__add__)))
def test_any_address_is_safe_or_none(url: str) -> None:
    found = safe(url)
    if found is not None:
        assert found.isascii()
        assert not set(found) & set("<>|()[]\\`\"'{}* \n\t")
        assert urlsplit(found).scheme in ("http", "https")
        assert safe(found) == found


@given(hostile(very_long=False))
def test_a_document_with_any_id_is_found_again_from_its_link(document_id: str) -> None:
    found = linked_to(PAGE)(citation(1, document_id, None, "q"))
    if found:
        place = parse_qs(urlsplit(found).fragment, keep_blank_values=True)
        assert place["document"] == [document_id.encode("utf-8", "replace").decode()]
