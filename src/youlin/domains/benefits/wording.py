"""What screening says to people: amounts, reasons, questions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from functools import lru_cache
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from youlin.domains.benefits import catalogue
from youlin.domains.benefits.engine.answers import ConditionAnswer
from youlin.domains.benefits.engine.edition import Edition
from youlin.domains.benefits.engine.questions import Question
from youlin.domains.benefits.engine.rulebook import Parameter, Programme
from youlin.domains.benefits.engine.tracing import Quotient, Reason
from youlin.domains.benefits.engine.values import INF, NO, UNKNOWN, WORDS, YES, Value, bounds
from youlin.domains.benefits.engine.vocabulary import Fact, Kind, Supplier, Text
from youlin.domains.benefits.models import Appeal, Application, Difference, Lead, OwnProgramme, Signature
from youlin.domains.benefits.rules.own import OWN
from youlin.foundation.refusal import Invalid

ENOUGH = INF // 10**6  # beyond this a number is only "anything"

_SIGNS: dict[str, str | Promise] = {
    "<": gettext_lazy("低于"),
    "<=": gettext_lazy("不超过"),
    ">": gettext_lazy("超过"),
    ">=": gettext_lazy("不低于"),
    "==": gettext_lazy("等于"),
    "!=": gettext_lazy("不等于"),
}
_OPPOSITE = {"<": ">=", "<=": ">", ">": "<=", ">=": "<", "==": "!=", "!=": "=="}
VERDICTS: dict[str, str | Promise] = {
    "yes": gettext_lazy("符合"),
    "no": gettext_lazy("不符合"),
    "unknown": gettext_lazy("还说不准"),
}


def said(text: Text) -> str:
    """A text of the rules in the reader's language."""
    return text.get("en" if (get_language() or "").startswith("en") else "zh", "")


def programme_name(programme: str) -> str:
    """A programme by its id as people say it; the id itself where a street no longer keeps the rule."""
    found = next((one.name for one in catalogue.rulebook().programmes if one.id == programme), None)
    return said(found) if found else _own_name(programme) or programme


@lru_cache(maxsize=256)
def _own_name(programme: str) -> str:
    """What a street called its own programme; nothing of any other. A name never changes, so each is read once."""
    if not programme.startswith(OWN):
        return ""
    return (
        OwnProgramme.objects.filter(pk=UUID(programme.removeprefix(OWN))).values_list("name", flat=True).first() or ""
    )


def verdict_word(verdict: int) -> str:
    """A verdict as people say it."""
    return str(VERDICTS[WORDS[verdict]])


def because(edition: Edition, names: Sequence[str], answer: ConditionAnswer) -> str:
    """Why a condition passed, failed or is open: one sentence for each reason, each once."""
    told = [_sentence(edition, names, reason, answer.verdict) for reason in answer.reasons if reason.sign != "family"]
    if not told and answer.reasons:
        told = [_open_family(edition, names, answer.reasons[0])]
    return "；".join(dict.fromkeys(one for one in (*told, *_assumed(edition, answer)) if one))


def _assumed(edition: Edition, answer: ConditionAnswer) -> list[str]:
    """What was gone by because nobody has said the figure, where another one could turn the verdict."""
    known = {one.id: one for one in edition.rulebook.parameters if answer.assumed and one.meanwhile}
    return [
        _("%(what)s（还没有配置，由%(who)s填写）")
        % {"what": said(known[name].meanwhile.text), "who": said(known[name].filled_by)}  # type: ignore[union-attr]
        for name in answer.assumed
    ]


def _open_family(edition: Edition, names: Sequence[str], reason: Reason) -> str:
    return _missing(edition, names, reason) if reason.verdict == UNKNOWN else _("家里没有这样的人")


def _sentence(edition: Edition, names: Sequence[str], reason: Reason, verdict: int) -> str:
    if reason.verdict == UNKNOWN or verdict == UNKNOWN:
        return "，".join(filter(None, (_missing(edition, names, reason), _unset(edition, reason))))
    label = _label(edition, names, reason)
    if reason.sign == "in":
        return _("%(what)s是“%(value)s”") % {"what": label, "value": _choice(edition, reason)}
    if _is_yes_no(edition, reason) or _has_word(edition, reason):
        return _("%(what)s：%(value)s") % {"what": label, "value": _word(edition, reason)}
    sign = reason.sign if reason.verdict == YES else _OPPOSITE[reason.sign]
    words = {
        "what": label,
        "value": _amount(edition, reason, reason.shown),
        "sign": str(_SIGNS[sign]),
        "limit": _amount(edition, reason, reason.limit),
    }
    return _("%(what)s %(value)s，%(sign)s %(limit)s") % words + (_gap(edition, reason) if reason.verdict == NO else "")


