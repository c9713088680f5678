"""The console adapter: answers as text on a terminal or in a pipe, and the prompt."""
