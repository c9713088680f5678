"""Dates, quantities, names and quoted phrases in a sentence, with keys to compare them by."""
