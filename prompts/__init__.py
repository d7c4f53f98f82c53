"""Text for language models, one file a prompt."""
