"""What outreach announces: nothing yet. A micro-service is a fact that figures read; nothing follows from it."""
