"""Households, the people in them, what is known of their circumstances, and how they came in (the roster).

Belongs here: facts about people, dated and with their source.
Does not: what is done for them (care, cases), or who answers for them (chiefs).
"""
