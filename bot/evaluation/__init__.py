"""Measure answers against questions with known answers, and learn the few numbers that ranking and declining need."""
