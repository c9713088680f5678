"""Product: a question in, a cited answer out, through the console or Discord."""
