"""Pages for the desk of community and subdistrict."""
