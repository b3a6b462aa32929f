"""`python -m tests.bench [--size 256M] [name ...]`: measure, print the table, exit 1 for a broken budget."""

import argparse
import sys
import tempfile
from pathlib import Path

from tests.bench.benches import BENCHES
from tests.bench.rows import Ground, Row, table

_UNITS = {"K": 1024, "M": 1024**2, "G": 1024**3}


def main() -> int:
    options = _options()
    options.place.mkdir(parents=True, exist_ok=True)
    rows: list[Row] = []
    for name in options.names or BENCHES:
        with tempfile.TemporaryDirectory(prefix="bench-", dir=options.place) as folder:
            rows += BENCHES[name](Ground(Path(folder), options.size))
    sys.stdout.write(f"{table(rows)}\n")
    return 0 if all(row.holds for row in rows) else 1


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser("make bench")
    parser.add_argument("names", nargs="*", metavar="name", help=", ".join(BENCHES))
    parser.add_argument("--size", type=size, default="2G", help="of a large file, such as 256M")
    parser.add_argument("--place", type=Path, default=Path("build"), help="a folder on the disk to measure")
    options = parser.parse_args()
    unknown = [name for name in options.names if name not in BENCHES]
    if unknown:
        parser.error(f"unknown: {', '.join(unknown)}")
    return options


def size(text: str) -> int:
    """Bytes of `256M`, `2G` or a plain number; ValueError for anything else."""
    number, unit = (text[:-1], _UNITS[text[-1]]) if text[-1:] in _UNITS else (text, 1)
    found = int(number) * unit
    if found < 1:
        raise ValueError(text)
    return found


if __name__ == "__main__":
    sys.exit(main())
