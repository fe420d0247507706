"""事项 on the phone: what waits for me, what waits for the resident, reporting a case in one screen."""
