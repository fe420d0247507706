"""Who is in care, what is due to them, what was done, and the silence that rises when nothing was.

Belongs here: plans, cadences, contacts (evidence), obligations and the alarms that follow from them.
Does not: what calls for care (residents knows the circumstances), what must be answered (cases).
"""
