"""Access announces nothing: a role is the consequence of an appointment, which `chiefs` announces."""
