"""What is to be brought to whom, and who took it: one tap at the door."""
