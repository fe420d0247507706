"""Tables of care.

`plans` how often and for whom, `pace` what holds for a while, `contacts` the evidence, `ledger` what is due and silent,
`matching` who looks after whom.
"""

from youlin.domains.care.models.asking import CareQuestion, Consent
from youlin.domains.care.models.contacts import Contact, ContactTakenBack, Kinds
from youlin.domains.care.models.finding import Declined, FindingRule
from youlin.domains.care.models.ledger import Alarm, Obligation
from youlin.domains.care.models.matching import (
    CareMatch,
    CareNeeds,
    MatchDecline,
    MatchProposal,
    MatchRun,
    MatchTerms,
)
from youlin.domains.care.models.pace import Pace, Surge
from youlin.domains.care.models.patterns import PatternQuestion
from youlin.domains.care.models.plans import CadenceRule, CarePlan, Endings, Tiers
from youlin.domains.care.models.rounds import RoundWish
from youlin.domains.care.models.supplies import Delivery, DeliveryItem, Receipt, SupplyList, SupplyLot

__all__ = [
    "Alarm",
    "CadenceRule",
    "CareMatch",
    "CareNeeds",
    "CarePlan",
    "CareQuestion",
    "Consent",
    "Contact",
    "ContactTakenBack",
    "Declined",
    "Delivery",
    "DeliveryItem",
    "Endings",
    "FindingRule",
    "Kinds",
    "MatchDecline",
    "MatchProposal",
    "MatchRun",
    "MatchTerms",
    "Obligation",
    "Pace",
    "PatternQuestion",
    "Receipt",
    "RoundWish",
    "SupplyList",
    "SupplyLot",
    "Surge",
    "Tiers",
]
