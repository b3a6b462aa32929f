"""Schemas over time: a newer one is refused, an older one backed up, migrated and checked."""

import re
import shutil
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine, select, text

from app import database
from app.errors import UserError
from app.resource_files import migrations_path
from app.workspace import schema
from app.workspace.backups.restoring import restore
from app.workspace.header import read_header
from app.workspace.layout import Layout
from app.workspace.opening import open_workspace
from app.workspace.schema import Releases
from app.workspace.workspace import Seat, Workspace
from models.audit import Audit
from models.organization import Organization, Person, Site
from models.tables import METADATA
from tests.app.workspace.test_opening import everything, refusal
from tests.behind import straight_in

DATA = Path(__file__).parents[2] / "data"


def run_sql(folder: Path, *statements: str) -> list[tuple[object, ...]]:
    layout = Layout(folder)
    key = read_header(layout.headers).unwrap(None)
    with closing(database.connect(layout.database, key)) as connection:
        return [tuple(row) for statement in statements for row in connection.execute(statement).fetchall()]


def test_a_newer_schema_is_refused_in_plain_words_and_left_untouched(folder: Path, seat: Seat) -> None:
    run_sql(folder, "UPDATE alembic_version SET version_num = '0099'")
    before = everything(folder)
    assert refusal(folder, seat) == (
        "This workspace was written by a newer version of Assay (schema 0099). It was not touched, so that "
        "nothing in it is lost. Install the newer version on this laptop and open it there."
    )
    assert everything(folder) == before


def test_a_database_that_assay_never_wrote_is_refused(folder: Path, seat: Seat) -> None:
    run_sql(folder, "DROP TABLE alembic_version")
    assert "no audit database that Assay can read" in refusal(folder, seat)


NEXT = "9001"


def releases(folder: Path, upgrade: str) -> Releases:
    """The releases of a later program, with one more migration that does `upgrade`."""
    migrations = Path(shutil.copytree(migrations_path(), folder / "migrations"))
    (migrations / "versions" / f"{NEXT}_the_next.py").write_text(
        "import sqlalchemy as sa\nfrom alembic import op\n\n"
        f"revision = '{NEXT}'\ndown_revision = '{schema.REVISIONS[-1]}'\n\n\n"
        f"def upgrade():\n    {upgrade}\n"
    )
    return Releases((*schema.REVISIONS, NEXT), migrations)


@pytest.fixture
def old(folder: Path, seat: Seat) -> Path:
    """A workspace of this release with an organisation, a site and a person."""
    workspace = open_workspace(folder, None, seat)
    with workspace.write("Add all") as uow:
        uow.session.add(Organization(id="o", name="Clinics"))
        uow.session.add(Site(id="s", organization_id="o", name="Leeds"))
        uow.session.add(Person(id="p", organization_id="o", name="Ann"))
    workspace.close()
    return folder


REBUILD = (
    "with op.batch_alter_table('organization', recreate='always') as batch:\n"
    "        batch.add_column(sa.Column('sector', sa.Text(), nullable=False, server_default='health'))"
)


def test_an_older_schema_is_backed_up_migrated_and_checked(old: Path, seat: Seat, tmp_path: Path) -> None:
    workspace = open_workspace(old, None, seat, releases(tmp_path, REBUILD))
    with workspace.read() as unit:
        assert unit.session.execute(text("SELECT sector FROM organization")).all() == [("health",)]
        assert unit.session.get_one(Site, "s").organization_id == "o"
        assert unit.session.get_one(Person, "p").name == "Ann"
    assert workspace.check_database() == []
    workspace.close()
    assert run_sql(old, "SELECT version_num FROM alembic_version") == [(NEXT,)]
    (backup,) = (old / "backups").iterdir()
    assert backup.name == "2026-07-06T083000Z-before-migration"
    restore(backup, tmp_path / "before", None)
    before = open_workspace(tmp_path / "before", None, seat)
    with before.read() as unit:
        assert unit.session.get_one(Person, "p").name == "Ann"
    before.close()


