"""PostgreSQL as Django's engine has it, but for how instants are read; Django looks for it in `base.py`."""
