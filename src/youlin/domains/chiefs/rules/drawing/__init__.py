"""Drawing neighbourhoods: which households shall have one chief together.

plan      what goes in and what comes out; the cost by which one drawing is better than another
regions   what must not be cut: hamlets and buildings, unless larger than a neighbourhood may be
ground    metres, stairs and doors; who is next to whom
search    a good drawing of one region, by cutting pairs of neighbours anew as well as can be
bound     what no drawing of the region can be better than
solve     all regions of a community together

The four last ones work with numpy and scipy. Whoever needs them imports `solve` where the work begins, so that the
rest of the house starts without them.
"""
