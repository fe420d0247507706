"""Adjusting neighbourhoods at the desk: what is proposed, why, what it would change, and taking it back."""
