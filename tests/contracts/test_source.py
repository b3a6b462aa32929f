"""Rules that hold for every line of the program."""

import ast
import re
from pathlib import Path

from tests.contracts.source import ROOT, calls, dotted, file_of, imports, nodes, trees

TEXT_FILES = {".py", ".toml", ".md", ".csv", ".svg", ".spec", ".lock", ".yml", ".pot", ".po", ".mako"}
SEARCH = "app/search/"
CHANGING = re.compile(r"^\s*(insert|update|delete|replace|with)\s", re.IGNORECASE)
TOP = ("app", "ui", "models", "migrations", "resources", "tests", ".ci")


def test_the_source_is_read_whole() -> None:
    assert {path.partition("/")[0] for path in trees()} == {"app", "ui", "models"}
    assert "app/unit_of_work.py" in trees()


def test_only_the_activity_log_writes_rows_behind_the_sessions_back() -> None:
    writing = re.compile(r"^sqlalchemy(\..+)?\.(insert|update|delete)$")
    found = [place for place, name in imports() if writing.match(name)]
    outside = {file_of(place) for place in found if not place.startswith(SEARCH)}
    assert outside == {"app/activity_log.py", "app/retention/erasing.py"}


def test_no_statement_in_plain_sql_changes_rows() -> None:
    found = [
        place
        for place, name, call in calls()
        if name.rpartition(".")[2] in {"text", "exec_driver_sql", "execute", "executemany"}
        for argument in call.args
        if isinstance(argument, ast.Constant) and CHANGING.match(str(argument.value))
        if not place.startswith(SEARCH)
    ]
    assert found == []


def test_the_search_writes_nothing_but_its_own_tables() -> None:
    statements = [
        str(node.value)
        for place, node in nodes()
        if place.startswith(SEARCH) and isinstance(node, ast.Constant) and CHANGING.match(str(node.value))
    ]
    assert len(statements) > 5
    assert [one for one in statements if not re.match(r"\w+ (OR IGNORE )?(INTO |FROM )?search_", one)] == []


def test_services_neither_commit_nor_roll_back_nor_write_in_bulk() -> None:
    banned = {"commit", "rollback", "begin_nested", "bulk_save_objects", "bulk_insert_mappings"}
    banned |= {"bulk_update_mappings", "expire", "expire_all", "merge"}
    found = [place for place, name, _ in calls() if name.rpartition(".")[2] in banned and "session" in name]
    assert {file_of(place) for place in found} <= {"app/workspace/workspace.py"}, found


def test_only_the_database_module_connects() -> None:
    connecting = re.compile(r"^(sqlcipher3|sqlite3|pysqlcipher3)(\.|$)|\.(create_engine|connect)$")
    found = [place for place, name in imports() if connecting.search(name)]
    assert {file_of(place) for place in found} == {"app/database.py"}, found
    called = [place for place, name, _ in calls() if name in {"sqlalchemy.create_engine", "database.connect"}]
    backups = {f"app/workspace/backups/{name}.py" for name in ("database_copy", "cleaning", "sealing_anew")}
    assert {file_of(place) for place in called} <= backups, called


def test_only_the_clock_asks_the_system_for_the_time() -> None:
    asking = re.compile(
        r"(^|\.)(datetime\.(now|utcnow|today)|date\.today|time\.(time|time_ns|localtime|gmtime|strftime)"
        r"|currentDateTime|currentDateTimeUtc|currentDate|currentTime|currentMSecsSinceEpoch)$"
    )
    found = [place for place, name, _ in calls() if asking.search(name)]
    found += [place for place, name in imports() if name in {"time.time", "time.time_ns"}]
    assert [file_of(place) for place in found] == ["app/clock.py"], found


def test_there_is_no_network_in_the_program() -> None:
    network = re.compile(
        r"^(urllib|http|requests|httpx|aiohttp|ftplib|smtplib|imaplib|poplib|telnetlib|socketserver|ssl|xmlrpc"
        r"|webbrowser|asyncio|websockets|paramiko|PySide6\.QtNetwork|PySide6\.QtWeb\w*)(\.|$)"
    )
    found = [place for place, name in imports() if network.search(name)]
    assert found == []


def test_sockets_are_asked_for_nothing_but_the_name_of_the_laptop() -> None:
    used = {
        node.attr
        for _, node in nodes()
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "socket"
    }
    assert used <= {"gethostname"}
    assert [place for place, name in imports() if name.startswith("socket.")] == []


def test_only_the_command_line_prints() -> None:
    found = [place for place, name, _ in calls() if name == "print"]
    assert {file_of(place) for place in found} <= {"app/cli.py"}, found


def test_no_exception_is_caught_without_a_name() -> None:
    found = [place for place, node in nodes() if isinstance(node, ast.ExceptHandler) and node.type is None]
    assert found == []


def test_signals_are_connected_to_bound_methods() -> None:
    found = [
        place
        for place, name, call in calls()
        if name.endswith(".connect")
        for argument in call.args
        if isinstance(argument, ast.Lambda)
        or (isinstance(argument, ast.Call) and dotted(argument.func).endswith("partial"))
    ]
    assert found == []


def lines() -> list[tuple[str, str]]:
    """Every line of every text file of the project, with its place."""
    files = [path for top in TOP for path in (ROOT / top).rglob("*") if path.is_file()]
    files += [path for path in ROOT.iterdir() if path.is_file()]
    return [
        (f"{path.relative_to(ROOT).as_posix()}:{number}", line)
        for path in files
        if _is_text(path)
        for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1)
    ]


def _is_text(path: Path) -> bool:
    return path.suffix in TEXT_FILES or path.name in {"Makefile", "run", "setup", "demo", ".gitignore"}


def test_nothing_is_left_to_do_in_the_source() -> None:
    left = re.compile(r"\b(TO" r"DO|FIX" r"ME|XX" r"X|HA" r"CK)\b")
    assert [place for place, line in lines() if left.search(line)] == []


def test_no_line_knows_the_machine_that_it_was_written_on() -> None:
    home = re.compile(r"/(home|Users|root|work)/[A-Za-z0-9_.]|[A-Z]:\\+Users\\")
    assert [place for place, line in lines() if home.search(line)] == []
