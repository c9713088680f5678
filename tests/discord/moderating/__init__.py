"""What moderators do in Discord, over the real use cases, real articles and a small Discord."""
