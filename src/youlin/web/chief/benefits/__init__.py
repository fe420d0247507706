"""Policy at the door: leads, the next question, help with an application."""
