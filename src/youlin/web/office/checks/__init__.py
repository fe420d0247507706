"""Residence checks at the desk: which households ask to be looked at."""
