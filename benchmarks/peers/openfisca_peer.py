"""The same rules in OpenFisca, for comparison; run by its own interpreter, with households as JSON on stdin.

OpenFisca-Core is AGPL: it is installed into a throw-away environment by the benchmark and is no part of the product.
Nothing of it is copied; these are seven of our rules written for it. What is missing stays at its default.
"""
# mypy: ignore-errors

import json
import statistics
import sys
import time

import numpy as np
from openfisca_core.entities import build_entity
from openfisca_core.periods import DAY
from openfisca_core.simulations import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

DAY_OF_RULES = "2026-11-22"
Household = build_entity(
    key="household",
    plural="households",
    label="home",
    roles=[{"key": "member", "plural": "members", "label": "member"}],
)
Person = build_entity(key="person", plural="persons", label="person", is_person=True)


def given(name, entity, kind, default):
    """A variable that is handed in."""
    body = {"value_type": kind, "entity": entity, "definition_period": DAY, "label": name, "default_value": default}
    return type(name, (Variable,), body)


def rule(name, entity, formula):
    """A variable that is worked out."""
    body = {"value_type": bool, "entity": entity, "definition_period": DAY, "label": name, "formula": formula}
    return type(name, (Variable,), body)


def _line(household, period):
    return np.where(household("urban", period), 12 * 65_000, 12 * 50_000)


def _per_head(household, period):
    frail = household.members("ill", period) + (household.members("grade", period) <= 4)
    costs = np.where(household.any(frail), household("costs", period), 0)
    belongs = household.members("belongs", period)
    working = household.sum(belongs * household.members("works", period) * (household.members("age", period) >= 16))
    income = household("income", period) - costs - 0.2 * working * _line(household, period)
    return income / np.maximum(household.sum(belongs), 1)


def _dibao(household, period):
    return (_per_head(household, period) < _line(household, period)) * household("property_ok", period)


def _edge(household, period):
    below = _per_head(household, period) < 1.5 * _line(household, period)
    return below * (household("dibao", period) == 0) * household("edge_ok", period)


def _single(person, period):
    grade, mental = person("grade", period), person("mental", period)
    frail = person("ill", period) + (grade <= 2) + mental * (grade <= 3)
    below = _per_head(person.household, period) < 1.5 * _line(person.household, period)
    return frail * below * person.household("edge_ok", period)


def _aged(low, high):
    def formula(person, period):
        age = person("age", period)
        return (age >= low) * (age < high)

    return formula


def system():
    """Seven rules."""
    found = TaxBenefitSystem([Household, Person])
    found.add_variables(
        given("income", Household, float, 0),
        given("costs", Household, float, 0),
        given("urban", Household, bool, True),
        given("property_ok", Household, bool, True),
        given("edge_ok", Household, bool, True),
        given("age", Person, int, 0),
        given("grade", Person, int, 5),
        given("mental", Person, bool, False),
        given("ill", Person, bool, False),
        given("works", Person, bool, False),
        given("belongs", Person, bool, True),
        rule("dibao", Household, _dibao),
        rule("edge", Household, _edge),
        rule("single", Person, _single),
        rule("disabled_care", Person, lambda person, period: person("grade", period) <= 2),
        rule("aged_80", Person, _aged(80, 90)),
        rule("aged_90", Person, _aged(90, 100)),
        rule("aged_100", Person, _aged(100, 200)),
    )
    return found


OUT = ("dibao", "edge", "single", "disabled_care", "aged_80", "aged_90", "aged_100")


def build(rules, homes):
    """A simulation of many households at once, from columns."""
    people = [(place, person) for place, home in enumerate(homes) for person in home["people"]]
    builder = SimulationBuilder()
    builder.create_entities(rules)
    builder.declare_person_entity("person", [str(number) for number in range(len(people))])
    instance = builder.declare_entity("household", [str(number) for number in range(len(homes))])
    owners = [str(place) for place, _person in people]
    builder.join_with_persons(instance, owners, roles=["member"] * len(people))
    simulation = builder.build(rules)
    for name in ("income", "costs", "urban", "property_ok", "edge_ok"):
        default = rules.get_variable(name).default_value
        values = np.array([default if home[name] is None else home[name] for home in homes])
        simulation.set_input(name, DAY_OF_RULES, values)
    for name in ("age", "grade", "mental", "ill", "works", "belongs"):
        default = rules.get_variable(name).default_value
        values = np.array([default if person[name] is None else person[name] for _place, person in people])
        simulation.set_input(name, DAY_OF_RULES, values)
    return simulation


def main():
    """Read households, write times and finds."""
    homes = json.load(sys.stdin)
    rules = system()
    times = []
    for home in homes[:200]:
        began = time.perf_counter()
        simulation = build(rules, [home])
        for name in OUT:
            simulation.calculate(name, DAY_OF_RULES)
        times.append(time.perf_counter() - began)
    simulation = build(rules, homes)
    began = time.perf_counter()
    found = {name: simulation.calculate(name, DAY_OF_RULES).tolist() for name in OUT}
    seconds = time.perf_counter() - began
    json.dump({"median": statistics.median(times), "seconds": seconds, "found": found}, sys.stdout)


if __name__ == "__main__":
    main()
