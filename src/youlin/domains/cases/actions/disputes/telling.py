"""Letters about disputes: to who is to mediate, to who must look after a promise, to who must know of a danger."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q

from youlin.domains.access.rules import CHIEF_ROLES, Role
from youlin.domains.cases.models import Dispute, DisputeTerm, Mediator
from youlin.domains.cases.rules.disputes import REMINDED, RISES
from youlin.domains.chiefs.models import Post
from youlin.domains.chiefs.queries import Holder, holders
from youlin.domains.messaging import actions as messaging
from youlin.domains.messaging.actions import NewNotice
from youlin.domains.territory.rules import prefixes
from youlin.foundation import clock

Link = Callable[[bool, UUID], str]  # (the account's holder is a chief, key of the dispute) -> address of the page
ABOVE = {2: Role.COMMUNITY_STAFF, 3: Role.SUBDISTRICT_STAFF}  # how far a broken promise has risen -> who hears too


def term_keys(terms: Iterable[UUID]) -> list[str]:
    """The occasions of letters about promises, one for each height."""
    return [f"dispute.term:{term}:{height}" for term in terms for height in range(1, len(RISES) + 1)]


def confirm_keys(dispute: UUID) -> list[str]:
    """The occasions of the reminders of one agreement's thirty days."""
    return [f"dispute.confirm:{dispute}:{count}" for count in range(1, len(REMINDED) + 1)]


def tell_of_mediator(*, mediator: UUID, link: Link, now: datetime) -> None:
    """Whoever is to mediate hears of it."""
    row = Mediator.objects.select_related("dispute__case", "post").get(pk=mediator)
    chief = row.post.role in CHIEF_ROLES
    letter = _letter(
        row.dispute, "cases.dispute.mediate", row.user, f"dispute.mediate:{row.pk}", link(chief, row.dispute_id)
    )
    messaging.tell(notices=[letter], now=now)


def tell_of_warning(*, dispute: UUID, by: UUID | None, link: Link, now: datetime) -> None:
    """The community and the subdistrict hear that a dispute may turn violent."""
    rows = [Dispute.objects.select_related("case", "territory").get(pk=dispute)]
    desks = _desks(rows, clock.day_of(now))
    letters = [
        _letter(row, "cases.dispute.warn", user, f"dispute.warn:{row.pk}:{row.version}", link(False, row.pk))
        for row in rows
        for role in ABOVE.values()
        for user in desks.get((row.pk, role), ())
        if user != by
    ]
    messaging.tell(notices=letters, now=now)


def tell_risen(*, terms: Iterable[UUID], confirmations: Iterable[UUID], link: Link, now: datetime) -> None:
    """Who mediates, and as it rises the desks above, hear of promises not kept and of thirty days running out."""
    late = list(DisputeTerm.objects.filter(pk__in=terms).select_related("dispute__case", "dispute__territory"))
    nearing = list(Dispute.objects.filter(pk__in=confirmations).select_related("case", "territory"))
    rows = {term.dispute_id: term.dispute for term in late} | {row.pk: row for row in nearing}
    near, desks = _near(rows.values(), clock.day_of(now)), _desks(rows.values(), clock.day_of(now))
    letters: list[NewNotice] = []
    for term in late:
        people = [*near.get(term.dispute_id, ())]
        people += [(user, False) for height, role in ABOVE.items() if term.risen >= height
                   for user in desks.get((term.dispute_id, role), ())]  # fmt: skip
        for user, chief in dict.fromkeys(people):
            key = term_keys([term.pk])[term.risen - 1]
            letters.append(_letter(term.dispute, "cases.dispute.term", user, key, link(chief, term.dispute_id)))
    for row in nearing:
        for user, chief in near.get(row.pk, ()):
            key = confirm_keys(row.pk)[row.reminded - 1]
            until = row.confirm_until.isoformat() if row.confirm_until else ""
            letters.append(_letter(row, "cases.dispute.confirm", user, key, link(chief, row.pk), until=until))
    messaging.tell(notices=letters, now=now)


def _letter(row: Dispute, template: str, user: UUID, dedupe: str, url: str, **params: object) -> NewNotice:
    said = {"number": row.case.number, **params}
    return NewNotice(subdistrict=row.subdistrict_id, user=user, template=template, dedupe=dedupe, params=said, url=url)


def _near(rows: Iterable[Dispute], day: date) -> dict[UUID, list[tuple[UUID, bool]]]:
    """Who mediates and who keeps the papers of each dispute, and whether as a chief. No party is among them."""
    known = list(rows)
    found: dict[UUID, list[tuple[UUID, bool]]] = {row.pk: [] for row in known}
    serving = Mediator.objects.filter(dispute__in=known, state=Mediator.States.SERVING).select_related("post")
    for one in serving:
        found[one.dispute_id].append((one.user, one.post.role in CHIEF_ROLES))
    sitting = holders([row.keeper_id for row in known], day=day)
    roles = dict(Post.objects.filter(pk__in=[row.keeper_id for row in known]).values_list("pk", "role"))
    for row in known:
        chief = roles[row.keeper_id] in CHIEF_ROLES
        found[row.pk] += [(one.user, chief) for one in sitting.get(row.keeper_id, [])]
    parties = set(Dispute.objects.filter(pk__in=found).values_list("pk", "parties__user"))
    return {
        key: [one for one in dict.fromkeys(people) if (key, one[0]) not in parties] for key, people in found.items()
    }


def _desks(rows: Iterable[Dispute], day: date) -> dict[tuple[UUID, Role], list[UUID]]:
    """Who sits at the desks above each dispute, by role."""
    known = list(rows)
    paths = {path for row in known for path in prefixes(row.territory.path)}
    posts = list(Post.objects.filter(Q(role__in=ABOVE.values()), territory__path__in=paths).select_related("territory"))
    sitting = holders([post.pk for post in posts], day=day)
    return {key: users for row in known for key, users in _above(row, posts, sitting)}


def _above(
    row: Dispute, posts: list[Post], sitting: dict[UUID, list[Holder]]
) -> Iterator[tuple[tuple[UUID, Role], list[UUID]]]:
    """The desks on the way up from one dispute, with who sits there."""
    for post in posts:
        if row.territory.path.startswith(post.territory.path):
            yield (row.pk, Role(post.role)), [one.user for one in sitting.get(post.pk, [])]
