"""The desk: each page opens for who may, says what waits, and keeps what was typed."""

from collections.abc import Callable

import pytest
from django.test import Client

from tests.factories import cast
from youlin.domains.chiefs.models import Appointment

As = Callable[[str], Client]
PAGES = [
    "/office/",
    "/office/people/",
    "/office/people/?q=%E7%8E%8B",
    "/office/people/?residence=permanent&circumstance=elder_alone",
    "/office/people/residents/",
    "/office/people/residents/?q=wgy",
    "/office/chiefs/",
    "/office/chiefs/?state=empty",
    "/office/chiefs/?q=%E6%9D%8E&role=neighbourhood_chief",
    "/office/chiefs/coverage/",
    "/office/chiefs/coverage/?as=households&on=2025-01-01",
    "/office/chiefs/appoint/",
    "/office/care/",
    "/office/care/?late=1",
    "/office/care/new/",
    "/office/settings/",
    "/office/settings/places/",
    "/office/settings/staff/",
    "/office/settings/audit/",
    "/office/settings/looks/",
]


@pytest.mark.parametrize("who", ["社区小覃", "街道老彭"])
def test_every_page_of_the_desk_opens(logged_in: As, who: str) -> None:
    desk = logged_in(who)
    assert [path for path in PAGES if desk.get(path).status_code != 200] == []


def test_everything_about_one_thing_opens(street: cast.Street, logged_in: As) -> None:
    office = logged_in("街道老彭")
    post = street.post_of(street.lin1)
    term = Appointment.objects.get(post=post)
    for path in (
        f"/office/people/households/{street.wang_home.pk}/",
        f"/office/people/households/{street.wang_home.pk}/move/",
        f"/office/people/households/{street.wang_home.pk}/residence/",
        f"/office/people/residents/{street.wang.pk}/",
        f"/office/people/residents/{street.liu.pk}/",
        f"/office/people/residents/{street.wang.pk}/circumstances/",
        f"/office/people/circumstances/{street.wang.circumstances.get().pk}/end/",
        f"/office/chiefs/posts/{post.pk}/",
        f"/office/chiefs/terms/{term.pk}/end/",
        f"/office/chiefs/appoint/?post={post.pk}&q=%E8%B5%B5",
        f"/office/chiefs/appoint/?post={post.pk}&resident={street.zhao.pk}",
        f"/office/care/people/{street.wang.pk}/",
        "/office/care/cadences/",
        f"/office/settings/places/?place={street.xibu.pk}",
        f"/office/settings/places/{street.xibu.pk}/new/",
        f"/office/settings/places/{street.xibu.pk}/station/",
        f"/office/settings/staff/departments/{street.subdistrict.pk}/",
    ):
        assert office.get(path).status_code == 200, path
