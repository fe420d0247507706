"""Public programmes: rules as data, three-valued screening, leads, assisted applications, who receives what.

Belongs here: what a programme asks for and what is known about it, leads and dismissals, applications and their
legal clock, the register of who receives what as the authority reports it.
Does not: the decision itself, which is the authority's; facts about people that residents keeps; visits (care).
"""
