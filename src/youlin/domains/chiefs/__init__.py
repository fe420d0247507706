"""Posts and who holds them: appointments, terms, acting chiefs, coverage.

Belongs here: the seat, the person in it, and which household it answers for on a day.
Does not: what the holder does (care, cases).
"""
