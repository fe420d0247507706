"""Rounds: today's walk, the days ahead, the days with time, and the calendar."""
