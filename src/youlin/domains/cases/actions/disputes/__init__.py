"""What can be done with a dispute under mediation, one public verb each."""

from youlin.domains.cases.actions.disputes.agreeing import agree, fail, hold_session, reconcile
from youlin.domains.cases.actions.disputes.asking import add_party, record_will, tell_routes
from youlin.domains.cases.actions.disputes.keeping import break_agreement, keep_term, receive, record_wish
from youlin.domains.cases.actions.disputes.looking import look, look_many
from youlin.domains.cases.actions.disputes.mediators import accept, propose, recuse
from youlin.domains.cases.actions.disputes.opening import NewDispute, open_dispute, put_off, warn
from youlin.domains.cases.actions.disputes.plain import NewAgreement, NewParty, NewSession, NewTerm
from youlin.domains.cases.actions.disputes.rising import remind
from youlin.domains.cases.actions.disputes.ruling import apply_to_court, record_ruling
from youlin.domains.cases.actions.disputes.telling import (
    confirm_keys,
    tell_of_mediator,
    tell_of_warning,
    tell_risen,
    term_keys,
)

__all__ = [
    "NewAgreement",
    "NewDispute",
    "NewParty",
    "NewSession",
    "NewTerm",
    "accept",
    "add_party",
    "agree",
    "apply_to_court",
    "break_agreement",
    "confirm_keys",
    "fail",
    "hold_session",
    "keep_term",
    "look",
    "look_many",
    "open_dispute",
    "propose",
    "put_off",
    "receive",
    "reconcile",
    "record_ruling",
    "record_will",
    "record_wish",
    "recuse",
    "remind",
    "tell_of_mediator",
    "tell_of_warning",
    "tell_risen",
    "tell_routes",
    "term_keys",
    "warn",
]
