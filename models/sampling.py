"""How many items to examine, and which: the rules of section 6.3, without a database.

The draw is ours and fully described, so that anybody can repeat it with any tool: number the population as
it was supplied from 1, take the SHA-256 of the text `seed:number` for each row, and order the rows by it.
The first n rows are the sample, the next ones extend it.
"""

import enum
import hashlib
from collections.abc import Sequence
from math import ceil
from typing import TypeVar

_Item = TypeVar("_Item")


class Frequency(enum.Enum):
    """How often a control works."""

    ANNUAL = "annual"
    QUARTERLY = "quarterly"
    MONTHLY = "monthly"
    WEEKLY = "weekly"
    DAILY = "daily"
    MANY_PER_DAY = "many_per_day"
    AUTOMATED = "automated"
    AD_HOC = "ad_hoc"


class SiteStage(enum.Enum):
    """Which audit of the certification cycle sites are sampled for (IAF MD 1)."""

    INITIAL = "initial"
    SURVEILLANCE = "surveillance"
    RECERTIFICATION = "recertification"


_BY_FREQUENCY = {
    Frequency.ANNUAL: 1,
    Frequency.QUARTERLY: 2,
    Frequency.MONTHLY: 3,
    Frequency.WEEKLY: 5,
    Frequency.DAILY: 15,
    Frequency.MANY_PER_DAY: 25,
    Frequency.AUTOMATED: 1,
}
# ⌈f·√n⌉ with f = 1, 0.6, 0.8 is the smallest k with 25·k² ≥ (5·f)²·n: whole numbers, no rounding.
_SITE_FACTOR_TIMES_5 = {SiteStage.INITIAL: 5, SiteStage.SURVEILLANCE: 3, SiteStage.RECERTIFICATION: 4}


def sample_size(population: int | None, confidence_percent: int, tolerable_percent: int) -> int:
    """The smallest sample that supports the statement when it shows no exception.

    The statement: with this confidence, fewer than `tolerable_percent` of the population deviate. For a
    population of N it is the smallest n with C(N-D, n) / C(N, n) <= 1 - confidence, D = ⌈N·p⌉; `population`
    None is one without end. Percentages are whole, from 1 to 99. Raises ValueError for others.
    """
    for percent in (confidence_percent, tolerable_percent):
        if not 1 <= percent <= 99:
            raise ValueError(f"{percent} is not a percentage between 1 and 99")
    if population is None:
        return _size_without_end(confidence_percent, tolerable_percent)
    if population < 0:
        raise ValueError("a population is not negative")
    return _finite_size(population, -(-population * tolerable_percent // 100), 100 - confidence_percent)


def _size_without_end(confidence_percent: int, tolerable_percent: int) -> int:
    size, missed, of = 0, 1, 1
    while missed * 100 > of * (100 - confidence_percent):
        size, missed, of = size + 1, missed * (100 - tolerable_percent), of * 100
    return size


def _finite_size(population: int, deviating: int, risk_percent: int) -> int:
    """Whole numbers throughout: `missed / of` is the chance that none of the deviating is in the sample."""
    size, missed, of = 0, 1, 1
    while size < population and missed * 100 > of * risk_percent:
        missed *= max(population - deviating - size, 0)
        of *= population - size
        size += 1
    return size


def frequency_size(frequency: Frequency, population: int | None = None) -> int:
    """The default size for a control that works so often, never more than there is.

    Ad hoc: all if fewer than 5, 5 if fewer than 50, else the lesser of 10 % and 25; without a population 25.
    """
    size = _ad_hoc_size(population) if frequency is Frequency.AD_HOC else _BY_FREQUENCY[frequency]
    return size if population is None else min(size, population)


def _ad_hoc_size(population: int | None) -> int:
    if population is None:
        return 25
    if population < 50:
        return min(population, 5)
    return min(ceil(population / 10), 25)


def site_size(sites: int, stage: SiteStage) -> int:
    """How many sites to visit beside the central function, which is visited each time (IAF MD 1)."""
    factor, size = _SITE_FACTOR_TIMES_5[stage], 0
    while 25 * size * size < factor * factor * sites:
        size += 1
    return size


def random_sites(size: int) -> int:
    """How many of the sites visited are to be chosen at random: a quarter at least (IAF MD 1)."""
    return -(-size // 4)


def extended_size(size: int) -> int:
    """The size that a first exception leads to: twice as many (R-18)."""
    return 2 * size


def draw(population: Sequence[_Item], size: int, seed: str) -> list[_Item]:
    """`size` items of the population in the order drawn, all of them when there are no more.

    The same list and seed give the same items on every computer; a larger draw begins with the smaller one.
    """
    order = sorted(range(len(population)), key=lambda row: _rank(seed, row + 1))
    return [population[row] for row in order[:size]]


def _rank(seed: str, number: int) -> bytes:
    return hashlib.sha256(f"{seed}:{number}".encode()).digest()
