"""rules, screen: what programmes ask for, and whom they may fit."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from fractions import Fraction
from time import perf_counter
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from youlin.cli import output
from youlin.foundation import clock
from youlin.foundation.refusal import Invalid, NotThere

if TYPE_CHECKING:
    from youlin.cli.verbs import Subparsers
    from youlin.domains.benefits.engine.edition import Edition
    from youlin.domains.benefits.queries.figures import Row as ParameterRow
    from youlin.domains.benefits.queries.homes import Home
    from youlin.domains.benefits.queries.screening import Screened


def rules(verbs: Subparsers, common: argparse.ArgumentParser) -> None:
    """`youlin rules`."""
    command = verbs.add_parser("rules", parents=[common], help="programmes, their figures, and what is wrong with them")
    command.set_defaults(run=_rules)


def screen(verbs: Subparsers, common: argparse.ArgumentParser) -> None:
    """`youlin screen`."""
    command = verbs.add_parser("screen", parents=[common], help="which programme may fit whom, and why")
    command.add_argument("--household", metavar="NUMBER", help="one household, with reasons and the next question")
    command.add_argument("--territory", metavar="CODE", help="everybody there; the only subdistrict by default")
    command.add_argument("--programme", metavar="ID", help="this one alone")
    command.add_argument("--on", metavar="DATE", help="ISO day; today by default")
    command.add_argument(
        "--set",
        dest="figures",
        action="append",
        default=[],
        metavar="PARAMETER=VALUE",
        help="try a figure, in the unit that `youlin rules` names; money is in fen",
    )
    command.set_defaults(run=_screen)


def _rules(options: argparse.Namespace) -> None:
    from youlin.domains.benefits import catalogue, queries
    from youlin.domains.benefits.wording import said
    from youlin.domains.territory import queries as territory

    street = territory.the_subdistrict()
    book = queries.rulebook_for(street)
    parameters = queries.parameters(street)
    problems = catalogue.problems()
    empty = [row for row in parameters if row.value is None]
    lines = [f"{one.id}  {said(one.name)}" for one in book.programmes]
    lines.append(
        _("%(all)s 个参数，%(empty)s 个未配置，%(open)s 个等人核对。")
        % {
            "all": len({row.id for row in parameters}),
            "empty": len(empty),
            "open": sum(row.value is not None and not row.confirmed_by for row in parameters),
        }
    )
    lines += [_("未配置：%(id)s") % {"id": row.id} for row in empty]
    lines += [str(problem) for problem in problems]
    result = {
        "programmes": [
            {
                "id": one.id,
                "name": said(one.name),
                "unit": one.unit,
                "from": one.valid.start.isoformat(),
                "to": one.valid.end.isoformat() if one.valid.end else None,
                "source": str(one.source),
                "standing": one.source.standing,
            }
            for one in book.programmes
        ],
        "parameters": [_parameter(row) for row in parameters],
        "problems": [
            {"code": one.code, "file": one.at.file, "line": one.at.line, "message": one.message, "grave": one.grave}
            for one in problems
        ],
    }
    output.show(result, "\n".join(lines), as_json=options.json)


def _parameter(row: ParameterRow) -> dict[str, object]:
    from youlin.domains.benefits.queries.figures import written
    from youlin.domains.benefits.wording import said

    return {
        "id": row.id,
        "label": said(row.label),
        "region": row.region,
        "from": row.start.isoformat() if row.start else None,
        "to": row.end.isoformat() if row.end else None,
        "value": written(row.value),
        "unit": row.unit,
        "source": row.source,
        "confirmed_by": row.confirmed_by,
        "filled_by": said(row.filled_by),
        "note": row.note,
    }


def _screen(options: argparse.Namespace) -> None:
    from youlin.cli.service import instant
    from youlin.domains.benefits import queries
    from youlin.domains.territory import queries as territory

    place = territory.by_code(options.territory) if options.territory else territory.the_subdistrict()
    subdistrict = place and territory.get(place.subdistrict_id or place.pk)
    known = {one.id for one in queries.rulebook_for(subdistrict).programmes}
    if options.programme is not None and options.programme not in known:
        raise NotThere(
            "programme_unknown",
            _("没有“%(id)s”这项政策，请用 youlin rules 查看。") % {"id": options.programme},
            field="programme",
        )
    day = clock.day_of(instant(options.on))
    edition = queries.edition_for(subdistrict, day, figures(options.figures))
    path = place.path if place else None
    if options.household:
        _one(options, edition, path)
    else:
        _everybody(options, edition, path)


def figures(pairs: Iterable[str]) -> dict[str, Fraction]:
    """`PARAMETER=VALUE` as exact figures. Raises Invalid for a name or a figure that is none."""
    from youlin.domains.benefits import catalogue
    from youlin.domains.benefits.rules.exact import figure

    names = catalogue.rulebook().parameter_ids()
    found = {}
    for pair in pairs:
        name, equals, text = pair.partition("=")
        value = figure(text)
        if not equals or value is None:
            raise Invalid(
                "figure_bad",
                _("“%(pair)s”不对，请写成 参数=数值，例如 dibao.standard.urban=650元。") % {"pair": pair},
                field="set",
            )
        if name.strip() not in names:
            raise Invalid(
                "parameter_unknown",
                _("没有“%(name)s”这个参数，请用 youlin rules 查看。") % {"name": name.strip()},
                field="set",
            )
        found[name.strip()] = value
    return found


def _one(options: argparse.Namespace, edition: Edition, path: str | None) -> None:
    from youlin.domains.access.actor import SYSTEM
    from youlin.domains.benefits import queries, wording
    from youlin.domains.benefits.wording import said, verdict_word

    homes = list(queries.homes(SYSTEM, path=path, number=options.household))
    if not homes:
        raise NotThere(
            "household_unknown", _("没有编号是“%(number)s”的户。") % {"number": options.household}, field="household"
        )
    if len(homes) > 1:
        raise Invalid(
            "household_ambiguous",
            _("有 %(count)s 户都叫“%(number)s”，请用 --territory 写明社区。")
            % {"count": len(homes), "number": options.household},
            field="household",
        )
    home = homes[0]
    found = queries.screen(edition, home, programme=options.programme)
    programmes = [_programme(edition, home, one) for one in found]
    lines = []
    names = [person.name for person in home.people]
    for one in found:
        word = _("很可能符合，等核对") if one.answer.likely else verdict_word(one.answer.verdict)
        lines.append(f"{said(one.answer.programme.name)}：{word}")
        lines += [
            f"  {said(row.condition.label)}：{wording.because(edition, names, row)}" for row in one.answer.conditions
        ]
        if one.ask:
            lines.append("  " + _("可以问：%(question)s") % {"question": wording.question_text(one.ask, names)})
    output.show({"household": home.household.number, "programmes": programmes}, "\n".join(lines), as_json=options.json)


def _programme(edition: Edition, home: Home, found: Screened) -> dict[str, object]:
    from youlin.domains.benefits import wording
    from youlin.domains.benefits.engine.values import WORDS

    names = [person.name for person in home.people]
    answer, ask = found.answer, found.ask
    return {
        "id": answer.programme.id,
        "name": wording.said(answer.programme.name),
        "verdict": WORDS[answer.verdict],
        "likely": answer.likely,
        "person": names[answer.member] if answer.member is not None else None,
        "others": [
            {"person": names[one.member], "verdict": WORDS[one.verdict], "likely": one.likely}
            for one in found.others
            if one.member is not None
        ],
        "conditions": [
            {
                "id": one.condition.id,
                "label": wording.said(one.condition.label),
                "verdict": WORDS[one.verdict],
                "because": wording.because(edition, names, one),
                "source": str(one.condition.source),
            }
            for one in answer.conditions
        ],
        "unset": list(answer.unset),
        "ask": ask
        and {
            "fact": ask.fact.id,
            "person": names[ask.member] if ask.member is not None else None,
            "question": wording.question_text(ask, names),
            "options": [wording.answer_text(ask.fact, option.value) for option in ask.options],
        },
        "documents": wording.materials(answer.programme, edition.day),
        "apply_at": wording.said(answer.programme.apply_at),
    }


def _everybody(options: argparse.Namespace, edition: Edition, path: str | None) -> None:
    from youlin.domains.access.actor import SYSTEM
    from youlin.domains.benefits import queries
    from youlin.domains.benefits.wording import said

    began = perf_counter()
    tally = queries.sweep(edition, queries.homes(SYSTEM, path=path), programme=options.programme)
    seconds = round(perf_counter() - began, 3)
    names = {ready.programme.id: said(ready.programme.name) for ready in edition.programmes}
    lines = [
        _("%(people)s 人、%(homes)s 户，用了 %(seconds)s 秒。")
        % {"people": tally.people, "homes": tally.households, "seconds": seconds}
    ]
    for name, count in tally.found.items():
        lines.append(
            ngettext(
                "%(name)s：%(found)s 条线索，%(unknown)s 条还说不准",
                "%(name)s：%(found)s 条线索，%(unknown)s 条还说不准",
                count,
            )
            % {"name": names[name], "found": count, "unknown": tally.unknown[name]}
        )
    result = {
        "people": tally.people,
        "households": tally.households,
        "found": dict(tally.found),
        "certain": dict(tally.certain),
        "unknown": dict(tally.unknown),
        "seconds": seconds,
    }
    output.show(result, "\n".join(lines), as_json=options.json)
