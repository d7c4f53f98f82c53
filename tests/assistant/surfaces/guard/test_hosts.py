"""Names that a request may call the server by."""

from __future__ import annotations

import pytest
from starlette.datastructures import Headers

from assistant.surfaces.guard.hosts import Hosts, bare
from assistant.surfaces.guard.refusal import RefusalError


def known(hosts: Hosts, called: str) -> bool:
    try:
        hosts.check(Headers({"Host": called} if called else {}))
    except RefusalError:
        return False
    return True


@pytest.mark.parametrize(
    ("host", "name"),
    [
        ("localhost", "localhost"),
        ("LocalHost:8000", "localhost"),
        ("127.0.0.1:80", "127.0.0.1"),
        ("[::1]:8000", "[::1]"),
        ("[::1]", "[::1]"),
        ("desk.example.", "desk.example"),
        ("desk.example:443", "desk.example"),
        ("", ""),
    ],
)
def test_the_port_is_no_part_of_the_name(host: str, name: str) -> None:
    assert bare(host) == name


@pytest.mark.parametrize("called", ["localhost", "localhost:8000", "127.0.0.1:8000", "[::1]:8000"])
def test_the_loopback_is_always_known(called: str) -> None:
    assert known(Hosts((), everywhere=False), called)
    assert known(Hosts(("desk.example",), everywhere=True), called)


@pytest.mark.parametrize(
    "called",
    ["evil.example", "localhost.evil.example", "evil.example:8000", "127.0.0.1.evil.example", "", "::1", "a:b"],
)
def test_any_other_name_is_refused(called: str) -> None:
    assert not known(Hosts((), everywhere=False), called)


def test_names_that_are_given_are_known_too() -> None:
    hosts = Hosts(("Desk.example",), everywhere=False)
    assert known(hosts, "desk.example")
    assert known(hosts, "DESK.example:8443")
    assert not known(hosts, "other.example")


def test_where_everybody_may_come_any_name_does_unless_some_are_given() -> None:
    assert known(Hosts((), everywhere=True), "anything.example")
    assert not known(Hosts(("desk.example",), everywhere=True), "anything.example")
    assert known(Hosts(("*",), everywhere=False), "anything.example")
