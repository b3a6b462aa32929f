"""How marks look, as parts of the longer side of the page: the same on the screen and burnt into a copy."""

import math

INK = (11, 110, 116)
CASING = (255, 255, 255)
PEN = (255, 224, 102)
LINE, EDGE, HEAD, LETTERS = 0.003, 0.0012, 0.018, 0.0145
LEAST_LETTERS = 12

Point = tuple[float, float]


def length_on(size: tuple[int, int], part: float) -> int:
    """A length on a page of `size` pixels, at least one pixel."""
    return max(1, round(part * max(size)))


def arrow_head(start: Point, tip: Point, size: float, beyond: float = 0.0) -> tuple[Point, list[Point]]:
    """Where the line of an arrow ends, and the corners of its head, which reaches `beyond` the tip."""
    angle = math.atan2(tip[1] - start[1], tip[0] - start[0])
    across, along = math.cos(angle), math.sin(angle)
    front = (tip[0] + beyond * across, tip[1] + beyond * along)
    back = (front[0] - size * across, front[1] - size * along)
    half = size * 0.45
    left = (back[0] - half * along, back[1] + half * across)
    right = (back[0] + half * along, back[1] - half * across)
    return back, [front, left, right]
