"""From files to searchable passages. Knows nothing about questions and answers."""
