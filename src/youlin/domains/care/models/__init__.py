"""Tables of care: `plans` how often and for whom, `contacts` the evidence, `ledger` what is due and what is silent."""

from youlin.domains.care.models.contacts import Contact, ContactTakenBack, Kinds
from youlin.domains.care.models.ledger import Alarm, Obligation
from youlin.domains.care.models.plans import CadenceRule, CarePlan

__all__ = ["Alarm", "CadenceRule", "CarePlan", "Contact", "ContactTakenBack", "Kinds", "Obligation"]
