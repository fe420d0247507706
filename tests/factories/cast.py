"""The named cast: one small street that the tests tell their stories in.

锣溪街道 > 溪布社区 > 第1片 > 老屋场组 > 邻1, 邻2; and 岩门社区 beside it, so that something is always out of scope.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from youlin.domains.access import actions as access
from youlin.domains.access import queries as access_queries
from youlin.domains.access.actor import SYSTEM, Actor
from youlin.domains.access.models import User
from youlin.domains.chiefs import actions as chiefs
from youlin.domains.chiefs.models import Post
from youlin.domains.residents.models import Circumstance, Household, Resident
from youlin.domains.residents.rules import pinyin_initials
from youlin.domains.territory.actions import add_territory
from youlin.domains.territory.models import Territory
from youlin.domains.territory.rules import Level
from youlin.foundation import clock, crypto

PASSWORD = "xing-fu-li-2026"
START = clock.at(date(2026, 11, 2), 8)  # a Monday morning


@dataclass
class Street:
    """Places, posts and people of the cast, with an actor for each."""

    county: Territory
    subdistrict: Territory
    xibu: Territory
    area: Territory
    group: Territory
    lin1: Territory
    lin2: Territory
    yanmen: Territory
    yanmen_lin: Territory
    wang: Resident  # 王奶奶, 82, lives alone in 邻1
    wang_home: Household
    liu: Resident  # 刘小满, 9, a left-behind child in 邻1
    liu_home: Household
    zhao: Resident  # 赵大伯 in 邻2
    zhao_home: Household
    users: dict[str, User]

    def actor(self, name: str, *, on: date | None = None) -> Actor:
        """李邻长, 周邻长, 田组长, 向片长, 社区小覃, 街道老彭, 民政老杜, 岩门邻长, 岩门小吴."""
        return access_queries.actor_of(self.users[name].pk, today=on or clock.day_of(START))

    def post_of(self, territory: Territory) -> Post:
        """The post of a place."""
        return Post.objects.get(territory=territory, department="")


def street(now: datetime = START) -> Street:
    """Build the cast. Everyone named is in office since 2026-01-01."""
    county = add_territory(actor=SYSTEM, parent=None, level=Level.COUNTY, name="武溪区", code="430899", now=now)
    subdistrict = add_territory(
        actor=SYSTEM, parent=county, level=Level.SUBDISTRICT, name="锣溪街道", code="430899001000", now=now
    )

    def place(parent: Territory, level: Level, name: str) -> Territory:
        return add_territory(actor=SYSTEM, parent=parent, level=level, name=name, now=now)

    xibu = place(subdistrict, Level.COMMUNITY, "溪布社区")
    area = place(xibu, Level.AREA, "第1片")
    group = place(area, Level.GROUP, "老屋场组")
    lin1, lin2 = (place(group, Level.NEIGHBOURHOOD, name) for name in ("邻1", "邻2"))
    yanmen = place(subdistrict, Level.COMMUNITY, "岩门社区")
    yanmen_group = place(place(yanmen, Level.AREA, "第1片"), Level.GROUP, "桥头组")
    yanmen_lin = place(yanmen_group, Level.NEIGHBOURHOOD, "邻1")
    # Outside a commit (as in a test's transaction) reactions wait, so posts are opened here.
    every = list(Territory.objects.values_list("pk", flat=True))
    chiefs.open_posts(actor=SYSTEM, territories=every, now=now)
    civil = chiefs.open_department(actor=SYSTEM, subdistrict=subdistrict, department="民政办", now=now)
    seats = {
        "李邻长": ("li", lin1, "sitting"),
        "周邻长": ("zhou", lin2, "sitting"),
        "田组长": ("tian", group, "sitting"),
        "向片长": ("xiang", area, "sitting"),
        "社区小覃": ("qin", xibu, "staff"),
        "街道老彭": ("peng", subdistrict, "staff"),
        "岩门邻长": ("yanmen", yanmen_lin, "sitting"),
        "岩门小吴": ("wu", yanmen, "staff"),
        "县里老胡": ("hu", county, "staff"),
    }
    users = dict(
        zip(
            [*seats, "民政老杜"],
            access.open_accounts(
                actor=SYSTEM,
                accounts=[access.NewAccount(login, name, PASSWORD) for name, (login, _where, _kind) in seats.items()]
                + [access.NewAccount("du", "民政老杜", PASSWORD)],
                now=now,
            ),
            strict=True,
        )
    )
    county_post, _made = Post.objects.get_or_create(
        subdistrict=county, territory=county, role="county_staff", department="", defaults={"created_at": now}
    )
    posts: dict[UUID, UUID] = dict(Post.objects.filter(department="").values_list("territory_id", "id"))
    posts[county.pk] = county_post.pk
    in_office_since = date(2026, 1, 1)
    chiefs.appoint_many(
        actor=SYSTEM,
        terms=[
            chiefs.NewTerm(posts[where.pk], users[name].pk, kind, in_office_since)
            for name, (_login, where, kind) in seats.items()
        ]
        + [chiefs.NewTerm(civil.pk, users["民政老杜"].pk, "staff", in_office_since)],
        now=now,
    )
    wang_home = household(lin1, "00001", "溪布社区第1片老屋场组1号", now=now)
    liu_home = household(lin1, "00002", "溪布社区第1片老屋场组2号", now=now)
    zhao_home = household(lin2, "00003", "溪布社区第1片老屋场组3号", now=now)
    wang = resident(wang_home, "王桂英", sex="2", born=date(1944, 3, 2), phone="14000000001", now=now)
    liu = resident(liu_home, "刘小满", sex="1", born=date(2017, 5, 9), now=now)
    zhao = resident(zhao_home, "赵大伯", sex="1", born=date(1960, 9, 1), now=now)
    circumstance(wang, "elder_alone", now=now)
    circumstance(liu, "left_behind_child", now=now)
    return Street(
        county, subdistrict, xibu, area, group, lin1, lin2, yanmen, yanmen_lin,
        wang, wang_home, liu, liu_home, zhao, zhao_home, users,
    )  # fmt: skip


def household(neighbourhood: Territory, number: str, address: str, *, now: datetime = START) -> Household:
    """A permanent household."""
    community = Territory.objects.get(level=Level.COMMUNITY, pk=_community_of(neighbourhood))
    if neighbourhood.subdistrict_id is None:
        raise ValueError("a neighbourhood lies in a subdistrict")
    return Household.objects.create(
        subdistrict_id=neighbourhood.subdistrict_id,
        community=community,
        neighbourhood=neighbourhood,
        number=number,
        address=address,
        address_key=address,
        created_at=now,
        changed_at=now,
    )


def _community_of(neighbourhood: Territory) -> UUID:
    group = neighbourhood.parent
    area = group.parent if group else None
    if area is None or area.parent_id is None:
        raise ValueError("a neighbourhood lies in a group, an area and a community")
    return area.parent_id


def resident(
    home: Household, name: str, *, sex: str = "0", born: date | None = None, phone: str = "", now: datetime = START
) -> Resident:
    """A person in a household."""
    return Resident.objects.create(
        subdistrict_id=home.subdistrict_id,
        household=home,
        name=name,
        name_pinyin=pinyin_initials(name),
        sex=sex,
        birth_date=born,
        phone=phone,
        phone_index=crypto.blind_index(phone, field="phone"),
        created_at=now,
        changed_at=now,
    )


def circumstance(person: Resident, kind: str, *, now: datetime = START) -> Circumstance:
    """A circumstance, from the roster."""
    return Circumstance.objects.create(
        subdistrict_id=person.subdistrict_id, resident=person, kind=kind, since=clock.day_of(now), source="花名册"
    )
