"""A street that lives by a seed, through the same actions as people.

Belongs here: who lives there, what happens to them on which day, and who does what about it.
Does not: any rule of the program; what a simulated chief may do is decided where it is decided for a real one.
"""
