"""Requests of all kinds that the API's description allows or forbids: none of them finds a defect of the server."""

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import positive_data_acceptance

from assistant.assistant import Assistant
from assistant.conversations import Conversations
from assistant.feedback import Feedback
from assistant.sentences.matching import ExactWords
from assistant.surfaces.http import create_app
from tests.assistant.surfaces.served import served
from tests.index.stand_in import harbour, small_archive, write_corpus

EXAMPLES = 10  # of each kind, for each operation


@pytest.fixture(scope="module")
def url(tmp_path_factory):
    folder = tmp_path_factory.mktemp("described")
    with small_archive(folder / "home") as archive:
        archive.sync([write_corpus(folder / "harbour.jsonl", [harbour(number) for number in range(3)])])
        assistant = Assistant(archive, Conversations(archive.engine), Feedback(archive.engine), ExactWords())
        with served(create_app(assistant)) as url:
            yield url


def send(operation, mode):
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
        # What is refused by more than its shape, such as a blank question, is allowed by the description.
        case.call_and_validate(excluded_checks=[positive_data_acceptance])

    check()


def operations(url):
    found = [one.ok() for one in schemathesis.openapi.from_url(f"{url}/openapi.json").get_all_operations()]
    assert len(found) > 15
    return found


def test_no_request_that_is_allowed_finds_a_defect(url) -> None:
    for operation in operations(url):
        send(operation, GenerationMode.POSITIVE)


def test_no_request_that_is_forbidden_finds_a_defect(url) -> None:
    for operation in operations(url):
        if operation.body or operation.query:
            send(operation, GenerationMode.NEGATIVE)
