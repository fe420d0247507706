"""Names on glass and on paper: who signs what, when, and who looked."""

import uuid
from datetime import date, timedelta
from typing import Any

import pytest

from tests.factories import cast, door
from youlin.domains.benefits import actions, queries
from youlin.domains.benefits.models import (
    Application,
    Signature,
)
from youlin.domains.benefits.rules.door import Paper, Way
from youlin.foundation import clock
from youlin.foundation.models import Look
from youlin.foundation.refusal import Invalid, NotThere, Refusal

NOW = cast.START
DAY = clock.day_of(NOW)


def signature(row: Application, signer: Any, **other: Any) -> actions.NewSignature:
    said = {"paper": Paper.CONSENT, "way": Way.GLASS, "strokes": door.NAME, **other}
    return actions.NewSignature(client_id=uuid.uuid4(), application=row.pk, signer=signer, signed_at=NOW, **said)


def test_each_adult_authorises_the_check_and_only_then_is_it_consented(street: cast.Street, row: Application) -> None:
    li = street.actor("李邻长")
    signers = queries.dossier(row, DAY).signers[Paper.CONSENT]
    assert [one.name for one in signers] == ["王桂英", "王建国"]
    for place, signer in enumerate(signers):
        row.refresh_from_db()
        assert not row.consented, place
        actions.sign(actor=li, signature=signature(row, signer.key), now=NOW)
    row.refresh_from_db()
    assert row.consented
    assert queries.dossier(row, DAY).signed(Paper.CONSENT)


def test_a_programme_that_looks_at_no_means_asks_no_authorisation(street: cast.Street) -> None:
    row = door.opened(street.actor("周邻长"), street.zhao.pk, "disabled_care", now=NOW)
    found = queries.dossier(row, DAY)
    assert not found.means
    assert Paper.CONSENT not in found.signers
    with pytest.raises(NotThere):
        actions.sign(actor=street.actor("周邻长"), signature=signature(row, street.zhao.pk), now=NOW)
    door.gather(street.actor("周邻长"), row, now=NOW)
    step = actions.Step("filed", DAY)
    assert actions.take_step(actor=street.actor("周邻长"), application=row.pk, step=step, now=NOW).stage == "filed"


def test_a_name_on_glass_is_ciphertext_in_the_table_and_the_same_letter_is_one(
    street: cast.Street, row: Application
) -> None:
    from django.db import connection

    new = signature(row, street.wang.pk, proxy="儿子王建国代签，手抖")
    for _ in range(2):
        made = actions.sign(actor=street.actor("李邻长"), signature=new, now=NOW)
    assert Signature.objects.count() == 1
    assert (made.name, made.by_name, made.signed_at) == ("王桂英", "李邻长", NOW)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT strokes, proxy FROM {Signature._meta.db_table}")
        kept = cursor.fetchone()
    assert "100,120" not in kept[0]
    assert "王建国" not in kept[1]
    assert Signature.objects.get().strokes == door.NAME


def test_an_empty_glass_is_no_signature_and_a_print_needs_none(street: cast.Street, row: Application) -> None:
    li = street.actor("李邻长")
    with pytest.raises(Invalid) as refused:
        actions.sign(actor=li, signature=signature(row, street.wang.pk, strokes="5,5 5,5"), now=NOW)
    assert refused.value.code == "strokes_missing"
    made = actions.sign(actor=li, signature=signature(row, street.wang.pk, way=Way.PAPER), now=NOW)
    assert (made.way, made.strokes) == ("paper", "")


def test_signed_again_the_latest_counts_and_the_first_stays(street: cast.Street, row: Application) -> None:
    li = street.actor("李邻长")
    actions.sign(actor=li, signature=signature(row, street.wang.pk), now=NOW)
    actions.sign(actor=li, signature=signature(row, street.wang.pk, way=Way.PAPER), now=NOW + timedelta(hours=1))
    latest = queries.dossier(row, DAY).signers[Paper.CONSENT][0].signature
    assert latest is not None
    assert latest.way == "paper"
    assert Signature.objects.count() == 2


def test_a_paper_is_signed_in_its_time_and_by_who_must(street: cast.Street, row: Application) -> None:
    li = street.actor("李邻长")
    with pytest.raises(Refusal) as early:
        actions.sign(actor=li, signature=signature(row, street.wang.pk, paper=Paper.SURVEY), now=NOW)
    assert early.value.code == "sign_stage"
    with pytest.raises(NotThere):
        actions.sign(actor=li, signature=signature(row, street.zhao.pk), now=NOW)
    with pytest.raises(NotThere):
        actions.sign(actor=street.actor("周邻长"), signature=signature(row, street.wang.pk), now=NOW)


def test_an_adult_who_moved_in_since_keeps_the_application_from_being_filed(
    street: cast.Street, row: Application
) -> None:
    li = street.actor("李邻长")
    door.gather(li, row, now=NOW)
    cast.resident(street.wang_home, "王建军", sex="1", born=date(1980, 4, 1))
    with pytest.raises(Invalid) as refused:
        actions.take_step(actor=li, application=row.pk, step=actions.Step("filed", DAY), now=NOW)
    assert refused.value.code == "consent_missing"


def test_each_drawing_of_a_name_that_is_shown_is_on_record(street: cast.Street, row: Application) -> None:
    li = street.actor("李邻长")
    door.sign_all(li, row, Paper.CONSENT, now=NOW)
    found = queries.dossier(row, DAY)
    drawings = actions.look_at_signatures(actor=li, found=found, paper=Paper.CONSENT, now=NOW)
    assert set(drawings) == {one.key for one in found.signers[Paper.CONSENT]}
    assert Look.objects.filter(field="signature.consent", target=row.pk).count() == 2
    assert actions.look_at_signatures(actor=li, found=found, paper=Paper.FORM, now=NOW) == {}
