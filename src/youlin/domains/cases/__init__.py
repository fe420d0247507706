"""Anything that needs an answer, and the ladder it climbs: a number, a holder, a clock per rung, an answer coming down.

Belongs here: cases and every step they take, who must act now and until when, tracking without an account.
Does not: visits and greetings (care; an urgent one arrives by `jobs.reactions`), what a holder is told by (messaging).
"""