def _label(edition: Edition, names: Sequence[str], reason: Reason) -> str:
    fact = edition.vocabulary.facts.get(reason.about)
    what = _("年龄") if reason.about == "age" else said(fact.label) if fact else ""
    if reason.per_head:
        what = _("%(what)s（人均）") % {"what": what}
    return whose(names, reason.member, what, fact)


def whose(names: Sequence[str], member: int | None, what: str, fact: Fact | None) -> str:
    """Whose fact it is, by name."""
    if member is None:
        return what
    words = {"name": names[member], "what": what}
    if fact is not None and fact.kind is Kind.YES_NO:
        return _("%(name)s%(what)s") % words
    return _("%(name)s的%(what)s") % words


def _choice(edition: Edition, reason: Reason) -> str:
    fact = edition.vocabulary.facts[reason.about]
    return said(fact.choice_labels.get(str(reason.shown), {})) or str(reason.shown)


def _is_yes_no(edition: Edition, reason: Reason) -> bool:
    fact = edition.vocabulary.facts.get(reason.about)
    return fact is not None and fact.kind is Kind.YES_NO


def _exactly(reason: Reason) -> int | None:
    """The number shown, where it is exact and stands alone."""
    if isinstance(reason.shown, tuple) and reason.shown[1] == 1 and isinstance(reason.shown[0], int):
        return reason.shown[0]
    return None


def _has_word(edition: Edition, reason: Reason) -> bool:
    fact = edition.vocabulary.facts.get(reason.about)
    return fact is not None and str(_exactly(reason)) in fact.choice_labels


def _word(edition: Edition, reason: Reason) -> str:
    if _has_word(edition, reason):
        return said(edition.vocabulary.facts[reason.about].choice_labels[str(_exactly(reason))])
    return _("是") if _exactly(reason) == 1 else _("否")


def _amount(edition: Edition, reason: Reason, side: object) -> str:
    """A side as people read it: yuan, years, a count; bounds with a dash."""
    if not isinstance(side, tuple) or len(side) != 2:
        return ""
    low, high = _range(side)
    if high is None:
        return _("%(low)s 以上") % {"low": _one(edition, reason, low)}
    if low == high:
        return _one(edition, reason, low)
    return f"{_one(edition, reason, low)}—{_one(edition, reason, high)}"


def _range(side: Quotient) -> tuple[Fraction, Fraction | None]:
    (low, high), (less, most) = bounds(side[0]), bounds(side[1])
    bottom = Fraction(max(low, 0)) / max(most, 1)
    return bottom, None if high > ENOUGH else Fraction(high) / max(less, 1)


def _one(edition: Edition, reason: Reason, number: Fraction) -> str:
    fact = edition.vocabulary.facts.get(reason.about)
    if fact is not None and fact.kind is Kind.MONEY:
        return yuan(number)
    if reason.about == "age":
        return _("%(years)s 岁") % {"years": int(number)}
    return str(number.numerator) if number.denominator == 1 else f"{float(number):.2f}"


def yuan(fen: Fraction | int) -> str:
    """Fen as yuan, cut to the fen: 7,800.00 元."""
    whole = int(fen)
    return _("%(yuan)s 元") % {"yuan": f"{whole // 100:,}.{whole % 100:02}"}


def _gap(edition: Edition, reason: Reason) -> str:
    """What it would take, where that is a number."""
    if not (isinstance(reason.shown, tuple) and isinstance(reason.limit, tuple)) or reason.sign in ("==", "!="):
        return ""
    if any(isinstance(part, str) for part in reason.limit):
        return ""
    shown, limit = _range(reason.shown)[0], _range((reason.limit[0], reason.limit[1]))[1]  # type: ignore[arg-type]
    if limit is None or shown == limit:
        return ""
    return _("，相差 %(gap)s") % {"gap": _one(edition, reason, abs(shown - limit))}


