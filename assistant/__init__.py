"""From a question to a checked answer, and the ways in."""
