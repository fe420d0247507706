"""Households and residents at the desk: finding them, seeing them, and saying how they live."""
