"""Pure parts of answering: no disk, no network, no clock."""
