"""The methods of the Web API that the stand-in has, each with its scopes and arguments."""

from tests.slack_server.methods import chat, conversations, panes, people, streams, views
from tests.slack_server.methods.method import Method

_MESSAGE = (
    "channel text blocks attachments thread_ts metadata markdown_text mrkdwn parse link_names unfurl_links unfurl_media"
)
_HISTORY = "channel cursor inclusive include_all_metadata latest limit oldest"

METHODS: dict[str, Method] = {
    "auth.test": Method(people.auth_test),
    "apps.connections.open": Method(people.connections_open, for_app=True, form_only=True),
    "users.info": Method(people.users_info, "users:read", "user include_locale", form_only=True),
    "reactions.add": Method(people.reactions_add, "reactions:write", "channel name timestamp"),
    "chat.postMessage": Method(
        chat.post_message, "chat:write", f"{_MESSAGE} reply_broadcast username icon_emoji icon_url"
    ),
    "chat.postEphemeral": Method(chat.post_ephemeral, "chat:write", f"{_MESSAGE} user username icon_emoji icon_url"),
    "chat.update": Method(chat.update, "chat:write", f"{_MESSAGE} ts as_user file_ids reply_broadcast"),
    "chat.delete": Method(chat.delete, "chat:write", "channel ts as_user"),
    "chat.getPermalink": Method(chat.get_permalink, "", "channel message_ts", form_only=True),
    "chat.startStream": Method(
        streams.start,
        "chat:write",
        "channel thread_ts markdown_text chunks recipient_team_id recipient_user_id task_display_mode "
        "icon_emoji icon_url username",
    ),
    "chat.appendStream": Method(streams.append, "chat:write", "channel ts markdown_text chunks"),
    "chat.stopStream": Method(
        streams.stop, "chat:write", "channel ts markdown_text chunks blocks metadata session_status"
    ),
    "conversations.replies": Method(conversations.replies, "*:history", f"{_HISTORY} ts", form_only=True),
    "conversations.history": Method(conversations.history, "*:history", _HISTORY, form_only=True),
    "conversations.info": Method(
        conversations.info, "*:read", "channel include_locale include_num_members", form_only=True
    ),
    "conversations.open": Method(conversations.open_, "im:write", "channel prevent_creation return_im users"),
    "views.open": Method(views.open_, "", "trigger_id interactivity_pointer view"),
    "views.push": Method(views.push, "", "trigger_id interactivity_pointer view"),
    "views.update": Method(views.update, "", "view view_id external_id hash"),
    "views.publish": Method(views.publish, "", "user_id view hash"),
    "assistant.threads.setStatus": Method(
        panes.set_status,
        "assistant:write chat:write",
        "channel_id thread_ts status loading_messages icon_emoji icon_url username",
    ),
    "assistant.threads.setSuggestedPrompts": Method(
        panes.set_prompts, "assistant:write", "channel_id thread_ts prompts title"
    ),
    "assistant.threads.setTitle": Method(panes.set_title, "assistant:write", "channel_id thread_ts title"),
}