def test_a_workspace_that_is_up_to_date_is_not_backed_up(old: Path, seat: Seat, tmp_path: Path) -> None:
    later = releases(tmp_path, REBUILD)
    open_workspace(old, None, seat, later).close()
    open_workspace(old, None, seat, later).close()
    assert len(list((old / "backups").iterdir())) == 1


@pytest.mark.parametrize(
    ("upgrade", "words"),
    [
        ("op.execute('DELETE FROM site')", "without loss (site)"),
        ("op.drop_table('site')", "without loss (site)"),
        ("op.execute(\"UPDATE site SET organization_id = 'gone'\")", "without loss (broken references)"),
        ("op.execute('INSERT INTO nowhere VALUES (1)')", "up to date: no such table: nowhere"),
    ],
)
def test_a_migration_that_loses_something_is_refused_and_leaves_the_file_as_it_was(
    old: Path, seat: Seat, tmp_path: Path, upgrade: str, words: str
) -> None:
    before = everything(old)
    with pytest.raises(UserError) as caught:
        open_workspace(old, None, seat, releases(tmp_path, upgrade))
    assert words in str(caught.value)
    assert "as it was before, and a backup was made" in str(caught.value)
    after = everything(old)
    assert {name: after[name] for name in before} == before
    workspace = open_workspace(old, None, seat)
    with workspace.read() as unit:
        assert unit.session.get_one(Site, "s").name == "Leeds"
    workspace.close()


def test_a_migration_that_cannot_be_backed_up_does_not_begin(old: Path, seat: Seat, tmp_path: Path) -> None:
    (old / "backups").rmdir()
    (old / "backups").write_text("in the way")
    before = everything(old)
    with pytest.raises(UserError, match="The backup could not be made"):
        open_workspace(old, None, seat, releases(tmp_path, REBUILD))
    assert everything(old) == before


def _is_mapped(name: str | None, _kind: str, _parents: object) -> bool:
    """The tables of the search are not mapped: they hold nothing that does not stand elsewhere."""
    return not (name or "").startswith("search_")


def test_migrations_lead_to_the_tables_that_the_program_maps(workspace: Workspace) -> None:
    with straight_in(workspace) as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "include_name": _is_mapped}
        )
        assert compare_metadata(context, METADATA) == []


def definitions(connection: Connection) -> dict[str, list[str]]:
    """The words of each table's and index's definition; the order of constraints does not matter."""
    rows = connection.execute(text("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL"))
    return {
        name: sorted(re.findall(r"\w+|[^\w\s,\"]", sql))
        for name, sql in rows
        if name != "alembic_version" and _is_mapped(name, "table", None)
    }


def test_migrations_and_models_agree_on_every_column_index_and_reference(workspace: Workspace) -> None:
    mapped = create_engine("sqlite://")
    METADATA.create_all(mapped)
    with straight_in(workspace) as migrated, mapped.connect() as created:
        assert definitions(migrated) == definitions(created)
    mapped.dispose()


def test_the_newest_revision_is_the_head_of_the_migrations() -> None:
    config = Config()
    config.set_main_option("script_location", str(migrations_path()))
    script = ScriptDirectory.from_config(config)
    assert script.get_heads() == [schema.REVISIONS[-1]]
    assert [revision.revision for revision in script.walk_revisions()][::-1] == list(schema.REVISIONS)


@pytest.mark.parametrize("revision", schema.REVISIONS)
def test_a_workspace_of_every_released_schema_opens(revision: str, seat: Seat, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(DATA / f"schema-{revision}", tmp_path / "old.assay"))
    workspace = open_workspace(folder, None, replace(seat, device_id="another laptop"))
    assert workspace.check_database() == []
    with workspace.read() as unit:
        assert unit.session.scalars(select(Organization.name)).all() == ["Łódź Harbour Clinics"]
        assert unit.session.scalars(select(Audit.number)).all() == ["IA-2026-01"]
        assert unit.session.scalars(select(Person.sort_name).order_by(Person.sort_name)).all() == [
            "ipek sahin",
            "maja cerny",
        ]
    workspace.close()
