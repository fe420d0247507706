"""A sweep as it is simulated: everybody is told, in the order of time, the same for the same seed."""

from youlin.simulation.campaigning import Pace, sweep


def test_everybody_is_told_and_the_same_seed_tells_them_the_same() -> None:
    told = sweep(households=700, chiefs=60, seed=3)
    assert len(told) == 700
    assert told == sorted(told)
    assert told == sweep(households=700, chiefs=60, seed=3)


def test_more_chiefs_are_sooner_done() -> None:
    calm = Pace(late=0, nobody_in=0)
    few, many = (sweep(households=700, chiefs=number, seed=3, pace=calm)[-1] for number in (30, 120))
    assert many < few / 2
