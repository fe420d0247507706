"""Who may see and do what: accounts, roles at a territory, and the one way to people's data.

Belongs here: the actor, capabilities, `visible_to`.
Does not: how somebody came to a role (chiefs appoints; a role here is its consequence).
"""
