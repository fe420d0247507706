"""My neighbours: households, people, and their telephone once it is asked for."""
