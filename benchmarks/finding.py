"""政策找人 over a street of 100,000 people: the nightly run, the run after it, and the page of what was found."""

import random
import uuid
from collections.abc import Iterator
from datetime import date

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from benchmarks import crowd
from benchmarks.figures import Figure, quantile, seconds, size, timed
from tests.factories import cast
from youlin.domains.access.actor import SYSTEM
from youlin.domains.benefits import actions
from youlin.domains.benefits.models import Lead, LocalFigure
from youlin.domains.residents.models import Circumstance, Household, Resident
from youlin.foundation.db import new_id

PEOPLE, SMALL, A_HOME = 100_000, 200, 2.5
LOOKS = 40
PAGE = "/office/benefits/"
BACKEND = "youlin.domains.access.sessions.Accounts"
SEED = 20261122
# Figures for the bench only: no place has said them.
SAID = {
    "dibao.standard.urban": "65000",
    "dibao.standard.rural": "50000",
    "aged.monthly.from80": "10000",
    "aged.monthly.from90": "20000",
}


def finding(street: cast.Street) -> Iterator[Figure]:
    """Find leads among few and among many; open the desk's page of them; count what each asks of the database."""
    dice = random.Random(SEED)
    _figures(street)
    client = Client()
    client.force_login(street.users["街道老彭"], backend=BACKEND)
    _people(street, SMALL, "A", dice)
    actions.find_leads(actor=SYSTEM, subdistrict=street.subdistrict.pk, now=cast.START)
    few = _statements(client)
    _people(street, size(PEOPLE), "B", dice)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    [night] = timed(lambda: _run(street))
    yield Figure(f"find leads among {Resident.objects.count():,} people", night.wall, "s")
    yield Figure("  of it the processor's", night.cpu, "s")
    yield Figure("  leads found", Lead.objects.count(), "")
    before = Lead.objects.count()
    took, _found = seconds(lambda: _run(street))
    yield Figure("the same once more", took, "s")
    yield Figure("  leads that it adds", Lead.objects.count() - before, "", at_most=0)
    for what, address in (
        ("all", PAGE),
        ("one programme", f"{PAGE}?programme=aged_80"),
        ("page 20", f"{PAGE}?page=20"),
    ):
        client.get(address)
        times = timed(lambda address=address: client.get(address), LOOKS)  # type: ignore[misc]
        yield Figure(f"page of leads, {what}, p50", quantile([one.wall for one in times], 0.5), "ms")
        yield Figure(f"page of leads, {what}, p95", quantile([one.wall for one in times], 0.95), "ms", at_most=300)
        yield Figure("  of it the processor's, p95", quantile([one.cpu for one in times], 0.95), "ms")
    yield Figure("statements of the page more than among few", _statements(client) - few, "", at_most=0)


def _run(street: cast.Street) -> None:
    actions.find_leads(actor=SYSTEM, subdistrict=street.subdistrict.pk, now=cast.START)


def _statements(client: Client) -> int:
    with CaptureQueriesContext(connection) as asked:
        client.get(PAGE)
    return len(asked)


def _figures(street: cast.Street) -> None:
    """What the place would have said, confirmed."""
    crowd.write(
        LocalFigure(
            subdistrict_id=street.subdistrict.pk, parameter=name, value=value, valid_from=date(2026, 1, 1),
            source="测量用", state="confirmed", client_id=uuid.uuid4(), proposed_by=uuid.uuid4(), proposed_by_name="甲",
            proposed_at=cast.START, decided_by=uuid.uuid4(), decided_by_name="乙", decided_at=cast.START,
        )
        for name, value in SAID.items()
    )  # fmt: skip


def _people(street: cast.Street, many: int, prefix: str, dice: random.Random) -> None:
    """So many people in homes of two or three, of every age; one in seven homes poor, one in twenty people disabled."""
    wanted = max(1, round(many / A_HOME))

    def house(home: Household, place: int) -> None:
        home.number, home.address = f"{prefix}{place:07}", f"{prefix}{place}号"
        home.neighbourhood = street.lin1 if place % 2 else street.lin2
        home.annual_income_fen = dice.randrange(300_000, 900_000) if dice.random() < 1 / 7 else None

    homes = crowd.copies(street.wang_home, wanted, house)
    crowd.write(homes)

    def live(person: Resident, place: int) -> None:
        home = homes[place % wanted]
        person.household_id, person.name, person.id_index = home.pk, f"{prefix}{place}", ""
        person.relation = "户主" if place < wanted else "配偶" if place < 2 * wanted else "子"
        age = dice.randrange(60, 101) if dice.random() < 0.25 else dice.randrange(0, 60)
        person.birth_date = date(2026 - age, dice.randrange(1, 13), dice.randrange(1, 29))

    people = crowd.copies(street.wang, many, live)
    crowd.write(people)
    crowd.write(
        Circumstance(
            id=new_id(), subdistrict_id=street.subdistrict.pk, resident_id=one.pk, kind="disabled",
            detail=f"肢体{dice.choice('一二三四')}级", since=date(2024, 1, 1), source="测量用",
        )
        for one in people
        if dice.random() < 1 / 20
    )  # fmt: skip
