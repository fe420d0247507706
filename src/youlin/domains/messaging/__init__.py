"""What to say to whom: in-app notices now; templates, consent, quiet hours and outside channels build on them.

Belongs here: the words sent, the receiver, whether it was read or delivered.
Does not: deciding that somebody must be told (jobs.reactions).
"""
