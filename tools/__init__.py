"""The workshop: what builds, checks and runs the house. Nothing in `src/` imports from here."""
