"""Evidence: articles in, ranked sentences out. Knows no bot, no Discord, no user and no settings."""
