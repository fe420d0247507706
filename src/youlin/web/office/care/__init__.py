"""Care at the desk: who is in care, who should be, how often, and what was done."""
