"""代表证: no forged, altered or revoked card ever verifies; it ends with the term, and a lost one at once."""

import io
import re
import string
from datetime import timedelta
from uuid import UUID

import pytest
from django.conf import settings as conf
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from tests.factories import cast
from youlin.domains.access.actor import SYSTEM
from youlin.domains.chiefs import actions, portraits, queries, tokens
from youlin.domains.chiefs.models import Appointment, CardReissue, Portrait
from youlin.domains.chiefs.papers import card_pdf, sheet_pdf
from youlin.domains.chiefs.rules.cards import Standing
from youlin.foundation import clock
from youlin.foundation.refusal import Invalid, NotThere, Refusal

NOW = cast.START
TODAY = clock.day_of(NOW)
SIGNS = string.ascii_letters + string.digits + "-_"


def held(street: cast.Street, who: str = "李邻长") -> Appointment:
    return Appointment.objects.get(user=street.users[who])


def card_of(street: cast.Street, who: str = "李邻长") -> queries.Card:
    return queries.my_cards(street.actor(who), day=TODAY)[0]


def worth(token: str, days: int = 0) -> Standing | None:
    found = queries.verify(token, now=NOW + timedelta(days=days))
    return found.standing if found else None


class TestTheSeal:
    @given(appointment=st.uuids(), serial=st.integers(1, 999))
    def test_what_was_sealed_here_is_read_here(self, appointment: UUID, serial: int) -> None:
        sealed = tokens.read(tokens.issue(appointment, serial))
        assert sealed == tokens.Sealed(appointment, serial)

    @settings(max_examples=300)
    @given(data=st.data(), appointment=st.uuids())
    def test_whatever_is_altered_in_a_single_sign_is_not_ours(self, data: st.DataObject, appointment: UUID) -> None:
        token = tokens.issue(appointment, 1)
        place = data.draw(st.integers(0, tokens.LENGTH - 1))
        sign = data.draw(st.sampled_from(SIGNS))
        altered = token[:place] + sign + token[place + 1 :]
        assert altered == token or tokens.read(altered) is None

    @given(st.text(max_size=80) | st.text(SIGNS, min_size=tokens.LENGTH, max_size=tokens.LENGTH))
    def test_what_somebody_makes_up_is_not_ours(self, made_up: str) -> None:
        assert tokens.read(made_up) is None

    @given(appointment=st.uuids(), serial=st.integers(1, 998))
    def test_the_seal_of_one_card_does_not_fit_another(self, appointment: UUID, serial: int) -> None:
        one, other = tokens.issue(appointment, serial), tokens.issue(appointment, serial + 1)
        assert tokens.read(other[:24] + one[24:]) is None

    def test_another_installation_cannot_make_one(self, street: cast.Street, monkeypatch: pytest.MonkeyPatch) -> None:
        token = card_of(street).token
        monkeypatch.setattr(conf, "FIELD_KEYS", {"x": b"another installation's key 32 by"})
        assert tokens.read(token) is None


def test_a_card_names_its_holder_and_nothing_private(street: cast.Street) -> None:
    card = queries.verify(card_of(street).token, now=NOW)
    assert card is not None
    assert (card.name, card.title, card.place, card.is_valid) == ("李邻长", "邻长", "溪布社区第1片老屋场组邻1", True)
    assert not {"phone", "resident", "user", "username"} & set(type(card).__slots__)


def test_who_resigns_has_no_card_from_that_day(street: cast.Street) -> None:
    token = card_of(street).token
    leaves = TODAY + timedelta(days=3)
    office = street.actor("社区小覃")
    actions.end_term(actor=office, appointment=held(street).pk, ends_on=leaves, reason="搬家", now=NOW)
    assert [worth(token, days) for days in (0, 2, 3, 400)] == [
        Standing.VALID,
        Standing.VALID,
        Standing.REVOKED,
        Standing.REVOKED,
    ]


def test_dismissed_today_the_card_is_revoked_this_instant(street: cast.Street) -> None:
    token = card_of(street).token
    office = street.actor("社区小覃")
    actions.end_term(actor=office, appointment=held(street).pk, ends_on=TODAY, reason="免职", now=NOW)
    assert worth(token) is Standing.REVOKED
    assert queries.my_cards(street.actor("李邻长"), day=TODAY) == []


def test_a_lost_card_is_revoked_at_once_and_the_new_one_is_good(street: cast.Street) -> None:
    lost = card_of(street)
    actions.reissue_card(
        actor=street.actor("李邻长"), appointment=lost.appointment, serial=lost.serial, reason="丢了", now=NOW
    )
    new = card_of(street)
    assert (worth(lost.token), worth(new.token)) == (Standing.REVOKED, Standing.VALID)
    assert new.number != lost.number


def test_pressed_twice_only_one_new_card_is_made(street: cast.Street) -> None:
    lost = card_of(street)
    office = street.actor("社区小覃")
    actions.reissue_card(actor=office, appointment=lost.appointment, serial=1, reason="丢了", now=NOW)
    with pytest.raises(Refusal) as refused:
        actions.reissue_card(actor=office, appointment=lost.appointment, serial=1, reason="丢了", now=NOW)
    assert refused.value.code == "card_replaced"
    assert CardReissue.objects.count() == 1


