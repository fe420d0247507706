"""Public notices (公示) at the desk: what hangs, putting up, taking down, answering what residents say of it."""
