"""Disputes in words: what each party is called without a name, the ways of the law, what stands in the way."""

from __future__ import annotations

from django.utils.translation import gettext as _

from youlin.domains.cases.models import Dispute, DisputeAgreement, DisputeParty, DisputeStep
from youlin.domains.cases.rules.disputes import Hurdle, Move, Route, Stage, routes


def party_name(party: DisputeParty, *, sealed: bool) -> str:
    """甲方 覃大山; under seal 甲方（居民）."""
    side = party.get_side_display()
    if sealed:
        return _("%(side)s（%(kind)s）") % {"side": side, "kind": party.get_kind_display()}
    return f"{side} {party.name}"


def about_text(step: DisputeStep) -> str:
    """What a step was about, in the reader's language: the answer, the kind of agreement, which of its promises."""
    about = step.about
    match step.move:
        case Move.ASK | Move.REFUSE:
            return str(DisputeParty.Wills(about).label)
        case Move.AGREE:
            return str(DisputeAgreement.Forms(about).label)
        case Move.KEEP | Move.DONE | Move.BREAK:
            return _("第 %(n)d 条") % {"n": int(about)}
        case Move.WISH:
            return _("愿意一起申请") if about == "yes" else _("不申请")
        case Move.RULE:
            return str(Dispute.Rulings(about).label)
    return about  # a mediator's name, or two days


def hurdle_text(hurdle: Hurdle) -> str:
    """What is still missing before the parties can sit down."""
    return {
        Hurdle.PARTIES_FEW: _("先加上对立的两方。"),
        Hurdle.NOT_WILLING: _("先问过每一位当事人愿不愿意调解。有一位不愿意，调解就到此为止。"),
        Hurdle.NO_MEDIATOR: _("先提出一位调解员，问过各方，都同意了再坐下来谈。"),
    }[hurdle]


def route_text(route: Route) -> tuple[str, str]:
    """A way of the law: its name, and what it is for."""
    return {
        Route.COURT: (_("起诉"), _("可以向有管辖权的人民法院起诉。交不起诉讼费的，可以向法院申请缓交、减交或免交。")),
        Route.LABOUR: (
            _("劳动人事争议仲裁"),
            _("工资、工伤、解除劳动关系等劳动争议，先向劳动人事争议仲裁委员会申请仲裁；对裁决不服的再起诉。"),
        ),
        Route.LAND_ARBITRATION: (
            _("农村土地承包仲裁"),
            _("土地承包经营的纠纷，可以向农村土地承包仲裁委员会申请仲裁，也可以直接起诉。"),
        ),
        Route.GOVERNMENT: (
            _("请政府处理权属"),
            _("土地、山林归谁的争议，协商不成的，由人民政府处理；对处理决定不服的再起诉。"),
        ),
        Route.PROTECTION: (
            _("人身安全保护令"),
            _("遭受家庭暴力或者面临危险的，可以向人民法院申请人身安全保护令，也可以报警。"),
        ),
        Route.ADMINISTRATION: (
            _("请主管部门处理"),
            _("归行政机关管的，可以向主管部门反映、投诉，请求依法处理或行政裁决。"),
        ),
        Route.ARBITRATION: (_("仲裁"), _("双方有书面仲裁协议的合同、财产纠纷，可以向约定的仲裁委员会申请仲裁。")),
        Route.LEGAL_AID: (_("法律援助"), _("经济困难的，可以向法律援助机构申请法律援助，也可以拨打 12348 咨询。")),
    }[route]


def routes_of(row: Dispute) -> list[tuple[str, str]]:
    """The ways open to the parties of a dispute that ended without a settlement."""
    return [route_text(route) for route in routes(row.kind, broken=row.stage == Stage.BROKEN)]
