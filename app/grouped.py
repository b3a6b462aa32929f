"""What belongs together, by the id of what it belongs to."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TypeVar

T = TypeVar("T")
Grouped = Mapping[str, tuple[T, ...]]
"""What has nothing that belongs to it is not in it."""


def grouped(pairs: Iterable[tuple[str, T]]) -> Grouped[T]:
    """The second of each pair by the first, in the order in which they come."""
    groups: dict[str, list[T]] = defaultdict(list)
    for key, one in pairs:
        groups[key].append(one)
    return {key: tuple(group) for key, group in groups.items()}
