"""An agreement to sign, and what parties are told where mediation ends. Neither is kept: each is set anew."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from django.utils.translation import gettext as _

from youlin.domains.cases.dispute_wording import routes_of
from youlin.domains.cases.models import DisputeAgreement, DisputeParty
from youlin.domains.cases.queries.disputes import Record
from youlin.domains.cases.rules.disputes import Stage
from youlin.domains.chiefs.papers import setting
from youlin.domains.chiefs.wording import post_name
from youlin.foundation import clock
from youlin.foundation.refusal import Refusal

ROOM = Path(__file__).parent


def agreement(record: Record) -> bytes:
    """The agreement on A4, with lines to sign and room for the seal (人民调解法). Raises Refusal `no_agreement`."""
    row, made = record.dispute, record.agreement
    if made is None:
        raise Refusal("no_agreement", _("还没有达成协议，没有可打印的。"))
    oral = made.form == DisputeAgreement.Forms.ORAL
    values = {
        "title": _("人民调解口头协议登记表") if oral else _("人民调解协议书"),
        "number": row.case.number,
        "place": row.territory.full_name,
        "parties": [
            {
                "side": party.get_side_display(),
                "name": party.name,
                "kind": party.get_kind_display(),
                "phone": party.phone,
                "note": party.note,
            }
            for party in record.parties
        ],
        "subject": row.title,
        "kind": row.get_kind_display(),
        "facts": made.facts,
        "terms": [
            {
                "number": str(term.number),
                "who": f"{term.party.get_side_display()} {term.party.name}",
                "text": term.text,
                "due": term.due_on.isoformat(),
            }
            for term in record.terms
        ],
        "mediators": [one.name for one in record.serving],
        "made_on": made.made_on.isoformat(),
        "oral": oral,
        "effect": _oral_effect() if oral else _written_effect(),
        "confirm": _confirm(row.confirm_until),
        "words": _words(),
    }
    return setting.pdf("agreement", values, room=ROOM)


def _written_effect() -> str:
    return _(
        "本协议自各方签名、盖章或者按指印，调解员签名并加盖人民调解委员会印章之日起生效。各方各执一份，调解委员会留存一份。"
    )


def _oral_effect() -> str:
    return _("各方同意不制作书面协议书。本口头协议自各方达成协议之日起生效，由调解员如实记录。")


def _confirm(until: date | None) -> str:
    if until is None:
        return ""
    said = _("需要司法确认的，各方应当自协议生效之日起三十日内共同向人民法院申请，最晚 %(day)s。")
    return said % {"day": until.isoformat()}


def _words() -> dict[str, str]:
    return {
        "number": _("编号"),
        "parties": _("当事人"),
        "subject": _("纠纷"),
        "facts": _("纠纷的主要事实、争议事项和各方责任"),
        "terms": _("经调解，各方自愿达成如下协议"),
        "by": _("到"),
        "law": _("调解协议具有法律约束力，各方应当按照约定履行。因履行发生争议的，可以向人民法院起诉。"),
        "sign": _("签名、按指印"),
        "mediator": _("调解员"),
        "seal": _("人民调解委员会（印章）"),
        "day": _("日期"),
        "receipt": _("已收到本协议一份"),
        "recorder": _("记录人"),
    }


def routes(record: Record, party: DisputeParty | None = None) -> bytes:
    """What a party is told where mediation ended: the ways of the law. Without a party, a blank for the name."""
    row = record.dispute
    if Stage(row.stage) not in (Stage.REFUSED, Stage.FAILED, Stage.BROKEN):
        raise Refusal("not_ended", _("调解还没有结束，不用发告知书。"))
    why = {
        Stage.REFUSED: _("因有当事人不愿意调解，"),
        Stage.FAILED: _("因各方没有达成协议，"),
        Stage.BROKEN: _("因调解协议没有履行，"),
    }[Stage(row.stage)]
    values = {
        "title": _("终止调解和法律途径告知书"),
        "number": row.case.number,
        "place": row.territory.full_name,
        "to": party.name if party else "",
        "said": why + _("“%(title)s”的人民调解到此为止。您可以依法走下面的途径维护自己的权利：") % {"title": row.title},
        "routes": [{"name": name, "text": text} for name, text in routes_of(row)],
        "note": _("人民调解不收费。起诉、仲裁有时效，请尽早决定。您愿意再调解的，随时可以再提出来。"),
        "day": clock.day_of(row.ended_at).isoformat() if row.ended_at else "",
        "keeper": post_name(row.keeper),
        "words": {
            "number": _("编号"),
            "to": _("当事人"),
            "sign": _("当事人（签名）"),
            "teller": _("告知人（签名）"),
            "day": _("日期"),
            "seal": _("人民调解委员会（印章）"),
        },
    }
    return setting.pdf("routes", values, room=ROOM)
