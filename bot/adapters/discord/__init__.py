"""Onrecord on Discord: who asks there gets the same Answer as at the console. Imported only when it is chosen."""
