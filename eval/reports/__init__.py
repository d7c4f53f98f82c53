"""A run as people and build servers read it: a page, a terminal, Markdown, JSON, JUnit XML."""
