"""What follows from meetings: who is called hears of it, tasks are told, answers get onto the next agenda."""

from __future__ import annotations

from datetime import datetime

from youlin.domains.cases import queries as cases
from youlin.domains.cases.events import CaseAnswered
from youlin.domains.outreach.actions import meetings, tasks
from youlin.domains.outreach.events import MeetingCancelled, MeetingMade, TaskFinished, TaskSet

TASKS = "/me/meetings/tasks/"


def call(event: MeetingMade, now: datetime) -> None:
    """The chiefs of a place are called to its meeting."""
    meetings.tell_of_meeting(meeting=event.meeting, now=now, link=f"/me/meetings/{event.meeting}/")


def call_off(event: MeetingCancelled, now: datetime) -> None:
    """And told that it does not take place."""
    meetings.tell_of_meeting(meeting=event.meeting, now=now, link=f"/me/meetings/{event.meeting}/")


def tell_of_task(event: TaskSet, now: datetime) -> None:
    """Who is to do something hears of it."""
    tasks.tell_of_task(task=event.task, now=now, link=TASKS)


def task_done(event: TaskFinished, now: datetime) -> None:
    """What is done need not be read of."""
    tasks.settle_task(task=event.task, now=now)


def carry_answers(event: CaseAnswered, now: datetime) -> None:
    """An answer to what a meeting raised is read out at the next one, also where that was called already."""
    meetings.carry_answers(cases_answered=cases.cases_of(event.steps), now=now)
