"""The cards that moderators see: what a change would do, what there is, what was done. Pure functions.

As with everybody's cards: every text is the bot's own phrase or went through ``escaping``, every length is settled.
"""
