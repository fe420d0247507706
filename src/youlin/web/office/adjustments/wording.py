"""An adjustment in words: why, and what it changes."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _

from youlin.domains.chiefs.queries.adjusting import Kinds
from youlin.web.shared.parts import Row


def why(kind: str, facts: Mapping[str, object]) -> str:
    """The reason in a sentence, from what was found."""
    if kind == Kinds.TOO_LARGE and facts.get("parts") == 1:
        return _("有 %(size)s 户常住户，超过 %(most)s 户，建议把多的划给旁边的邻。") % facts
    if kind == Kinds.TOO_LARGE:
        return _("有 %(size)s 户常住户，超过 %(most)s 户，建议分成 %(parts)s 个邻。") % facts
    if kind == Kinds.TOO_SMALL:
        return _("只有 %(size)s 户常住户，不到 %(least)s 户。") % facts
    if kind == Kinds.NEARER:
        return _("离本邻中心约 %(own)s 米，离另一个邻约 %(other)s 米。") % facts
    if kind == Kinds.CHIEF_MOVED:
        where = _("花名册里住在%(where)s") if not facts.get("here") else _("花名册里记着已不在这里住")
        return _("%(name)s：%(where)s。") % {"name": facts["name"], "where": where % facts}
    return _("并入%(into)s。") % facts


def sizes(effect: Mapping[str, object]) -> str:
    """邻1 18→9，邻7 0→9: how many households each neighbourhood has before and after."""
    before, after = _counts(effect.get("before")), _counts(effect.get("after"))
    return _("，").join(f"{name} {before.get(name, 0)}→{number}" for name, number in after.items())


def _counts(said: object) -> dict[str, int]:
    return {str(name): int(number) for name, number in said.items()} if isinstance(said, dict) else {}


def rows(effect: Mapping[str, object]) -> list[Row]:
    """The effect line by line."""
    return [
        Row(_("换邻的户"), effect.get("households", 0)),
        Row(_("一起走的关照对象"), effect.get("people_in_care", 0)),
        Row(_("一起走的未办完事项"), effect.get("open_cases", 0)),
        Row(_("户数变化"), sizes(effect) or _("不变")),
    ]
