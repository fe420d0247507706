"""Near and able at the desk: runs, what they propose, what a human says to it, and what is weighed."""
