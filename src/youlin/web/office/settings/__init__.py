"""Setting up a street: its places, desks and people; and who did what, who looked at what."""
