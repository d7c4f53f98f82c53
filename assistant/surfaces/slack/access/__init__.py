"""Who may ask where, and what is seen there: a file, read again when it has changed."""
