"""What ledgers ask of the own people: a few words each, told once."""
