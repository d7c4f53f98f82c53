"""The ways in: what is asked, pressed and opened in Slack."""
