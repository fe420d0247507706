"""Two doors 900 metres apart, and short words for what is asked, found and decided there."""

from uuid import UUID, uuid4

from tests.domains.care.conftest import on
from tests.factories.cast import START, Street
from youlin.domains.access.actor import SYSTEM
from youlin.domains.care.actions import matching
from youlin.domains.care.models import (
    CarePlan,
    MatchProposal,
    MatchRun,
)
from youlin.domains.care.queries import matching as reading
from youlin.domains.chiefs import actions as chiefs
from youlin.domains.residents.models import Resident
from youlin.domains.territory.models import Territory

METRE = 1 / 111_195
LI_DOOR, ZHOU_DOOR = (29.4, 110.5), (29.4 + 900 * METRE, 110.5)


def plan_of(person: Resident) -> CarePlan:
    return CarePlan.objects.select_related("neighbourhood").get(resident=person, ends_on__isnull=True)


def run(street: Street, who: str = "社区小覃", place: Territory | None = None, days: int = 1) -> MatchRun:
    actor = street.actor(who)
    begun = matching.begin_run(actor=actor, place=(place or street.xibu).pk, client_id=uuid4(), now=on(days))
    assert matching.work_run(actor=actor, run=begun.pk, beat=lambda: on(days))
    return reading.run(actor, begun.pk)


def of(run: MatchRun, person: Resident) -> MatchProposal:
    return MatchProposal.objects.get(run=run, plan__resident=person)


def accept_all(street: Street, found: MatchRun, days: int = 1, batch: UUID | None = None) -> tuple[int, int]:
    return matching.accept(actor=street.actor("社区小覃"), run=found.pk, batch=batch or uuid4(), now=on(days))


def chiefs_term(street: Street) -> UUID:
    """The term of 周邻长."""
    from youlin.domains.chiefs.models import Appointment

    return Appointment.objects.get(post=street.post_of(street.lin2)).pk


def place_with_chief(street: Street) -> Territory:
    """邻3, for which 周邻长 also answers."""
    from youlin.domains.territory.actions import add_territory
    from youlin.domains.territory.rules import Level

    third = add_territory(actor=SYSTEM, parent=street.group, level=Level.NEIGHBOURHOOD, name="邻3", now=START)
    chiefs.open_posts(actor=SYSTEM, territories=[third.pk], now=START)
    return third
