"""Matching people in care with chiefs: `saying` what they need, `runs` working it out, `deciding` what a human says."""

from youlin.domains.care.actions.matching.deciding import (
    accept,
    choose,
    decline,
    lift_decline,
    undo,
)
from youlin.domains.care.actions.matching.runs import begin_run, work_run
from youlin.domains.care.actions.matching.saying import NewNeeds, NewTerms, say_needs, set_terms
from youlin.domains.care.actions.matching.solving import Solved, solve

__all__ = [
    "NewNeeds",
    "NewTerms",
    "Solved",
    "accept",
    "begin_run",
    "choose",
    "decline",
    "lift_decline",
    "say_needs",
    "set_terms",
    "solve",
    "undo",
    "work_run",
]
