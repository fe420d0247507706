"""Pages for the phone of a chief."""
