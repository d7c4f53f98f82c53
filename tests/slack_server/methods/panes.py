"""The assistant's pane: what it is doing, what it offers to ask, what a thread is called."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.slack_server.methods.found import channel_of, thread_of

if TYPE_CHECKING:
    from tests.slack_server.calls import Arguments
    from tests.slack_server.server import Slack

_PROMPTS = 4
_LOADING_MESSAGES = 10


async def set_status(slack: Slack, given: Arguments) -> dict[str, Any]:
    channel = channel_of(slack, given, "channel_id")
    given.need("thread_ts", "invalid_thread_ts")
    thread_ts = thread_of(slack, given, channel)
    status = given.get("status")
    if not isinstance(status, str):
        raise given.refuse("/status", "missing required field: status", "invalid_arguments")
    if len(given.get("loading_messages") or []) > _LOADING_MESSAGES:
        said = f"no more than {_LOADING_MESSAGES} items allowed"
        raise given.refuse("/loading_messages", said, "invalid_arguments")
    slack.workspace.statuses.setdefault((channel.id, str(thread_ts)), []).append(status)
    return {}


async def set_prompts(slack: Slack, given: Arguments) -> dict[str, Any]:
    channel = channel_of(slack, given, "channel_id")
    thread_ts = thread_of(slack, given, channel)
    prompts = given.need("prompts")
    if not isinstance(prompts, list) or len(prompts) > _PROMPTS:
        raise given.refuse("/prompts", f"no more than {_PROMPTS} items allowed", "invalid_arguments")
    for number, prompt in enumerate(prompts):
        if set(prompt) != {"title", "message"} or not all(isinstance(one, str) and one for one in prompt.values()):
            raise given.refuse(f"/prompts/{number}", "a prompt has a title and a message", "invalid_arguments")
    if slack.view == "agent" and thread_ts:
        given.note("/thread_ts", "an app with agent_view sets prompts without a thread; with one nothing happens")
        return {}
    slack.workspace.prompts[channel.id, thread_ts] = prompts
    return {}


async def set_title(slack: Slack, given: Arguments) -> dict[str, Any]:
    channel = channel_of(slack, given, "channel_id")
    given.need("thread_ts", "invalid_thread_ts")
    thread_ts = thread_of(slack, given, channel)
    slack.workspace.titles[channel.id, str(thread_ts)] = given.need("title")
    return {}