def _missing(edition: Edition, names: Sequence[str], reason: Reason) -> str:
    facts = edition.vocabulary.facts
    asked: dict[str, None] = {}
    checked: dict[str, None] = {}
    for member, name in reason.missing:
        label = whose(names, member, said(facts[name].label), facts[name])
        (checked if facts[name].supplier is Supplier.AUTHORITY else asked)[label] = None
    told = [
        _("还不知道%(what)s") % {"what": "、".join(asked)} if asked else "",
        _("%(what)s由主管部门核对，不用问") % {"what": "、".join(checked)} if checked else "",
    ]
    return "；".join(filter(None, told))


def _unset(edition: Edition, reason: Reason) -> str:
    known = {parameter.id: parameter for parameter in edition.rulebook.parameters}
    return "，".join(not_set(known[name]) for name in dict.fromkeys(reason.unset))


def not_set(parameter: Parameter) -> str:
    """A figure that nobody has said, and who must."""
    return _("“%(what)s”未配置，由%(who)s填写") % {"what": said(parameter.label), "who": said(parameter.filled_by)}


def question_text(question: Question, names: Sequence[str]) -> str:
    """The question in plain words."""
    name = names[question.member] if question.member is not None else ""
    return said(question.fact.question).replace("{name}", name)


def answer_text(fact: Fact, value: Value) -> str:
    """An answer to tap, as people say it; a form writes the same value as a figure."""
    return _("一分也没有") if fact.kind is Kind.MONEY and value == 0 else option_text(fact, value)


def option_text(fact: Fact, value: Value) -> str:
    """A value in words: a choice, an amount, from where to where."""
    if fact.kind is Kind.YES_NO:
        return _("是") if value == 1 else _("不是")
    if fact.kind is Kind.CHOICE:
        return said(fact.choice_labels.get(str(value), {})) or str(value)
    if str(value) in fact.choice_labels:
        return said(fact.choice_labels[str(value)])
    if isinstance(value, tuple):
        low, high = value
        if fact.kind is not Kind.MONEY:
            return f"{low}—{high}"
        if high >= 10**9 and low == 1:
            return _("有，不管多少")
        if high >= 10**9:
            return _("%(low)s 以上") % {"low": yuan(low)}
        return _("不到 %(high)s") % {"high": yuan(high + 1)} if low == 0 else f"{yuan(low)}—{yuan(high)}"
    if fact.kind is Kind.DATE and isinstance(value, int):
        return f"{value // 10000}-{value // 100 % 100:02}-{value % 100:02}"
    return yuan(value) if fact.kind is Kind.MONEY and isinstance(value, int) else str(value)


def materials(programme: Programme, day: date) -> list[str]:
    """What to bring, each once: the programme's papers, and those that prove each condition in force on the day."""
    texts = [
        *programme.documents,
        *(one for each in programme.conditions if day in each.valid for one in each.documents),
    ]
    return list(dict.fromkeys(said(one) for one in texts))


def gives(edition: Edition, programme: Programme) -> list[str]:
    """What it gives: in words, and the sum a month where the place has one figure for everybody."""
    monthly = _monthly(edition, programme.monthly) if programme.monthly else ""
    return [text for text in (said(programme.gives), monthly) if text]


def _monthly(edition: Edition, name: str) -> str:
    value = edition.figures[name]
    parameter = next(one for one in edition.rulebook.parameters if one.id == name)
    if value is None:
        return not_set(parameter)
    figure = parameter.on(edition.day, edition.region)
    amount = _("每月 %(amount)s") % {"amount": yuan(value)}
    return amount if figure is None or figure.confirmed_by else _("%(amount)s（待核）") % {"amount": amount}


_STEP_REFUSALS: dict[str, tuple[str | Promise, str]] = {
    "consent_missing": (gettext_lazy("家里的成年人还没有都签核对授权书，签好再递交。"), "consent"),
    "materials_missing": (gettext_lazy("清单上还有材料没有备齐，备齐再递交。"), "checklist"),
    "relatives_missing": (gettext_lazy("还没有问过有没有近亲属是民政经办人员或村（社区）干部。"), "relatives"),
    "signature_missing": (gettext_lazy("申请人还没有在申请书上签名。"), "form"),
    "help_missing": (gettext_lazy("请写一句给了什么、为什么，以后补手续要用。"), "note"),
    "investigators_missing": (gettext_lazy("入户调查要两个人，请先写两位没有近亲属关系的调查人。"), "investigators"),
    "visit_missing": (gettext_lazy("还没有记入户调查看到的情况。"), "survey"),
    "survey_unsigned": (gettext_lazy("入户调查表要申请人和调查人都签名。"), "survey"),
    "document_missing": (gettext_lazy("请写主管部门文书的编号。"), "document"),
    "reasons_missing": (gettext_lazy("没有同意的，要写明主管部门给的理由。"), "note"),
}


