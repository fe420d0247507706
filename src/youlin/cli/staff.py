"""staff: the first desk of a street. Whoever has it appoints everybody else in the pages."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.translation import gettext as _

from youlin.cli import output
from youlin.foundation import clock
from youlin.foundation.refusal import Invalid, NotThere

if TYPE_CHECKING:
    from youlin.cli.verbs import Subparsers


def staff(verbs: Subparsers, common: argparse.ArgumentParser) -> None:
    """`youlin staff`."""
    command = verbs.add_parser("staff", parents=[common], help="open a desk account at the street or a community")
    command.add_argument("name", metavar="NAME", help="how people call the person")
    command.add_argument("--subdistrict", metavar="CODE", default="", help="not needed where there is one street")
    command.add_argument("--subdistrict-name", metavar="NAME", default="", help="begin a new street of this name")
    command.add_argument("--community", metavar="NAME", default="", help="a community's desk instead of the street's")
    command.add_argument("--phone", default="")
    command.set_defaults(run=_staff)


def _staff(options: argparse.Namespace) -> None:
    from youlin.domains.access.actor import SYSTEM
    from youlin.domains.chiefs import actions
    from youlin.domains.chiefs import queries as chiefs
    from youlin.domains.territory import queries

    now = clock.now()
    place = queries.get(_street(options))
    if options.community:
        community = queries.within(place.path).filter(parent=place, name=options.community.strip()).first()
        if community is None:
            raise NotThere("territory_unknown", _("没有“%(name)s”这个社区。") % {"name": options.community})
        place = community
    actions.open_posts(actor=SYSTEM, territories=[place.pk], now=now)
    post = chiefs.post_at(place)
    if post is None:
        raise NotThere("post_unknown", _("没有这个岗位。"))
    person = actions.NewPerson(
        post=post.pk, starts_on=clock.day_of(now), kind="staff", name=options.name, phone=options.phone
    )
    slip = actions.appoint_person(actor=SYSTEM, person=person, now=now)
    words = _("%(name)s 可以登录了：登录名 %(username)s，初始密码 %(password)s（只显示这一次）。")
    if not slip.password:
        words = _("%(name)s 原来就有账号（登录名 %(username)s），密码不变。")
    shown = {"name": slip.name, "username": slip.username, "password": slip.password, "post": slip.post_name}
    output.show(shown, words % shown, as_json=options.json)


def _street(options: argparse.Namespace) -> UUID:
    """The street meant, begun if it is named and not there. Raises NotThere, Invalid."""
    from youlin.domains.access.actor import SYSTEM
    from youlin.domains.chiefs import actions
    from youlin.domains.territory import queries

    code, name = options.subdistrict.strip(), options.subdistrict_name.strip()
    known = [street for street in queries.subdistricts() if code in ("", street.code) and name in ("", street.name)]
    if len(known) == 1:
        return known[0].pk
    if known:
        raise Invalid("territory_unclear", _("这里有几个街道，请用 --subdistrict 写明是哪一个。"))
    if not name:
        raise NotThere("territory_unknown", _("还没有这个街道。要新开，请用 --subdistrict-name 写上名称。"))
    county = actions.NewCounty(_("本县区"))
    return actions.open_subdistrict(actor=SYSTEM, county=county, name=name, code=code, now=clock.now()).pk
