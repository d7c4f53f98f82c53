"""Keys, and whom the server is meant to reach."""

from tests.assistant.surfaces.commands import run

LONG = "f3" * 16


async def test_without_a_key_only_this_machine_is_answered(examined) -> None:
    found = (await examined())["keys"]
    assert found.state == "ok"
    assert "There is no key" in found.said


async def test_a_name_for_others_needs_a_key(examined, place) -> None:
    found = (await examined(READOUT_HOSTS="desk.example"))["keys"]
    assert found.state == "warning"
    assert "desk.example" in found.said
    run("keys", "add", "desk", home=place)
    found = (await examined(READOUT_HOSTS="desk.example"))["keys"]
    assert (found.state, found.said[:11]) == ("ok", "1 keys open")
    run("keys", "revoke", "desk", home=place)
    assert (await examined(READOUT_HOSTS="desk.example"))["keys"].state == "warning"


async def test_keys_of_the_environment_are_long_and_never_shown(examined) -> None:
    found = await examined(READOUT_API_KEYS=f"{LONG},swordfish")
    assert found["keys"].state == "warning"
    assert LONG not in str(found)
    assert "swordfish" not in str(found)
    assert (await examined(READOUT_API_KEYS=LONG))["keys"].state == "ok"
