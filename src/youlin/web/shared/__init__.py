"""What the pages of every audience are made of: base templates, parts, tags, forms, log-in, refusals.

No page about the street lives here.
"""
