"""What moderators do in Discord: the index, sources, feeds, names, golden questions, gaps, corrections, the trail.

Every command, button, menu and form enters through one door, which lets in moderators of a home server alone and
writes down whom it turned away. Refuses to know how anything is done: the use cases of ``bot.moderation`` do it.
"""
