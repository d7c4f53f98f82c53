"""What stands in a sentence, and how well it bears a question."""
