"""Expressions made callable: one small closure for each node, put together once for a day and a place.

Each takes `(person, family)`: the values of the person in question (None where there is none) and those of the family,
whose last item is the list of its members as `(membership, values)`. A truth gives a verdict, a number gives a whole
number or its bounds. Exact numbers take the short way through.
"""

from youlin.domains.benefits.engine.closures.comparing import OLDEST, few
from youlin.domains.benefits.engine.closures.compiler import Compiler
from youlin.domains.benefits.engine.closures.joining import together
from youlin.domains.benefits.engine.closures.shapes import Count, Row, Truth

__all__ = ["OLDEST", "Compiler", "Count", "Row", "Truth", "few", "together"]
