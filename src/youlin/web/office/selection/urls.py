"""Doors of the selection rounds, under `office:`."""

from __future__ import annotations

from django.urls import path

from youlin.web.office.selection import candidates, contests, deeds, opening, records, rounds, seating, votes

urlpatterns = [
    path("", rounds.rounds, name="selections"),
    path("new/", opening.choose, name="selection_choose"),
    path("new/days/", opening.new, name="selection_new"),
    path("<uuid:round_key>/", rounds.one, name="selection"),
    path("<uuid:round_key>/days/", rounds.days, name="selection_days"),
    path("<uuid:round_key>/all/<slug:step>/", rounds.step_all, name="selection_all"),
    path("<uuid:round_key>/record/", records.record, name="selection_record"),
    path("<uuid:round_key>/record.pdf", records.paper, name="selection_paper"),
    path("posts/<uuid:contest>/", contests.contest, name="contest"),
    path("posts/<uuid:contest>/step/<slug:step>/", contests.step, name="contest_step"),
    path("posts/<uuid:contest>/do/<slug:deed>/", deeds.deed, name="contest_deed"),
    path("posts/<uuid:contest>/acting/", seating.acting, name="contest_acting"),
    path("posts/<uuid:contest>/appoint/", seating.appoint, name="contest_appoint"),
    path("posts/<uuid:contest>/nominate/", candidates.nominate, name="contest_nominate"),
    path("posts/<uuid:contest>/objections/<uuid:objection>/", contests.objection, name="contest_objection"),
    path("posts/<uuid:contest>/lessons/<uuid:lesson>/", contests.lesson, name="contest_lesson"),
    path("posts/<uuid:contest>/roll/", votes.roll, name="contest_roll"),
    path("posts/<uuid:contest>/roll/<uuid:household>/", votes.hand, name="contest_hand"),
    path("posts/<uuid:contest>/slips/", votes.slips, name="contest_slips"),
    path("posts/<uuid:contest>/count/", votes.count, name="contest_count"),
    path("posts/<uuid:contest>/meeting/", votes.meeting, name="contest_meeting"),
    path("posts/<uuid:contest>/lot/", votes.lot, name="contest_lot"),
    path("candidates/<uuid:candidate>/", candidates.candidate, name="candidate"),
    path("candidates/<uuid:candidate>/review/", candidates.review, name="candidate_review"),
    path("candidates/<uuid:candidate>/link/", candidates.link, name="candidate_link"),
    path("candidates/<uuid:candidate>/consent/", candidates.consent, name="candidate_consent"),
    path("candidates/<uuid:candidate>/withdraw/", candidates.withdraw, name="candidate_withdraw"),
    path("candidates/<uuid:candidate>/phone/", candidates.phone, name="candidate_phone"),
]
