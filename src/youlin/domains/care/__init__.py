"""The care domain."""
