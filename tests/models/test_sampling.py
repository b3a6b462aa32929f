from math import comb, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.sampling import (
    Frequency,
    SiteStage,
    draw,
    extended_size,
    frequency_size,
    random_sites,
    sample_size,
    site_size,
)


@pytest.mark.parametrize(
    ("confidence", "tolerable", "size"), [(90, 10, 22), (95, 10, 29), (90, 5, 45), (95, 5, 59)]
)
def test_a_large_population_takes_the_well_known_sizes(confidence: int, tolerable: int, size: int) -> None:
    assert sample_size(None, confidence, tolerable) == size


@pytest.mark.parametrize(
    ("population", "size"), [(0, 0), (1, 1), (10, 10), (50, 22), (87, 24), (100, 25), (250, 27), (10_000, 29)]
)
def test_a_finite_population_takes_less(population: int, size: int) -> None:
    assert sample_size(population, 95, 10) == size


@given(st.integers(1, 400), st.integers(1, 99), st.integers(1, 99))
def test_the_size_is_the_smallest_that_the_formula_allows(
    population: int, confidence: int, tolerable: int
) -> None:
    deviating = -(-population * tolerable // 100)

    def suffices(n: int) -> bool:
        return comb(population - deviating, n) * 100 <= comb(population, n) * (100 - confidence)

    assert sample_size(population, confidence, tolerable) == next(
        n for n in range(population + 1) if suffices(n)
    )


@pytest.mark.parametrize("percent", [0, 100, -1])
def test_percentages_outside_1_to_99_are_none(percent: int) -> None:
    with pytest.raises(ValueError, match="percentage"):
        sample_size(100, percent, 10)
    with pytest.raises(ValueError, match="percentage"):
        sample_size(100, 95, percent)


def test_a_negative_population_is_none() -> None:
    with pytest.raises(ValueError, match="negative"):
        sample_size(-1, 95, 10)


@pytest.mark.parametrize(
    ("frequency", "population", "size"),
    [
        (Frequency.ANNUAL, None, 1),
        (Frequency.QUARTERLY, None, 2),
        (Frequency.MONTHLY, None, 3),
        (Frequency.WEEKLY, None, 5),
        (Frequency.DAILY, None, 15),
        (Frequency.MANY_PER_DAY, None, 25),
        (Frequency.AUTOMATED, None, 1),
        (Frequency.DAILY, 9, 9),
        (Frequency.AD_HOC, 3, 3),
        (Frequency.AD_HOC, 5, 5),
        (Frequency.AD_HOC, 49, 5),
        (Frequency.AD_HOC, 101, 11),
        (Frequency.AD_HOC, 1000, 25),
        (Frequency.AD_HOC, None, 25),
    ],
)
def test_the_default_size_follows_how_often_a_control_works(
    frequency: Frequency, population: int | None, size: int
) -> None:
    assert frequency_size(frequency, population) == size


@given(st.integers(0, 5000))
def test_sites_follow_the_square_root(sites: int) -> None:
    initial = site_size(sites, SiteStage.INITIAL)
    assert initial - 1 < sqrt(sites) <= initial or sites == 0
    assert site_size(sites, SiteStage.SURVEILLANCE) <= site_size(sites, SiteStage.RECERTIFICATION) <= initial


@pytest.mark.parametrize(("sites", "sizes"), [(25, (5, 3, 4)), (30, (6, 4, 5)), (1, (1, 1, 1))])
def test_fewer_sites_are_visited_in_surveillance(sites: int, sizes: tuple[int, int, int]) -> None:
    assert tuple(site_size(sites, stage) for stage in SiteStage) == sizes


def test_a_quarter_of_the_sites_is_random_and_an_exception_doubles_the_sample() -> None:
    assert [random_sites(n) for n in (0, 1, 4, 5, 6)] == [0, 1, 1, 2, 2]
    assert extended_size(24) == 48


def test_the_draw_is_the_same_on_every_computer() -> None:
    assert draw(list("abcdefghij"), 4, "3fa9") == ["g", "i", "f", "h"]
    assert draw([f"L-{n:03}" for n in range(87)], 3, "seed") == ["L-072", "L-081", "L-022"]


def test_a_larger_draw_begins_with_the_smaller_one() -> None:
    population = range(500)
    assert draw(population, 40, "x")[:20] == draw(population, 20, "x")


def test_another_seed_draws_other_items() -> None:
    assert draw(range(500), 20, "x") != draw(range(500), 20, "y")


def test_a_draw_of_everything_is_everything_once() -> None:
    assert sorted(draw(range(50), 99, "x")) == list(range(50))
    assert draw([], 5, "x") == []


def test_equal_identifiers_are_drawn_as_the_rows_that_they_are() -> None:
    assert draw(["same", "same"], 2, "x") == ["same", "same"]
