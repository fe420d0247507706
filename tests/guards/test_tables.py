"""What import-linter cannot see: tables that point at one another, and keys that must survive many machines."""

from types import SimpleNamespace
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models.signals import post_init, pre_init

from tests.guards.house import stack
from youlin.foundation.db import Row

# Tables that stay small in a province, or stand above every subdistrict.
WITHOUT_SUBDISTRICT = {
    "territory.Territory": "is the tree that subdistricts are nodes of",
    "access.User": "an account may serve in two subdistricts",
    "access.RoleGrant": "found by account at each request; its territory names the subdistrict",
}


def our_tables() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if model.__module__.startswith("youlin.")]


def domain_of(model: type[models.Model]) -> str | None:
    parts = model.__module__.split(".")
    return parts[2] if parts[1] == "domains" else None


def wrong_pointers(table: Any, floors: dict[str, int]) -> list[str]:
    """Foreign keys of `table` that point up or sideways, or that put a word into another domain's mouth."""
    found = []
    home = domain_of(table)
    for field in table._meta.get_fields(include_hidden=True):
        if not (field.many_to_one or field.one_to_one or field.many_to_many) or field.auto_created:
            continue
        other = domain_of(field.related_model)
        if other == home:
            continue
        name = f"{table._meta.label}.{field.name}"
        if home is None or (other is not None and floors[other] >= floors[home]):
            found.append(f"{name} points up or sideways, at {field.related_model._meta.label}")
        elif field.remote_field.related_name != "+":
            found.append(f"{name} needs related_name='+': {other} must not know {home}")
    return found


def unique_sets(table: type[models.Model]) -> list[set[str]]:
    """What must be unique in `table`, its primary key apart."""
    found = [
        {*constraint.fields}
        for constraint in table._meta.constraints
        if isinstance(constraint, models.UniqueConstraint)
    ]
    found += [{*fields} for fields in table._meta.unique_together]
    found += [{field.name} for field in table._meta.local_fields if field.unique and not field.primary_key]
    return found


def without_subdistrict(table: type[models.Model]) -> list[str]:
    """What keeps `table` from being spread over machines by its subdistrict."""
    if table._meta.label in WITHOUT_SUBDISTRICT or domain_of(table) is None:
        return []
    if not any(field.name == "subdistrict" for field in table._meta.local_fields):
        return [f"{table._meta.label} carries no subdistrict"]
    return [
        f"{table._meta.label}: {fields} is unique without the subdistrict"
        for fields in unique_sets(table)
        if "subdistrict" not in fields
    ]


def twice_indexed(table: Any) -> list[str]:
    """Indexes of `table` that another whole one begins with: nothing is found quicker, every write pays for both.

    A foreign key has its own unless its field says `db_index=False`.
    """
    whole = {
        index.name: [name.removeprefix("-") for name in index.fields]
        for index in (*table._meta.constraints, *table._meta.indexes)
        if getattr(index, "fields", ()) and index.condition is None
    }
    own = {field.name: [field.name] for field in table._meta.local_fields if field.db_index and not field.unique}
    plain = {index.name: whole[index.name] for index in table._meta.indexes if index.name in whole}
    return [
        f"{table._meta.label}: {name} is the beginning of {other}"
        for name, fields in (*own.items(), *plain.items())
        for other, longer in whole.items()
        if name != other and longer[: len(fields)] == fields
    ]


def test_a_table_points_only_down_the_stack() -> None:
    assert [wrong for table in our_tables() for wrong in wrong_pointers(table, stack())] == []


def test_a_big_table_can_be_spread_by_subdistrict() -> None:
    assert [wrong for table in our_tables() for wrong in without_subdistrict(table)] == []
    assert {table._meta.label for table in our_tables()} >= WITHOUT_SUBDISTRICT.keys()


def test_no_index_is_the_beginning_of_another() -> None:
    assert [wrong for table in our_tables() for wrong in twice_indexed(table)] == []


def test_an_index_that_another_begins_with_is_seen() -> None:
    def judged(*, db_index: bool, unique: list[str], index: list[str]) -> list[str]:
        field = SimpleNamespace(name="street", db_index=db_index, unique=False)
        meta = SimpleNamespace(
            label="low.Table",
            local_fields=[field],
            constraints=[models.UniqueConstraint(fields=unique, name="once")],
            indexes=[models.Index(fields=index, name="by")],
        )
        return twice_indexed(SimpleNamespace(_meta=meta))

    assert judged(db_index=False, unique=["street", "number"], index=["number"]) == []
    assert judged(db_index=True, unique=["street", "number"], index=["number"]) != []
    assert judged(db_index=False, unique=["street", "number"], index=["street"]) != []
    assert judged(db_index=True, unique=["number", "street"], index=["-street", "day"]) != []


def test_the_application_makes_every_key() -> None:
    automatic = (models.AutoField, models.BigAutoField, models.SmallAutoField)
    assert [table._meta.label for table in our_tables() if isinstance(table._meta.pk, automatic)] == []


def test_a_table_has_no_mind_of_its_own() -> None:
    """Logic in save() or delete() is skipped by every set-based write."""
    overriding = [
        f"{table._meta.label}.{method}"
        for table in our_tables()
        for method in ("save", "delete", "clean", "full_clean")
        if any(method in vars(kind) for kind in table.__mro__ if kind.__module__.startswith("youlin."))
    ]
    assert overriding == []


def test_a_pointer_up_the_stack_is_seen() -> None:
    def pointing(home: str, other: str, related_name: str) -> list[str]:
        target = SimpleNamespace(
            __module__=f"youlin.domains.{other}.models", _meta=SimpleNamespace(label=f"{other}.Target")
        )
        field = SimpleNamespace(
            name="it",
            many_to_one=True,
            one_to_one=False,
            many_to_many=False,
            auto_created=False,
            related_model=target,
            remote_field=SimpleNamespace(related_name=related_name),
        )
        meta = SimpleNamespace(label=f"{home}.Source", get_fields=lambda include_hidden: [field])
        return wrong_pointers(
            SimpleNamespace(__module__=f"youlin.domains.{home}.models", _meta=meta), {"low": 0, "mid": 1, "beside": 1}
        )

    assert pointing("mid", "low", "+") == []
    assert pointing("mid", "low", "mids") != []
    assert pointing("low", "mid", "+") != []
    assert pointing("mid", "beside", "+") != []


def test_a_row_that_is_read_is_made_as_any_other() -> None:
    """`Row.from_db` goes past `__init__` and the signals around it; so nothing may stand there."""
    tables = [table for table in our_tables() if issubclass(table, Row)]
    own = [table.__name__ for table in tables if table.__init__ is not models.Model.__init__]
    heard = [table.__name__ for table in tables if pre_init.has_listeners(table) or post_init.has_listeners(table)]
    assert tables
    assert (own, heard) == ([], [])
