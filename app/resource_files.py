"""Where the program's own data files lie, from source and from a bundle alike."""

from pathlib import Path

_ROOT = Path(__file__).resolve().parent.parent


def resource_path(*parts: str) -> Path:
    """A path below `resources/`; it need not exist."""
    return _ROOT.joinpath("resources", *parts)


def migrations_path() -> Path:
    """Where the Alembic revisions lie, also in the packaged program."""
    return _ROOT / "migrations"
