"""Looks whether everything is in place, and says what to do where it is not."""
