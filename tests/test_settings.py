import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.errors import SettingsError
from assistant.settings import Settings, read_settings
from assistant.surfaces.settings import HttpSettings, SlackSettings
from index.settings import IndexSettings


@pytest.fixture(autouse=True)
def bare(monkeypatch, tmp_path) -> None:
    """No settings but the test's own."""
    for name in [name for name in os.environ if name.startswith("READOUT_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


def test_nothing_needs_to_be_set() -> None:
    settings = read_settings()
    assert settings.embedding == "minilm"
    assert settings.chroma_url is None
    assert settings.database_url is None
    assert settings.home.is_absolute()
    assert settings.cache.is_absolute()


def test_the_environment_is_read(monkeypatch) -> None:
    monkeypatch.setenv("READOUT_HOME", "/srv/readout")
    monkeypatch.setenv("READOUT_CACHE", "/srv/models")
    monkeypatch.setenv("READOUT_EMBEDDING", "openai:small")
    monkeypatch.setenv("READOUT_CHROMA_URL", "http://localhost:9000")
    monkeypatch.setenv("READOUT_DATABASE_URL", "postgresql://localhost/readout")
    assert read_settings().for_index() == IndexSettings(
        home=Path("/srv/readout"),
        cache=Path("/srv/models"),
        embedding="openai:small",
        chroma_url="http://localhost:9000",
        database_url="postgresql://localhost/readout",
    )


def test_what_guards_the_api_is_read(monkeypatch) -> None:
    monkeypatch.setenv("READOUT_API_KEYS", " one-key, ,two-key ")
    monkeypatch.setenv("READOUT_CORS_ORIGINS", "https://desk.example,https://other.example")
    monkeypatch.setenv("READOUT_HOSTS", "desk.example")
    monkeypatch.setenv("READOUT_RATE_PER_MINUTE", "7")
    monkeypatch.setenv("READOUT_QUESTIONS_AT_ONCE", "3")
    monkeypatch.setenv("READOUT_QUESTIONS_WAITING", "5")
    monkeypatch.setenv("READOUT_REQUEST_TIMEOUT", "2.5")
    monkeypatch.setenv("READOUT_LOG_QUESTIONS", "1")
    monkeypatch.setenv("READOUT_HOME", "/srv/readout")
    settings = read_settings()
    assert settings.for_http() == HttpSettings(
        api_keys=("one-key", "two-key"),
        cors_origins=("https://desk.example", "https://other.example"),
        hosts=("desk.example",),
        rate_per_minute=7,
        questions_at_once=3,
        questions_waiting=5,
        request_timeout=2.5,
        log_questions=True,
        audit=Path("/srv/readout"),
    )
    assert "one-key" not in repr(settings)


def test_what_the_bot_in_slack_needs_is_read(monkeypatch, tmp_path) -> None:
    monkeypatch.setenv("READOUT_HOME", str(tmp_path))
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-one")
    monkeypatch.setenv("SLACK_SIGNING_SECRET", "two")
    monkeypatch.setenv("SLACK_APP_TOKEN", "xapp-three")
    monkeypatch.setenv("READOUT_SLACK_API_URL", "http://localhost:9000/api")
    monkeypatch.setenv("READOUT_PAGE_URL", "https://desk.example/")
    monkeypatch.setenv("READOUT_QUESTIONS_AT_ONCE", "3")
    settings = read_settings()
    assert settings.for_slack() == SlackSettings(
        bot_token="xoxb-one",
        signing_secret="two",
        app_token="xapp-three",
        access=settings.home / "slack.yaml",
        access_named=False,
        api_url="http://localhost:9000/api/",
        page_url="https://desk.example",
        workers=3,
    )
    assert "xoxb-one" not in repr(settings) + repr(settings.for_slack())


def test_the_file_of_who_may_ask_is_the_homes_unless_another_is_named(monkeypatch, tmp_path) -> None:
    told = read_settings(tmp_path).for_slack()
    assert (told.access, told.access_named) == (tmp_path / "slack.yaml", False)
    monkeypatch.setenv("READOUT_SLACK_ACCESS", "/srv/desk.yaml")
    told = read_settings(tmp_path).for_slack()
    assert (told.access, told.access_named) == (Path("/srv/desk.yaml"), True)


def test_slack_is_not_served_without_a_token_and_a_secret() -> None:
    assert SlackSettings(bot_token="xoxb-one", signing_secret="two").signed
    assert not SlackSettings(bot_token="xoxb-one").signed
    assert not SlackSettings(signing_secret="two").signed


def test_a_page_that_is_no_web_address_is_refused(monkeypatch) -> None:
    monkeypatch.setenv("READOUT_PAGE_URL", "javascript:alert(1)")
    with pytest.raises(SettingsError, match="READOUT_PAGE_URL cannot be used"):
        read_settings()


def test_more_questions_are_answered_at_once_where_a_model_writes(monkeypatch) -> None:
    assert read_settings().for_http().questions_at_once == os.cpu_count()
    monkeypatch.setenv("READOUT_LLM", "openai:small")
    assert read_settings().for_http().questions_at_once == 16


def test_traces_go_where_opentelemetrys_own_variables_say(monkeypatch) -> None:
    for name in [name for name in os.environ if name.startswith("OTEL_")]:
        monkeypatch.delenv(name)
    assert read_settings().exporters() == ""
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", "http://localhost:4317")
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf")
    assert (read_settings().exporters(), read_settings().traces_protocol) == ("otlp", "http/protobuf")
    monkeypatch.setenv("OTEL_TRACES_EXPORTER", "console")
    assert read_settings().exporters() == "console"
    monkeypatch.setenv("OTEL_TRACES_EXPORTER", "none")
    assert read_settings().exporters() == "none"


def test_readme_shows_every_setting_and_no_other() -> None:
    readme = (Path(__file__).parent.parent / "README.md").read_text("utf-8")
    shown = set(re.findall(r"^\| `(READOUT_\w+)`", readme, re.MULTILINE))
    named = {f"READOUT_{name.upper()}" for name, field in Settings.model_fields.items() if not field.validation_alias}
    assert shown == named


def test_a_dotenv_file_is_read_and_the_environment_wins(monkeypatch, tmp_path) -> None:
    (tmp_path / ".env").write_text("READOUT_HOME=/from/file\nREADOUT_EMBEDDING=ollama:nomic\nOTHER=1\n")
    monkeypatch.setenv("READOUT_HOME", "/from/environment")
    settings = read_settings()
    assert settings.home == Path("/from/environment")
    assert settings.embedding == "ollama:nomic"


def test_a_home_that_is_given_wins_over_all(monkeypatch) -> None:
    monkeypatch.setenv("READOUT_HOME", "/from/environment")
    assert read_settings(Path("given")).home == Path("given")


def test_a_setting_that_is_empty_counts_as_not_set(monkeypatch) -> None:
    for name in ("READOUT_HOME", "READOUT_EMBEDDING", "READOUT_CHROMA_URL"):
        monkeypatch.setenv(name, "")
    settings = read_settings()
    assert settings.home.is_absolute()
    assert settings.embedding == "minilm"
    assert settings.chroma_url is None


def test_every_setting_says_what_it_is_for() -> None:
    assert all(field.description for field in Settings.model_fields.values())


def test_settings_are_not_changed_after_they_are_read() -> None:
    with pytest.raises(Exception, match="frozen"):
        read_settings().embedding = "other"


def test_a_dotenv_file_that_is_not_text_is_one_sentence(tmp_path) -> None:
    (tmp_path / ".env").write_bytes(b"READOUT_HOME=caf\xe9\n")
    with pytest.raises(SettingsError, match=r"^\.env cannot be read"):
        read_settings()


def test_a_setting_that_cannot_be_understood_is_named() -> None:
    with pytest.raises(SettingsError, match="READOUT_HOME cannot be used"):
        read_settings(7)


def test_reading_settings_loads_nothing_heavy() -> None:
    code = (
        "import sys, assistant.settings; "
        "print([m for m in ('chromadb', 'sqlalchemy', 'llama_index', 'numpy') if m in sys.modules])"
    )
    root = Path(__file__).parent.parent
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=root)
    assert done.stdout == "[]\n"
