"""What a method of the Web API is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from tests.slack_server.calls import Arguments
    from tests.slack_server.server import Slack
    from tests.slack_server.workspace import Channel

_FAMILIES = {"channel": "channels", "group": "groups", "im": "im"}


class Method:
    """A method: what it does, any of which scopes it needs, and which arguments it has.

    `*:history` is the scope of that name for the kind of conversation.
    """

    def __init__(
        self,
        run: Callable[[Slack, Arguments], Awaitable[dict[str, Any]]],
        scopes: str = "",
        arguments: str = "",
        *,
        for_app: bool = False,  # takes the app's token, not the bot's
        form_only: bool = False,  # does not read JSON
    ) -> None:
        self.run = run
        self.arguments = frozenset(arguments.split())
        self.for_app = for_app
        self.form_only = form_only
        self._scopes = scopes.split()

    def scopes_for(self, channel: Channel | None) -> frozenset[str]:
        """Return the scopes of which one is needed."""
        family = _FAMILIES[channel.kind if channel else "channel"]
        return frozenset(scope.replace("*", family) for scope in self._scopes)
