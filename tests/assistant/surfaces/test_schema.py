"""Requests of all kinds that the API's description allows or forbids: none of them finds a defect of the server."""

from dataclasses import dataclass

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import ignored_auth, positive_data_acceptance

from assistant.assistant import Assistant
from assistant.conversations import Conversations
from assistant.feedback import Feedback
from assistant.keys import Keys
from assistant.sentences.matching import ExactWords
from assistant.surfaces.http import create_app
from assistant.surfaces.settings import HttpSettings
from tests.assistant.surfaces.served import served
from tests.index.stand_in import harbour, small_archive, write_corpus

EXAMPLES = 10  # of each kind, for each operation


@dataclass(frozen=True, slots=True)
class Server:
    url: str
    key: dict[str, str]  # as a header


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    folder = tmp_path_factory.mktemp("described")
    with small_archive(folder / "home") as archive:
        archive.sync([write_corpus(folder / "harbour.jsonl", [harbour(number) for number in range(3)])])
        assistant = Assistant(archive, Conversations(archive.engine), Feedback(archive.engine), ExactWords())
        key = Keys(archive.engine).add("all", admin=True)
        with served(create_app(assistant, HttpSettings(rate_per_minute=0))) as url:
            yield Server(url, {"X-API-Key": key})


def send(server, operation, mode):
    """Send requests; each reply must be one that the description has."""

    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(operation.as_strategy(generation_mode=mode))
    def check(case):
        # What is refused by more than its shape, such as a blank question, is allowed by the description. Each request
        # shows the right key, whatever else it shows: what other keys open is tested by itself.
        case.call_and_validate(headers=server.key, excluded_checks=[positive_data_acceptance, ignored_auth])

    check()


def operations(server):
    described = schemathesis.openapi.from_url(f"{server.url}/openapi.json", headers=server.key)
    found = [one.ok() for one in described.get_all_operations()]
    assert len(found) > 15
    return found


def test_no_request_that_is_allowed_finds_a_defect(server) -> None:
    for operation in operations(server):
        send(server, operation, GenerationMode.POSITIVE)


def test_no_request_that_is_forbidden_finds_a_defect(server) -> None:
    for operation in operations(server):
        if operation.body or operation.query:
            send(server, operation, GenerationMode.NEGATIVE)
