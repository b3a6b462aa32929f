"""A large framework: its files loaded beside a bare parse of them, and its lines found letter by letter."""

import csv
import time
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import quantiles

from app.library.browsing import Line, found, lines_of
from app.library.packs import load_pack
from tests.bench.rows import Budget, Ground, Row, seconds

_REQUIREMENTS, _EACH, _TIMES = 2_000, 5, 3
_TYPED = "access of suppliers 17"
_ABOUT = 'format = 1\nkey = "large"\nversion = "1"\ntitle = "Large"\nsource = "bench"\nlicence = "CC0-1.0"\n'
_QUESTION = """[[question]]
id = "Q-{reference}-{n}"
primary = "{reference}"
question = "Show me who had access to system {n} of {reference} this morning. Who decided on it?"
look_for = ["A decision by name", "Suppliers whose access ended"]
evidence = ["An export of the accounts"]
minutes = 8
"""


def rows(ground: Ground) -> Iterator[Row]:
    """The best of some, in turns."""
    folder = _write(ground.place / "large")
    ours, bare = [], []
    for _ in range(_TIMES):
        start = time.perf_counter()
        pack = load_pack(folder=folder)
        ours.append(time.perf_counter() - start)
        bare.append(_bare(folder))
    assert (len(pack.requirements), len(pack.questions)) == (_REQUIREMENTS, _REQUIREMENTS * _EACH)
    what = f"loading {_REQUIREMENTS:,} requirements, {_REQUIREMENTS * _EACH:,} questions"
    measured, baseline = seconds(min(ours)), f"{seconds(min(bare))} bare parse"
    yield Row(what, measured, baseline, min(ours) / min(bare), Budget(10, "x"))
    lines = lines_of(pack)
    taken = [_keystroke(lines, _TYPED[:end]) for end in range(1, len(_TYPED) + 1)]
    slow = quantiles(taken, n=20)[-1]
    yield Row("  a keystroke of its filter", f"{max(taken):.0f} ms longest", "", slow, Budget(50, "ms"))


def _write(folder: Path) -> Path:
    (folder / "questions").mkdir(parents=True)
    references = [f"{chapter}.{n}" for chapter in range(1, 41) for n in range(1, _REQUIREMENTS // 40 + 1)]
    (folder / "pack.toml").write_text(_ABOUT, "utf-8")
    heads = "reference,parent,kind,theme,process,auditable\n"
    lines = "".join(f"{one},,contractual,access,Access,yes\n" for one in references)
    (folder / "requirements.csv").write_text(heads + lines, "utf-8")
    titles = "".join(f"{one},Access of suppliers {one}\n" for one in references)
    (folder / "titles.csv").write_text(f"reference,title\n{titles}", "utf-8")
    asked = "\n".join(_QUESTION.format(reference=one, n=n) for one in references for n in range(_EACH))
    (folder / "questions" / "all.toml").write_text(asked, "utf-8")
    return folder


def _bare(folder: Path) -> float:
    """Every file parsed, and nothing looked at."""
    start = time.perf_counter()
    for path in sorted(folder.rglob("*.toml")):
        tomllib.loads(path.read_text("utf-8"))
    for path in sorted(folder.rglob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            assert list(csv.reader(file))
    return time.perf_counter() - start


def _keystroke(lines: Sequence[Line], text: str) -> float:
    """Milliseconds, the least of some."""
    taken = []
    for _ in range(_TIMES):
        start = time.perf_counter()
        found(lines, text)
        taken.append(time.perf_counter() - start)
    return min(taken) * 1000
