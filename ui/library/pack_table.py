"""The frameworks in a list."""

from collections.abc import Sequence

from app.library.entries import WHERE_TEXTS, Entry
from ui.terms import term
from ui.widgets.lazy_table import Cell, Column, LazyTable, RowCells
from ui.words import _, ngettext


class PackTable(LazyTable):
    """Rows by the id of their entry."""

    def __init__(self) -> None:
        self._entries: dict[str, Entry] = {}
        columns = [
            Column("title", _("Framework"), 3, sortable=False, least=140),
            Column("where", _("Where"), 1.1, kind="muted", sortable=False, least=96),
        ]
        super().__init__(columns, self._fetch)
        self.setAccessibleName(_("Frameworks"))

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """List these; the selected one stays selected, else the first is."""
        self._entries = {entry.id: entry for entry in entries}
        self.set_ids([entry.id for entry in entries])
        if not self.current_id() and entries:
            self.select(entries[0].id)

    def current_entry(self) -> Entry | None:
        return self._entries.get(self.current_id())

    def _fetch(self, ids: list[str]) -> list[RowCells]:
        return [_cells(self._entries[one]) for one in ids]


def _cells(entry: Entry) -> RowCells:
    return RowCells(
        entry.id,
        {
            "title": Cell(entry.title, second_line=_about(entry), bold=True),
            "where": Cell(term(WHERE_TEXTS, entry.where), second_line=_used(entry)),
        },
    )


def _about(entry: Entry) -> str:
    if entry.error is not None:
        return _("Cannot be used")
    count = ngettext("{n} requirement", "{n} requirements", entry.requirements)
    return _("Version {version} · {count}").format(version=entry.version, count=count)


def _used(entry: Entry) -> str:
    if entry.kept is None or not entry.kept.audits:
        return ""
    return ngettext("{n} audit", "{n} audits", len(entry.kept.audits))
