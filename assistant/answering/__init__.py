"""From sentences that may answer to an answer that quotes them, checked."""
