"""How the reader was trained, from the data file to the table: needs ``onrecord[train]``, and nothing else needs it."""
