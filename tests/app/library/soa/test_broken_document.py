"""A document as an organisation sends it, broken in twelve ways, from the file to the remarks."""

import csv
import io
from datetime import date

import pytest

from app.exchange.lists import read_list
from app.library import isms
from app.library.isms import Practice, ScopeEvent
from app.library.soa.checks import Check
from app.library.soa.importing import SoaHead, framework_of, keep_soa
from app.library.soa.list_import import guessed_soa_columns, import_soa_list
from tests.app.library.soa.conftest import remarks_on
from tests.app.library.soa.test_checks import CONTROLS
from tests.app.planning.story import Story

HEADS = ("Maßnahme", "Anwendbar", "Begründung", "Status", "Verantwortlich", "Termin", "Risiken")
SOUND = ("Ja", "Grundschutz für alle Häuser", "umgesetzt", "Jürgen Groß", "", "")
BROKEN = {
    "A.5.11": ("", "Grundschutz für alle Häuser", "umgesetzt", "Jürgen Groß", "", ""),
    "A.7.8": ("Nein", "unnötig", "", "", "", ""),
    "A.8.34": ("Nein", "Es gibt nirgends Prüfungen laufender Systeme", "", "Zoë Müller", "", ""),
    "A.6.4": ("Ja", "Grundschutz für alle Häuser", "umgesetzt", "", "", ""),
    "A.8.12": ("Ja", "Grundschutz für alle Häuser", "geplant", "Zoë Müller", "01.07.2026", ""),
    "A.8.16": ("Ja", "Grundschutz für alle Häuser", "umgesetzt", "Zoë Müller", "", "R-12"),
    "A.7.9": ("Nein", "An einen Dienstleister in Köln ausgelagert", "", "", "", ""),
    "A.5.30": ("Nein", "Ein Ausfall der Technik ist hier ohne Folgen", "", "", "", ""),
    "A.8.13": ("Nein", "Es gibt nichts, was zu sichern wäre, alles Papier", "", "", "", ""),
}
LEFT_OUT = "A.7.14"


def document(encoding: str) -> bytes:
    """As a German Excel saves it."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=";")
    writer.writerow(HEADS)
    writer.writerows((one, *BROKEN.get(one, SOUND)) for one in CONTROLS if one != LEFT_OUT)
    return file.getvalue().encode(encoding)


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16"])
def test_each_of_the_twelve_is_found_once_and_nothing_else(story: Story, pack_id: str, encoding: str) -> None:
    organization = story.organization_id
    story.do(isms.add_scope_event, organization, ScopeEvent.FIRST, date(2025, 1, 1), "", "Das Portal")
    with_riga = "Das Portal, mit Riga"
    story.do(isms.add_scope_event, organization, ScopeEvent.SITE, date(2026, 6, 1), "Riga", with_riga)
    for practice in Practice:
        story.do(isms.set_practice, organization, practice, is_done=True)
    story.do(isms.edit_background, organization, treatment_controls=())
    (sheet,) = read_list(document(encoding)).sheets
    found = import_soa_list(sheet, guessed_soa_columns(sheet), story.see(framework_of, pack_id))
    assert (len(found.lines), found.refused) == (92, ())
    head = SoaHead("4.1", approved_on=date(2026, 3, 2), scope_text="Das Portal")
    version = story.do(keep_soa, organization, pack_id, head, found)
    remarks = remarks_on(story, version)
    assert [(one.check, one.references) for one in remarks] == [
        (Check.LISTED_ONCE, (LEFT_OUT,)),
        (Check.STATED, ("A.5.11",)),
        (Check.EXCLUSION_JUSTIFIED, ("A.7.8",)),
        (Check.EXCLUSION_CONTRADICTED, ("A.8.34",)),
        (Check.INCLUSION_EXPLAINED, ("A.6.4",)),
        (Check.PLAN_OVERDUE, ("A.8.12",)),
        (Check.TREATMENT_PLAN, ("A.8.16",)),
        (Check.OUTSOURCED, ("A.7.9",)),
        (Check.PRACTICE, ("A.5.30",)),
        (Check.HARDLY_EXCLUDABLE, ("A.8.13",)),
        (Check.OUTDATED, ()),
        (Check.SCOPE, ()),
    ]
