"""Hold values against values and claims against sentences: who agrees, who differs, in what."""
