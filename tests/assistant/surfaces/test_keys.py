"""The commands on keys, and what `serve` makes of the keys that there are."""

import json
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from shutil import copytree

import pytest

from assistant.errors import SettingsError
from assistant.keys import Key
from assistant.surfaces.exposure import exposed
from assistant.surfaces.settings import HttpSettings
from tests.assistant.surfaces.commands import program, run

LIVE, REVOKED = Key("a" * 64, "desk"), Key("b" * 64, "old", revoked_at=datetime.now(UTC))


def test_a_key_is_shown_once_and_listed_without_it(tmp_path) -> None:
    secret = run("keys", "add", "desk", "--outlet", "Gazette", "--outlet", "Courier", home=tmp_path).stdout.strip()
    made = run("keys", "add", "keeper", "--admin", "--json", home=tmp_path)
    assert secret.startswith("readout_")
    assert json.loads(made.stdout) == {"name": "keeper", "key": json.loads(made.stdout)["key"]}
    listed = run("keys", "list", home=tmp_path).stdout
    assert secret not in listed
    first, second = listed.splitlines()
    assert first.startswith("desk: sees Gazette, Courier; made 20")
    assert second.startswith("keeper: changes documents; made 20")


def test_a_revoked_key_is_listed_as_that(tmp_path) -> None:
    run("keys", "add", "desk", home=tmp_path)
    assert run("keys", "revoke", "desk", home=tmp_path).exit_code == 0
    assert "; revoked 20" in run("keys", "list", home=tmp_path).stdout
    (entry,) = json.loads(run("keys", "list", "--json", home=tmp_path).stdout)
    assert (entry["name"], entry["outlets"], entry["admin"], entry["revoked_at"] is None) == (
        "desk",
        None,
        False,
        False,
    )


@pytest.mark.parametrize(
    "arguments", [("revoke", "nobody"), ("add", "desk"), ("add", "both", "--admin", "--outlet", "Gazette"), ("add", "")]
)
def test_what_cannot_be_done_is_one_sentence(tmp_path, arguments) -> None:
    run("keys", "add", "desk", home=tmp_path)
    result = run("keys", *arguments, home=tmp_path)
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (3, "", 1)


def test_keys_are_made_and_revoked_while_a_server_has_the_home_open(home, tmp_path) -> None:
    own = tmp_path / "home"  # a key closes it
    copytree(home, own)
    with serving(own) as url:
        assert status(url) == 200
        secret = run("keys", "add", "desk", home=own).stdout.strip()
        time.sleep(1.1)
        assert (status(url), status(url, secret)) == (401, 200)
        run("keys", "revoke", "desk", home=own)
        time.sleep(1.1)
        assert (status(url), status(url, secret)) == (401, 401)


def test_what_is_done_with_keys_is_audited_without_them(tmp_path) -> None:
    secret = run("keys", "add", "desk", home=tmp_path).stdout.strip()
    run("keys", "revoke", "desk", home=tmp_path)
    written = (tmp_path / "audit.jsonl").read_text()
    assert [json.loads(line)["what"] for line in written.splitlines()] == ["key added", "key revoked"]
    assert secret not in written


@pytest.mark.parametrize("address", ["127.0.0.1", "127.0.0.5", "::1"])
def test_nobody_needs_a_key_to_serve_ones_own_machine(address) -> None:
    assert exposed(HttpSettings(), address, (), without_keys=False).local


@pytest.mark.parametrize("address", ["0.0.0.0", "::", "192.0.2.7"])
@pytest.mark.parametrize("made", [(), (REVOKED,)])
def test_elsewhere_there_must_be_a_key(address, made) -> None:
    with pytest.raises(SettingsError, match="readout keys add"):
        exposed(HttpSettings(), address, made, without_keys=False)
    for settings, keys in ((HttpSettings(), (LIVE,)), (HttpSettings(api_keys=("a-key",)), made)):
        assert not exposed(settings, address, keys, without_keys=False).local


def test_elsewhere_without_keys_must_be_said(tmp_path) -> None:
    result = run("serve", "--host", "0.0.0.0", "--port", "0", home=tmp_path)
    assert result.exit_code == 3
    assert "--without-keys" in result.stderr
    assert result.stderr.count("\n") == 1
    settings = exposed(HttpSettings(), "0.0.0.0", (REVOKED,), without_keys=True)
    assert (settings.local, settings.without_keys) == (False, True)


def test_nobody_is_let_past_the_keys_that_there_are() -> None:
    for settings, made in ((HttpSettings(), (LIVE,)), (HttpSettings(api_keys=("a-key",)), ())):
        with pytest.raises(SettingsError, match="--without-keys"):
            exposed(settings, "127.0.0.1", made, without_keys=True)


@contextmanager
def serving(home: Path) -> Iterator[str]:
    command = program("serve", "--port", "0", "--json", "--home", str(home))
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        try:
            yield json.loads("".join(iter(process.stdout.readline, "}\n")) + "}")["url"]
        finally:
            process.terminate()


def status(url: str, key: str | None = None) -> int:
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    try:
        with urllib.request.urlopen(urllib.request.Request(f"{url}/documents", headers=headers), timeout=60) as reply:
            return reply.status
    except urllib.error.HTTPError as error:
        error.close()
        return error.code
