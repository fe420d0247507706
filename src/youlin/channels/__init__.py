"""Ways out of the house and back in: one folder each, all of the same shape (`ways.py`), listed in `registry.py`.

Belongs here: carrying a letter that messaging wrote, and handing in what comes back.
Does not: deciding who is told, when, or in which words; keeping anything that messaging must know.
"""
