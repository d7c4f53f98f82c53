"""Answers, sources, alerts and greetings as messages of Slack's, within its limits; nothing here calls Slack."""
