"""The revision of a workspace's schema, and how an older one is brought up to date."""

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, text

from app import database
from app.errors import UserError
from app.resource_files import migrations_path
from app.words import N_, Message

# Every revision that was ever released, oldest first; the last one is what this program writes.
REVISIONS = (
    "0001",
    "0002",
    "0006",
    "0007",
    "0003",
    "0005",
    "0008",
    "0009",
    "0010",
    "0011",
    "0012",
    "0013",
    "0014",
    "0015",
    "0016",
)


@dataclass(frozen=True, slots=True)
class Releases:
    """The revisions that a program knows, and the folder with the way from each to the next."""

    revisions: tuple[str, ...]
    migrations: Path

    def refuse_unknown(self, revision: str | None) -> None:
        """Raise UserError for a schema that this program does not know."""
        if revision is None:
            raise UserError(
                N_("This folder has no audit database that Assay can read."),
                N_("Nothing was changed."),
                N_("Restore the workspace from its backups folder."),
            )
        if revision not in self.revisions:
            raise UserError(
                N_("This workspace was written by a newer version of Assay (schema {revision})."),
                N_("It was not touched, so that nothing in it is lost."),
                N_("Install the newer version on this laptop and open it there."),
                revision=revision,
            )


RELEASES = Releases(REVISIONS, migrations_path())


def current_revision(connection: Connection) -> str | None:
    """The revision in the file, read with plain SQL because importing Alembic costs 0.2 s."""
    tables = text("SELECT name FROM sqlite_master WHERE name = 'alembic_version'")
    if connection.execute(tables).first() is None:
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def upgrade(path: Path, key: bytes, releases: Releases = RELEASES) -> None:
    """Bring the file at `path` to the newest schema in one transaction, and check what came out.

    Foreign keys are off while Alembic rebuilds tables. Raises UserError, with the file as it was, when a row
    is lost or a reference breaks, and DBAPIError when SQLite refuses a step.
    """
    engine = database.migration_engine(path, key)
    try:
        with engine.begin() as connection:
            before = _row_counts(connection)
            _run_migrations(connection, releases)
            _check(connection, before)
    finally:
        engine.dispose()


def _run_migrations(connection: Connection, releases: Releases) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(releases.migrations).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, releases.revisions[-1])


def _row_counts(connection: Connection) -> dict[str, int]:
    names = connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'table'")).scalars().all()
    return {name: connection.execute(text(f'SELECT count(*) FROM "{name}"')).scalar_one() for name in names}  # noqa: S608


def _check(connection: Connection, before: dict[str, int]) -> None:
    after = _row_counts(connection)
    lost = [
        name for name, count in before.items() if after.get(name, 0) < count and name != "alembic_version"
    ]
    if lost:
        raise _not_without_loss(", ".join(lost))
    if connection.execute(text("PRAGMA foreign_key_check")).first():
        raise _not_without_loss(Message(N_("broken references")))
    damage = connection.execute(text("PRAGMA integrity_check")).scalar()
    if damage != "ok":
        raise _not_without_loss(damage)


def _not_without_loss(what: object) -> UserError:
    return UserError(
        N_("The workspace could not be brought up to date without loss ({problem})."),
        N_("It is as it was before, and a backup was made."),
        N_("Go on with the earlier version of Assay and report this."),
        problem=what,
    )
