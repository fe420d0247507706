"""Department desks: their first page, and what the street set up for them."""
