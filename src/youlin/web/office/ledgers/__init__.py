"""Ledgers that a higher office asks for: templates, filling them, and what is still asked of whom."""
