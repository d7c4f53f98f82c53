"""The bot in Slack: what people ask there, answered in its thread."""
