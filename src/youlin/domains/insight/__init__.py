"""The figures of a street: what each means, how many there were, which records it counts, and the bulletin they fill.

Belongs here: definitions and counts over what other domains keep.
Does not: anything that changes a person's, a case's or a chief's records; a figure is read, never typed.
"""