def step_refusal(code: str) -> Invalid:
    """What a step of an application lacks, as a refusal."""
    message, field = _STEP_REFUSALS[code]
    return Invalid(code, str(message), field=field)


_INVESTIGATOR_REFUSALS: dict[str, str | Promise] = {
    "investigator_own": gettext_lazy("家里人不能调查自己家，请换一位。"),
    "investigator_relative": gettext_lazy("这位是登记在册的近亲属，要回避，请换一位。"),
    "investigator_twice": gettext_lazy("这位已经是调查人了，两位要是不同的人。"),
}


def investigator_refusal(code: str) -> Invalid:
    """Why somebody cannot survey a household, as a refusal."""
    return Invalid(code, str(_INVESTIGATOR_REFUSALS[code]), field="name")


LEAD_KINDS: dict[str, str | Promise] = {str(value): label for value, label in Lead.Kinds.choices}
PAPERS: dict[str, str | Promise] = {str(value): label for value, label in Signature.Papers.choices}
STAGES: dict[str, str | Promise] = {str(value): label for value, label in Application.Stages.choices}


def figure_text(unit: str, value: Fraction | int | str) -> str:
    """A figure as people write it: yuan, a share, a number."""
    number = Fraction(value)
    if unit.startswith("fen"):
        return yuan(number)
    if unit == "share":
        return f"{float(number * 100):g} %"
    return f"{float(number):g}"


DIFFERENCES: dict[str, str | Promise] = {str(value): label for value, label in Difference.Kinds.choices}
APPEAL_STAGES: dict[str, str | Promise] = {str(value): label for value, label in Appeal.Stages.choices}
NOTICES = {
    "review.due": gettext_lazy("有 %(n)s 位享受待遇的老乡到了该复核的时间，最早的是%(day)s。"),
    "emergency.reported": gettext_lazy("%(place)s有一户遇到急难，请先救助，手续过后再补。"),
}

_APPEAL_REFUSALS: dict[str, tuple[str | Promise, str]] = {
    "outcome_missing": (gettext_lazy("请选主管部门怎么答复的。"), "outcome"),
    "document_missing": (gettext_lazy("请写主管部门文书的编号。"), "document"),
    "answer_missing": (gettext_lazy("请写主管部门的答复和理由，本人要看。"), "answer"),
}


def appeal_refusal(code: str) -> Invalid:
    """What a step of an appeal lacks, as a refusal."""
    message, field = _APPEAL_REFUSALS[code]
    return Invalid(code, str(message), field=field)


_LINE_REFUSALS: dict[str, str | Promise] = {
    "lines_missing": gettext_lazy("至少要写一条条件，不然谁都符合。"),
    "phrase_missing": gettext_lazy("请从列表里选一项。"),
    "value_idle": gettext_lazy("这一条不用写数，请把后面的空着。"),
    "years_missing": gettext_lazy("请写多少岁，例如 75。"),
    "yuan_missing": gettext_lazy("请写多少元，例如 12000。"),
    "number_missing": gettext_lazy("请写一个整数，例如 2。"),
    "unreachable": gettext_lazy("这一条谁也满足不了，请改一改数，或者换一项。"),
    "idle": gettext_lazy("这一条人人都满足，等于没有写，请改一改数，或者去掉。"),
    "contradictory": gettext_lazy("这一条和前面的条件互相矛盾，没有人能同时满足，请改其中一条。"),
    "expression": gettext_lazy("这一条放在这里读不通，请换一项。"),
}


def line_refusal(code: str, line: int) -> Invalid:
    """What is wrong with a line of a street's own programme, as a refusal beside it."""
    return Invalid(f"line_{code}", str(_LINE_REFUSALS[code]), field=f"phrase_{line}")
