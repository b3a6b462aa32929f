"""How much of it is run: a part in `make test`, all of it in `make soak`."""

import os
import random
from collections.abc import Sequence
from typing import TypeVar

_Item = TypeVar("_Item")
IS_SOAK = bool(os.environ.get("ASSAY_SOAK"))


def some(items: Sequence[_Item], number: int, seed: object) -> list[_Item]:
    """All of them in a soak, otherwise `number` of them that follow from the seed, in order."""
    if IS_SOAK or len(items) <= number:
        return list(items)
    chosen = random.Random(str(seed)).sample(range(len(items)), number)
    return [items[position] for position in sorted(chosen)]
