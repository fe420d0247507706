"""What a chief carries along: today and the own households in one bounded letter, with a version."""
