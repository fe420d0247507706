"""Small acts of help, and later what is taken from door to door: campaigns, courtyard meetings, volunteering.

Belongs here: what chiefs bring to people on their own accord, and what people meet about.
Does not: what people are owed (care), what needs an answer (cases).
"""
