from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from assistant.bootstrap import open_assistant, open_memory
from assistant.feedback import Kept
from assistant.settings import Settings
from assistant.types import Answer, Turn
from index.errors import HomeError

if TYPE_CHECKING:
    from pathlib import Path

ANSWER = Answer("How many boats?", "How many boats?", "abstained", "Nobody says.", answer_id="a")


def settings(home: Path) -> Settings:
    return Settings(_env_file=None, home=home)


def test_what_was_asked_and_rated_can_be_read_while_an_assistant_has_the_archive_open(tmp_path: Path) -> None:
    with open_assistant(settings(tmp_path)) as assistant, open_memory(settings(tmp_path)) as memory:
        assistant.conversations.append("notes", Turn("How many boats?", ANSWER))
        assistant.feedback.keep(Kept(ANSWER))
        memory.feedback.rate("a", "wrong", "It was 12.")
        assert [turn.answer for turn in memory.conversations.get("notes").turns] == [ANSWER]
        assert [one.comment for one in assistant.feedback.wrong()] == ["It was 12."]


def test_a_home_that_is_a_file_holds_no_memory(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("")
    with pytest.raises(HomeError, match="is a file"), open_memory(settings(tmp_path / "home")):
        pass
