"""What the chiefs' work took on their phones, in the last days of the demo."""

from __future__ import annotations

from datetime import timedelta

from youlin.domains.insight import actions
from youlin.domains.insight.rules.effort import Effort, Job
from youlin.foundation import clock
from youlin.simulation.world import World

DAYS = 7
# Seconds, taps and fields of a quick one, a usual one and a slow one; how many of each in ten days of a chief.
USUAL = {
    Job.GREET: ((4, 2, 0, 20), (7, 2, 0, 40), (25, 5, 1, 6)),
    Job.VISIT: ((14, 4, 2, 8), (32, 5, 3, 16), (110, 9, 3, 4)),
    Job.REPORT: ((35, 6, 3, 1), (75, 9, 4, 1)),
    Job.CASE: ((12, 3, 1, 2), (45, 5, 1, 2)),
    Job.SERVICE: ((18, 4, 1, 2),),
    Job.CAMPAIGN: ((6, 2, 1, 9), (20, 4, 2, 2)),
    Job.INSPECTION: ((28, 8, 6, 3),),
}


def measured(world: World) -> None:
    """Sums of a week, as the phones of the street's chiefs would have sent them."""
    chiefs = len(world.neighbourhoods)
    for back in range(DAYS):
        evening = clock.at(world.last_day - timedelta(days=back), 20)
        for job, kinds in USUAL.items():
            for seconds, taps, fields, often in kinds:
                times = max(1, chiefs * often * (10 - back % 4) // 100)
                effort = Effort(seconds, taps, fields)
                actions.note_effort(subdistrict=world.subdistrict, job=job, effort=effort, now=evening, times=times)
