"""Applications at the door of the chief on show: gathered, to be surveyed, on its way, refused, and an emergency."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from youlin.domains.access.actor import Actor
from youlin.domains.access.rules import Can
from youlin.domains.benefits import actions, queries
from youlin.domains.benefits.queries import Application
from youlin.domains.benefits.rules.door import Paper, Way
from youlin.foundation import clock
from youlin.foundation.calendar import add_working_days
from youlin.simulation.world import Dweller, Neighbourhood, World

PROGRAMME = "dibao"
EMERGENCY = "temporary_emergency"
BEGUN = (2, 9, 20)  # days before the last one
SEEN = "两间旧瓦房，一间漏雨；家里有一台旧电视，没有车。老人行动慢，屋里收拾得干净。"
INVESTIGATORS = (("覃远山", "社区，民政专干"), ("彭秀芳", "街道民政办"))
REFUSED = ("武民救2026年31号", "核对到家庭人均月收入高于当地低保标准。")
HELPED = ("厨房起火，一家人没有住处。当天送去被褥、米和油，先给了应急的钱。", 200_000)
RELATIVE = ("cadre", "田启明", "邻近社区，副主任", "other")


def apply(world: World, home: Neighbourhood) -> None:
    """People of three homes apply, each with real steps on their days."""
    chief, staff = world.answering(home.post), world.desk_above(home, Can.MANAGE_CARE)[0]
    own = {one.household for one in home.people if one.name == chief.name}  # nobody files for their own home
    grown = {one.household: one for one in reversed(home.people) if one.age >= 18 and one.household not in own}
    found = list(grown.values())
    people, others = found[-3:], found[:-3][-2:]
    days = [max(world.first_day, world.last_day - timedelta(days=back)) for back in BEGUN]
    for number, (person, day) in enumerate(zip(people, days, strict=False)):
        now = clock.at(day, 10)
        row = _open(world, chief, person, PROGRAMME, now)
        _papers(world, chief, row, related=number == 1, now=now)
        if number == 0:
            continue
        _sign(world, chief, row, Paper.CONSENT, now)
        _sign(world, chief, row, Paper.FORM, now)
        _step(world, chief, row, "filed", day)
        _investigators(world, staff, row, now)
        if number == 2:
            _onward(world, staff, row, day)
    if len(others) == 2:
        _not_agreed(world, chief, staff, others[0])
        _help_first(world, chief, staff, others[1])


def _open(world: World, chief: Actor, person: Dweller, programme: str, now: datetime) -> Application:
    new = actions.NewApplication(world.identity(), person.key, programme)
    return actions.open_application(actor=chief, application=new, now=now)


def _not_agreed(world: World, chief: Actor, staff: Actor, person: Dweller) -> None:
    """The authority did not agree, and the letter is still to be handed over."""
    day = max(world.first_day, world.last_day - timedelta(days=16))
    now = clock.at(day, 9)
    row = _open(world, chief, person, PROGRAMME, now)
    _papers(world, chief, row, related=False, now=now)
    for paper in (Paper.CONSENT, Paper.FORM):
        _sign(world, chief, row, paper, now)
    _step(world, chief, row, "filed", day)
    _investigators(world, staff, row, now)
    _onward(world, staff, row, day)
    document, reasons = REFUSED
    _step(world, staff, row, "refused", world.last_day, document=document, note=reasons)


def _help_first(world: World, chief: Actor, staff: Actor, person: Dweller) -> None:
    """An emergency: reported and helped on one day, its papers still to be made up."""
    day = max(world.first_day, world.last_day - timedelta(days=1))
    row = _open(world, chief, person, EMERGENCY, clock.at(day, 10))
    _step(world, chief, row, "filed", day)
    note, fen = HELPED
    _step(world, staff, row, "helped", day, note=note, amount_fen=fen)


def _papers(world: World, chief: Actor, row: Application, *, related: bool, now: datetime) -> None:
    ready = list(range(len(row.checklist)))
    actions.set_material(actor=chief, application=row.pk, ready=ready, now=now)
    said = RELATIVE if related else ("none", "", "", "")
    declared = actions.Declared(world.identity(), said[0], now, *said[1:])
    actions.declare_relative(actor=chief, application=row.pk, said=declared, now=now)


def _sign(world: World, actor: Actor, row: Application, paper: Paper, now: datetime) -> None:
    for signer in queries.dossier(row, clock.day_of(now)).signers[paper]:
        new = actions.NewSignature(
            world.identity(), row.pk, paper, signer.key, Way.GLASS, now, _scrawl(world, len(signer.name))
        )
        actions.sign(actor=actor, signature=new, now=now)


def _scrawl(world: World, letters: int) -> str:
    """Something that looks written: a few strokes for each sign of a name."""
    strokes = []
    for place in range(letters):
        left = 120 + place * 240
        for _stroke in range(4):
            x, y = left + world.rng.randrange(140), 90 + world.rng.randrange(160)
            bend, fall = world.rng.randrange(-40, 60), world.rng.randrange(-20, 90)
            strokes.append(" ".join(f"{x + bend * step // 4},{y + fall * step * step // 16}" for step in range(5)))
    return ";".join(strokes)


def _investigators(world: World, staff: Actor, row: Application, now: datetime) -> None:
    for name, office in INVESTIGATORS:
        new = actions.NewInvestigator(world.identity(), name, office, related=False)
        actions.name_investigator(actor=staff, application=row.pk, new=new, now=now)


def _onward(world: World, staff: Actor, row: Application, day: date) -> None:
    """Surveyed and checked, each on a working day and none after today."""
    visited = min(add_working_days(day, 2), world.last_day)
    checked = min(add_working_days(visited, 2), world.last_day)
    now = clock.at(visited, 15)
    told: tuple[actions.Told, ...] = (
        actions.Told(world.identity(), row.household_id, "income_year", 840_000, visited, None),
    )
    found = actions.Surveyed(world.identity(), visited, SEEN, told)
    actions.keep_survey(actor=staff, application=row.pk, found=found, now=now)
    _sign(world, staff, row, Paper.SURVEY, now)
    _step(world, staff, row, "surveyed", visited)
    _step(world, staff, row, "checked", checked)


def _step(world: World, actor: Actor, row: Application, stage: str, day: date, **more: Any) -> None:
    step = actions.Step(stage, day, client_id=world.identity(), **more)
    actions.take_step(actor=actor, application=row.pk, step=step, now=clock.at(day, 17))
    row.refresh_from_db()
