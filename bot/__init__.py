"""Product: a question in, a cited answer out, through the console or Discord."""

__version__ = "0.1.0"
