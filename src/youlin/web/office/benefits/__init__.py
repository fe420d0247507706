"""Policy at the desk: leads, applications and their clock, local figures."""
