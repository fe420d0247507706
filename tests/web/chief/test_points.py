"""Where a household is, asked on the phone and at the desk."""

from __future__ import annotations

from tests.factories.cast import Street
from tests.web.chief.conftest import LogIn


def test_a_chief_notes_where_a_home_is(street: Street, logged_in: LogIn) -> None:
    phone = logged_in("李邻长")
    page = f"/me/neighbours/{street.wang_home.pk}/point/"
    assert "不记也行" in phone.get(page).content.decode()
    answer = phone.post(page, {"point": "110.4723，29.3512"}, follow=True)
    assert "位置记下了" in answer.content.decode()
    street.wang_home.refresh_from_db()
    assert (street.wang_home.latitude, street.wang_home.longitude) == (29.3512, 110.4723)
    answer = phone.post(page, {"point": ""}, follow=True)
    assert "不再记位置" in answer.content.decode()
    street.wang_home.refresh_from_db()
    assert street.wang_home.latitude is None


def test_what_cannot_be_read_stays_typed(street: Street, logged_in: LogIn) -> None:
    answer = logged_in("李邻长").post(f"/me/neighbours/{street.wang_home.pk}/point/", {"point": "村口大树下"})
    assert answer.status_code == 422
    assert "村口大树下" in answer.content.decode()


def test_a_home_elsewhere_is_not_there(street: Street, logged_in: LogIn) -> None:
    answer = logged_in("李邻长").post(f"/me/neighbours/{street.zhao_home.pk}/point/", {"point": "29.35,110.47"})
    assert answer.status_code == 404


def test_the_desk_notes_it_too(street: Street, logged_in: LogIn) -> None:
    desk = logged_in("社区小覃")
    desk.post(f"/office/people/households/{street.zhao_home.pk}/point/", {"point": "29.35 110.47"})
    street.zhao_home.refresh_from_db()
    assert street.zhao_home.point_source == "pin"
