"""What a closure takes and gives."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from youlin.domains.benefits.engine.values import Number

# A row is a list of values, as in `vocabulary.Vector`; kept loose because this is the innermost loop.
Row = Sequence[Any]
Truth = Callable[[Row, Row], int]
Count = Callable[[Row, Row], Number]
