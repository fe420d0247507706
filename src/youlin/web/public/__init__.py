"""Pages for residents, without an account."""
