"""Taking a roster in: what was read becomes territories, households, people and circumstances, in one transaction.

places    the roster's places -> the tree, grown where it must be
homes     its households -> those that are known, or new ones
people    its rows -> those who are known, or new ones
actions   `import_roster`, and the runs of the web desk
outcome   what came of it
files     what is uploaded, kept only until it is in
"""
