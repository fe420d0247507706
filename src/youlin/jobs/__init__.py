"""What happens by itself (schedule), and what follows from what (reactions)."""
