"""A sweep as it is simulated: everybody is told, in the order of time, the same for the same seed."""

from dataclasses import replace

from youlin.simulation.campaigning import Pace, sweep


def published(pace: Pace | None = None) -> list[float]:
    """As many homes and chiefs as the published case had."""
    return sweep(households=7_000, chiefs=597, seed=20261122, pace=pace)


def test_everybody_is_told_and_the_same_seed_tells_them_the_same() -> None:
    told = sweep(households=700, chiefs=60, seed=3)
    assert len(told) == 700
    assert told == sorted(told)
    assert told == sweep(households=700, chiefs=60, seed=3)


def test_more_chiefs_are_sooner_done() -> None:
    calm = Pace(late=0, nobody_in=0)
    few, many = (sweep(households=700, chiefs=number, seed=3, pace=calm)[-1] for number in (30, 120))
    assert many < few / 2


def test_ninety_nine_of_a_hundred_doors_are_told_within_the_published_four_hours() -> None:
    told = published()
    assert sum(at <= 240 for at in told) >= 0.99 * len(told)


def test_asking_the_next_above_is_what_helps_where_chiefs_are_silent() -> None:
    many_silent = Pace(late=0.2)
    ours, without = (published(pace) for pace in (many_silent, replace(many_silent, handed_on=False)))
    within = [sum(at <= 180 for at in told) for told in (ours, without)]
    assert within[0] > within[1] + 70, "one in a hundred doors more within three hours"
