"""Measurements run by hand (``python -m tests.benchmarks.<name>``): figures for people, not assertions for pytest."""
