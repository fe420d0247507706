"""Hazards on the phone: what is listed around me, the next thing to do with one, and one that I see."""
