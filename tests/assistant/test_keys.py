"""Keys as they are made, shown and revoked."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import create_engine

from assistant.errors import KeysError
from assistant.keys import Keys, opened_by

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Engine


@pytest.fixture
def keys(engine: Engine) -> Keys:
    return Keys(engine)


def test_a_key_opens_and_no_other_text_does(keys: Keys) -> None:
    secret = keys.add("desk")
    found = opened_by(secret, keys.all())
    assert found
    assert found.name == "desk"
    for wrong in ("", secret[:-1], f"{secret} ", secret.upper(), sha256(secret.encode()).hexdigest(), "\ud800"):
        assert opened_by(wrong, keys.all()) is None


def test_two_keys_are_never_the_same_and_hold_256_bits(keys: Keys) -> None:
    made = {keys.add(f"desk {number}") for number in range(20)}
    assert len(made) == 20
    assert {len(one.removeprefix("readout_")) for one in made} == {43}  # 32 bytes, six bits a letter


def test_only_the_hash_is_kept(tmp_path: Path) -> None:
    engine = create_engine(f"sqlite:///{tmp_path / 'catalog.sqlite'}")
    secret = Keys(engine).add("desk")
    engine.dispose()
    written = b"".join(one.read_bytes() for one in tmp_path.iterdir())
    assert sha256(secret.encode()).hexdigest().encode() in written
    assert secret.encode() not in written
    assert secret.removeprefix("readout_").encode() not in written


def test_what_a_key_may_is_kept_with_it(keys: Keys) -> None:
    keys.add("reader", ["Harbour Gazette", "Dell Courier"])
    keys.add("keeper", admin=True)
    reader, keeper = keys.all()
    assert (reader.outlets, reader.admin) == (("Harbour Gazette", "Dell Courier"), False)
    assert (keeper.outlets, keeper.admin) == (None, True)


def test_a_key_that_is_revoked_opens_nothing_and_is_still_listed(keys: Keys) -> None:
    old, other = keys.add("desk"), keys.add("other")
    keys.revoke("desk")
    assert opened_by(old, keys.all()) is None
    assert opened_by(other, keys.all())
    assert [(one.name, one.revoked_at is None) for one in keys.all()] == [("desk", False), ("other", True)]


def test_a_name_is_free_again_once_its_key_is_revoked(keys: Keys) -> None:
    old = keys.add("desk")
    with pytest.raises(KeysError, match="already"):
        keys.add("desk")
    keys.revoke("desk")
    new = keys.add("desk")
    assert opened_by(new, keys.all())
    assert opened_by(old, keys.all()) is None
    first, second = keys.all()
    assert first.key_id != second.key_id


def test_a_key_that_is_not_there_cannot_be_revoked(keys: Keys) -> None:
    keys.add("desk")
    keys.revoke("desk")
    for name in ("nobody", "desk"):
        with pytest.raises(KeysError, match="keys list"):
            keys.revoke(name)


@pytest.mark.parametrize("name", ["", "  ", "x" * 65, "two\nlines", "bell\a"])
def test_a_name_that_cannot_be_read_in_a_line_is_refused(keys: Keys, name: str) -> None:
    with pytest.raises(KeysError, match="name"):
        keys.add(name)


def test_a_key_for_some_outlets_cannot_change_documents(keys: Keys) -> None:
    with pytest.raises(KeysError, match="--admin or --outlet"):
        keys.add("both", ["Dell Courier"], admin=True)
