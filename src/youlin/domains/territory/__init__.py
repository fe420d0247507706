"""The tree of places: county, subdistrict, community, area, group, neighbourhood; and finding a place.

Belongs here: names, codes, the path that scopes every other table.
Does not: who lives there (residents), who answers there (chiefs).
"""
