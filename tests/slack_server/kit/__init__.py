"""Slack's documented shapes and limits of messages, blocks and views."""
