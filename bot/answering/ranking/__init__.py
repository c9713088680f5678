"""From the engine's hits to sentences in order, with the numbers that decide it."""
