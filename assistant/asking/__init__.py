"""What a question asks for: its words, its kind, its scope, and what it leaves to its conversation."""
