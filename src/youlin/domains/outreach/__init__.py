"""Small acts of help, volunteering, and what neighbours agreed; what is taken from door to door.

Belongs here: what people do for one another on their own accord, what is brought to them, what they meet about.
Does not: what people are owed (care), what needs an answer (cases).
"""
