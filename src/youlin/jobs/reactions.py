"""What follows from what: each event and those who hear it, in one table. A reaction must be safe to run twice."""

from __future__ import annotations

from youlin.domains.benefits import events as benefits
from youlin.domains.care import events as care
from youlin.domains.cases import events as cases
from youlin.domains.chiefs import events as chiefs
from youlin.domains.insight import events as insight
from youlin.domains.messaging import events as messaging
from youlin.domains.outreach import events as outreach
from youlin.domains.residents import events as residents
from youlin.domains.territory import events as territory
from youlin.foundation.outbox import Event, Reaction, listen
from youlin.jobs import (
    absences,
    adjusting,
    campaigns,
    coverage,
    disputes,
    emergencies,
    follow,
    hazards,
    meetings,
    reviews,
    volunteering,
)

REACTIONS: dict[type[Event], tuple[Reaction, ...]] = {
    territory.TerritoriesAdded: (follow.posts_for_new_places, coverage.after_new_places),
    residents.HouseholdMoved: (
        follow.care_with_household,
        adjusting.cases_with_household,
        hazards.with_household,
        campaigns.with_household,
        coverage.after_a_move,
    ),
    residents.HouseholdsMoved: (
        adjusting.follow_moved,
        hazards.with_households,
        campaigns.with_households,
        coverage.after_moves,
    ),
    chiefs.NeighbourhoodsClosed: (adjusting.cases_of_closed,),
    residents.PeopleMoved: (follow.care_with_people,),
    residents.ResidenceChanged: (follow.care_with_household, coverage.after_a_finding),
    chiefs.AbsenceSet: (absences.tell_of_absence, coverage.after_an_absence),
    chiefs.AbsenceEnded: (absences.absence_over, coverage.after_an_absence),
    chiefs.CoverGivenBack: (absences.tell_of_cover_given_back, coverage.after_an_absence),
    chiefs.Appointed: (coverage.after_a_term,),
    chiefs.TermEnded: (coverage.after_a_term,),
    chiefs.EndTakenBack: (coverage.after_a_term,),
    chiefs.CoverageLost: (coverage.tell,),
    chiefs.CoverageRestored: (coverage.take_back,),
    residents.CircumstancesEnded: (follow.care_with_circumstances,),
    care.UrgentReported: (follow.case_of_urgent,),
    care.AnsweringChanged: (follow.tell_of_new_chief,),
    care.ContactsRecorded: (follow.silence_broken,),
    care.PlanEnded: (follow.silence_over,),
    care.PlanPaused: (follow.silence_over,),
    care.QuestionsAsked: (follow.tell_of_questions,),
    care.QuestionsSettled: (follow.settle_questions,),
    care.SurgeCalled: (follow.tell_of_surge,),
    care.SilenceRaised: (follow.tell_of_silence,),
    care.SilenceWithdrawn: (follow.take_back_silence,),
    cases.CaseReported: (follow.tell_of_case,),
    cases.CaseEscalated: (follow.tell_of_case,),
    cases.CaseClimbed: (follow.tell_of_case,),
    cases.CaseReturned: (follow.tell_of_case,),
    cases.CaseHandedOn: (follow.tell_of_case,),
    cases.CaseAnswered: (follow.tell_of_case, meetings.carry_answers),
    cases.CasePassedDown: (follow.tell_of_case,),
    cases.CaseClosed: (follow.tell_of_case,),
    cases.CaseReopened: (follow.tell_of_case,),
    cases.CaseWithdrawn: (follow.tell_of_case,),
    messaging.ObjectionMade: (follow.tell_of_objection,),
    benefits.ReviewsOpened: (reviews.tell,),
    benefits.EmergencyReported: (emergencies.tell,),
    cases.CaseClaimed: (follow.tell_of_case,),
    cases.HelpAsked: (follow.tell_of_case,),
    cases.CaseMerged: (follow.tell_of_case,),
    cases.ClosingAsked: (follow.tell_of_case,),
    cases.ClockChanged: (follow.tell_of_case,),
    cases.HazardsFound: (hazards.tell,),
    cases.HazardsMoved: (hazards.tell,),
    cases.InspectionOpened: (hazards.tell_of_round,),
    outreach.MeetingMade: (meetings.call,),
    outreach.MeetingCancelled: (meetings.call_off,),
    outreach.TaskSet: (meetings.tell_of_task,),
    outreach.TaskFinished: (meetings.task_done,),
    outreach.CampaignBegun: (campaigns.tell,),
    outreach.CertificatesDelayed: (volunteering.tell_of_late_certificates,),
    outreach.CertificateIssued: (volunteering.settle_certificate,),
    cases.MediatorProposed: (disputes.tell_of_mediator,),
    cases.DisputeWarned: (disputes.tell_of_warning,),
    cases.TermsRisen: (disputes.tell_of_late_terms,),
    cases.TermSettled: (disputes.settle_terms,),
    cases.ConfirmationNeared: (disputes.tell_of_confirmation,),
    cases.ConfirmationSettled: (disputes.settle_confirmation,),
    cases.CaseMarked: (follow.tell_of_case,),
    cases.CasesReverted: (follow.tell_of_case,),
    cases.CaseBypassed: (follow.tell_of_case,),
    cases.AuthorityMissed: (follow.tell_of_late_authority,),
}

# Events that nobody needs to hear, each with the reason.
UNHEARD: dict[type[Event], str] = {
    insight.LedgerFilled: "what it asks stands on the lists of whoever serves the person, which are read anew",
    care.SurgeEnded: "the lists of today and the board are read from what is due, so it is gone from them by itself",
    care.SupplyListMade: "the chief's page of today is read from what waits to be brought, and shows it by itself",
    care.PlansOpened: "the chief's list of today is read from what is due, and shows who is new by itself",
    cases.DisputeOpened: "the case behind it runs on the mediation's clock, and its holders were told of the case",
    cases.DisputeAgreed: "the case is answered in the same write, which announces itself",
    cases.DisputeEnded: "the case is answered in the same write, which announces itself",
    cases.AuthorityTold: "the case's page and trail show who was told; a duty that is done is on no list any more",
    outreach.MeetingHeld: "what was raised and given out announced itself, and the record is read where it stands",
    cases.ResidentTold: "it is the resident's turn, who has no account: the tracking page shows it",
    messaging.PostingPutUp: "the public pages read what shows from the day; nobody has to be told apart",
    messaging.PostingTakenDown: "the public pages read what shows from the day, and the desk shows why it went",
    messaging.ObjectionAnswered: "whoever objected has no account: the receipt's page shows the answer",
    chiefs.NeighbourhoodsReopened: "the homes that come back announce it, and what is theirs comes with them",
    chiefs.SelectionMoved: "what waits for a desk is read from the rounds, so its first page shows it by itself",
}


def connect() -> None:
    """Register the table with the outbox."""
    for cls, reactions in REACTIONS.items():
        for reaction in reactions:
            listen(cls, reaction)
