"""Suites, metrics and the runner behind `readout eval`."""
