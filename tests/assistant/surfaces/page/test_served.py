"""The files of the page, as they are sent."""

import re
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from assistant.surfaces.http import create_app

FOLDER = Path(__file__).parents[4] / "assistant" / "surfaces" / "page"
FILES = sorted(FOLDER.iterdir())
LONGEST = 300  # lines


@pytest.fixture
def client(assistant):
    with TestClient(create_app(assistant), "http://localhost", raise_server_exceptions=False) as client:
        yield client


def test_the_page_allows_nothing_from_elsewhere_and_no_markup_made_of_text(client) -> None:
    response = client.get("/")
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    policy = dict(part.strip().split(" ", 1) for part in response.headers["content-security-policy"].split(";"))
    assert policy["default-src"] == "'self'"
    assert policy["require-trusted-types-for"] == "'script'"
    assert "unsafe" not in response.headers["content-security-policy"]


def test_each_file_is_sent_as_what_it_is(client) -> None:
    types = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml", ".html": "text/html"}
    for path in FILES:
        response = client.get(f"/page/{path.name}")
        assert response.content == path.read_bytes()
        assert response.headers["content-type"].split(";")[0] == types[path.suffix]
        assert response.headers["cache-control"] == "no-cache"
        assert response.headers["x-content-type-options"] == "nosniff"


def test_a_file_is_sent_again_only_when_it_changed(client) -> None:
    tag = client.get("/page/main.js").headers["etag"]
    again = client.get("/page/main.js", headers={"If-None-Match": f'"other", W/{tag}'})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    assert client.get("/page/main.js", headers={"If-None-Match": '"other"'}).status_code == 200
    assert client.get("/page/api.js").headers["etag"] != tag


def test_nothing_else_is_sent(client) -> None:
    for name in ("", "nothing.js", "../http.py", "..%2Fhttp.py", "%2e%2e/http.py", "index.html/x"):
        assert client.get(f"/page/{name}").status_code == 404


def test_the_page_can_be_asked_for_without_its_content(client) -> None:
    assert (client.head("/").status_code, client.head("/").content) == (200, b"")
    assert client.post("/").status_code == 405


def test_every_file_is_used_and_every_file_that_is_used_is_there() -> None:
    written = {path.name: path.read_text("utf-8") for path in FILES}
    used = {name for text in written.values() for name in re.findall(r'(?:page|\.)/([\w-]+\.(?:js|css|svg))"', text)}
    assert used | {"index.html"} == set(written)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_no_file_makes_markup_of_text_or_reaches_elsewhere(path) -> None:
    text = path.read_text("utf-8")
    assert not re.findall(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function", text)
    assert not re.findall(r"""https?://(?!www\.w3\.org)|@import|url\(|\bon\w+=["']|\bstyle=["']""", text)
    assert len(text.splitlines()) <= LONGEST