def test_nobody_elses_card_can_be_revoked(street: cast.Street) -> None:
    mine = card_of(street)
    for who in ("周邻长", "向片长", "岩门小吴", "民政老杜"):
        with pytest.raises(NotThere):
            actions.reissue_card(
                actor=street.actor(who), appointment=mine.appointment, serial=1, reason="丢了", now=NOW
            )
    with pytest.raises(Invalid):
        actions.reissue_card(actor=street.actor("李邻长"), appointment=mine.appointment, serial=1, reason=" ", now=NOW)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.sampled_from(["lost", "end", "day"]), max_size=6))
def test_through_whatever_happens_only_the_last_card_of_who_sits_verifies(
    street: cast.Street, steps: list[str]
) -> None:
    """Old codes are kept in a drawer; after each step all of them are tried."""
    from django.db import transaction

    with transaction.atomic():
        row, day = held(street), 0
        drawer = [tokens.issue(row.pk, 1)]
        for step in steps:
            now = NOW + timedelta(days=day)
            row.refresh_from_db()
            over = row.ends_on is not None and row.ends_on <= clock.day_of(now)
            if step == "day":
                day += 1
            elif step == "lost" and not over:
                made = actions.reissue_card(
                    actor=SYSTEM, appointment=row.pk, serial=len(drawer), reason="丢了", now=now
                )
                drawer.append(tokens.issue(row.pk, made.serial))
            elif step == "end" and row.ends_on is None:
                ends = clock.day_of(now) + timedelta(days=1)
                actions.end_term(actor=SYSTEM, appointment=row.pk, ends_on=ends, reason="搬家", now=now)
            row.refresh_from_db()
            today = clock.day_of(NOW + timedelta(days=day))
            sits = row.ends_on is None or today < row.ends_on
            good = [token for token in drawer if worth(token, day) is Standing.VALID]
            assert good == (drawer[-1:] if sits else [])
        transaction.set_rollback(True)


class TestThePhotograph:
    def picture(self, size: tuple[int, int] = (900, 1200)) -> bytes:
        out = io.BytesIO()
        exif = Image.Exif()
        exif[0x010F] = "A camera"
        exif.get_ifd(0x8825)[2] = (29.0, 20.0, 1.0)  # where it was taken
        Image.new("RGB", size, "#a05030").save(out, "JPEG", exif=exif)
        return out.getvalue()

    def test_it_is_small_and_knows_no_place(self, street: cast.Street) -> None:
        li = street.actor("李邻长")
        row = actions.set_portrait(actor=li, appointment=held(street).pk, data=self.picture(), now=NOW)
        kept = portraits.read(held(street).pk, row.digest)
        assert kept is not None
        with Image.open(io.BytesIO(kept)) as image:
            assert max(image.size) == portraits.LONGEST_SIDE
            assert not image.getexif()

    def test_taken_off_it_lies_nowhere_any_more(self, street: cast.Street) -> None:
        li, pk = street.actor("李邻长"), held(street).pk
        given = actions.set_portrait(actor=li, appointment=pk, data=self.picture(), now=NOW)
        actions.set_portrait(actor=li, appointment=pk, data=b"", now=NOW + timedelta(minutes=1))
        assert card_of(street).portrait == ""
        assert portraits.read(pk, given.digest) is None
        assert Portrait.objects.count() == 2

    def test_who_it_does_not_belong_to_cannot_put_one_on(self, street: cast.Street) -> None:
        with pytest.raises(NotThere):
            actions.set_portrait(
                actor=street.actor("周邻长"), appointment=held(street).pk, data=self.picture(), now=NOW
            )


def test_a_street_of_cards_takes_a_fixed_number_of_queries(
    street: cast.Street, django_assert_num_queries: object
) -> None:
    peng = street.actor("街道老彭")
    with django_assert_num_queries(4):  # type: ignore[operator]
        cards = queries.cards_within(peng, street.subdistrict, day=TODAY)
    assert {card.name for card in cards} == {"向片长", "田组长", "李邻长", "周邻长", "岩门邻长"}


def pages(pdf: bytes) -> int:
    found = re.search(rb"/Type/Pages/Count (\d+)", pdf)
    assert found
    return int(found[1])


def test_the_card_is_the_size_of_a_bank_card(street: cast.Street) -> None:
    pdf = card_pdf(card_of(street), address=lambda token: f"https://example.cn/cards/{token}")
    boxes = re.findall(rb"/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]", pdf)
    millimetres = {tuple(round(float(side) / 72 * 25.4, 1) for side in box) for box in boxes}
    assert (pages(pdf), millimetres) == (2, {(85.6, 54.0)})


def test_eleven_cards_are_two_sheets_with_backs(street: cast.Street) -> None:
    one = card_of(street)
    short = sheet_pdf([one] * 10, address=lambda token: f"https://example.cn/cards/{token}")
    long = sheet_pdf([one] * 11, address=lambda token: f"https://example.cn/cards/{token}")
    assert (pages(short), pages(long)) == (2, 4)
