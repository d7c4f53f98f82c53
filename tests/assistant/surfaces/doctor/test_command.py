"""`readout doctor`, as it is given."""

import json
import subprocess

from tests.assistant.surfaces.commands import program, run


def test_a_check_a_line_and_what_to_do_below(place) -> None:
    result = run("doctor", home=place)
    assert result.exit_code == 0
    assert f"ok       home: {place} can be written.\n" in result.stdout
    assert "warning  index: Nothing is indexed yet.\n         → Run `readout index PATH...`.\n" in result.stdout


def test_a_failed_check_is_exit_1(place) -> None:
    (place / "catalog.sqlite").write_text("Norhavn" * 1_000)
    result = run("doctor", home=place)
    assert result.exit_code == 1
    assert "failed   index: The catalog is damaged" in result.stdout


def test_as_json_all_is_there(place) -> None:
    result = run("doctor", "--json", home=place)
    told = json.loads(result.stdout)
    assert told["healthy"] is True
    assert {"check": "slack", "state": "ok"}.items() <= told["checks"][-1].items()
    assert all(set(one) == {"check", "state", "said", "do"} for one in told["checks"])
    (place / "catalog.sqlite").write_text("Norhavn" * 1_000)
    failed = run("doctor", "--json", home=place)
    assert (failed.exit_code, json.loads(failed.stdout)["healthy"]) == (1, False)


def test_it_works_while_a_server_holds_the_home(home) -> None:
    with subprocess.Popen(
        program("serve", "--port", "0", "--json", "--home", str(home)), stdout=subprocess.PIPE, text=True
    ) as server:
        while server.stdout.readline() != "}\n":
            pass
        result = run("doctor", "--json", home=home)
        server.terminate()
    told = {one["check"]: one for one in json.loads(result.stdout)["checks"]}
    assert result.exit_code == 0
    assert f"Process {server.pid} has the home open" in told["lock"]["said"]
    assert told["index"]["said"].startswith("3 documents")
    assert told["keys"]["state"] == "ok"
