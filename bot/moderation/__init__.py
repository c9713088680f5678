"""What moderators do: refresh the index, feed it, take back, correct, and see what it could not answer.

Use cases for the console and Discord alike. Each change is recorded with who made it. Refuses to render anything, and
to know where an order came from beyond the actor it is given.
"""
