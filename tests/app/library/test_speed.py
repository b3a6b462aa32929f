"""A large pack loads in a small multiple of the time that parsing its text takes at all."""

import time
import tomllib
from dataclasses import replace
from pathlib import Path

from app.library.pack_reading import read_pack
from app.library.pack_writing import write_pack
from app.library.packs import load_pack

REQUIREMENTS, QUESTIONS = 400, 2_000


def large_pack(folder: Path) -> Path:
    """The shipped pack several times over, a fifth of what an office could bring."""
    pack = load_pack()
    requirements = [
        replace(one, reference=f"{one.reference}.{copy}", parent="", position=0)
        for copy in range(-(-REQUIREMENTS // len(pack.requirements)))
        for one in pack.requirements
    ][:REQUIREMENTS]
    references = [one.reference for one in requirements]
    questions = [
        replace(one, code=f"{one.code}-{copy}", primary=references[(number + copy) % REQUIREMENTS], cross=())
        for copy in range(-(-QUESTIONS // len(pack.questions)))
        for number, one in enumerate(pack.questions)
    ][:QUESTIONS]
    places = {reference: position for position, reference in enumerate(references)}
    requirements = [replace(one, position=places[one.reference]) for one in requirements]
    write_pack(
        replace(pack, requirements=tuple(requirements), questions=tuple(questions), headings=()), folder
    )
    return folder


def seconds(act: object, *args: object) -> float:
    best = float("inf")
    for _time in range(2):
        began = time.perf_counter()
        act(*args)  # type: ignore[operator]
        best = min(best, time.perf_counter() - began)
    return best


def test_a_large_pack_loads_within_ten_times_a_bare_parse(tmp_path: Path) -> None:
    folder = large_pack(tmp_path / "large")
    text = (folder / "questions" / "questions.toml").read_text("utf-8")
    bare = seconds(tomllib.loads, text)
    assert len(read_pack(folder).questions) == QUESTIONS
    assert seconds(read_pack, folder) < 10 * bare
