"""The desk's ledgers, one that the county sent and one of those that the house brings; its views of the cases."""

from __future__ import annotations

from datetime import datetime

from youlin.domains.cases import actions as cases
from youlin.domains.insight.actions import ledgers
from youlin.domains.insight.ledgers.writing import draw
from youlin.domains.insight.queries.ledgers import columns_of
from youlin.domains.territory.rules import SEGMENT
from youlin.simulation.world import Neighbourhood, World

NAME = "独居老人冬季走访台账"
HEADS = ("序号", "姓名", "性别", "年龄", "联系电话", "家庭住址", "健康状况", "邻长姓名", "学历", "取暖方式")


def keep_ledgers(world: World, home: Neighbourhood, now: datetime) -> None:
    """The community of the place on show fills a ledger of its own and one of the standard's."""
    path = home.path[: -3 * SEGMENT]
    desk = world.answering(world.posts[path])
    community = next(grant.territory for grant in desk.grants if grant.path == path)
    template = ledgers.NewTemplate(world.identity(), "独居老人冬季走访台账（空表）.xlsx", draw(NAME, HEADS), NAME)
    version = ledgers.keep_template(actor=desk, template=template, now=now)
    said = {column.place: column.fact.value for column in columns_of(version)} | {10: "nothing"}
    meaning = ledgers.Meaning("people", "elder_alone", said, {})
    ledgers.say_columns(actor=desk, ledger=version.ledger_id, meaning=meaning, now=now)
    for key in (str(version.ledger_id), "left_behind"):
        ledgers.fill_ledger(actor=desk, ledger=key, place=community, now=now)


VIEWS: tuple[tuple[str, dict[str, str], bool], ...] = (
    ("急的隐患", {"kind": "hazard", "urgency": "urgent"}, True),
    ("打电话来的", {"source": "call"}, True),
    ("晚了的诉求", {"work": "late", "kind": "appeal"}, False),
)


def keep_views(world: World, home: Neighbourhood, now: datetime) -> None:
    """Community and street keep how they look at the cases; two of the three are shared."""
    for rungs in (3, 4):
        desk = world.answering(world.posts[home.path[: -rungs * SEGMENT]])
        for name, filters, shared in VIEWS:
            cases.save_view(actor=desk, name=name, filters=filters, shared=shared, client_id=world.identity(), now=now)
