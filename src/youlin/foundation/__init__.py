"""Ground that every domain stands on: time, money, secrets, refusals, the audit and the outbox.

Belongs here: things that a different kind of program could use as they are.
Does not: any word of a street (household, chief, case). Those are domains.
"""
