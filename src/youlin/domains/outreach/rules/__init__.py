"""Pure rules of outreach, a file a noun: `micro_services` (what one line may say)."""
