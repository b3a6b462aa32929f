"""Section 2: what was audited, against what, by whom and with whom."""

from collections.abc import Iterator

from app.reporting import labels, wording
from app.reporting.formats import span
from app.reporting.parts import Member, Site
from app.reporting.pdf.strips import Strip
from app.reporting.pdf.tables import Column, facts, register
from app.reporting.pdf.writer import Writer, together
from app.words import N_


def audit_details(writer: Writer, title: str) -> Iterator[Strip]:
    """Section 2."""
    document, t = writer.document, writer.t
    yield from writer.section("section-2", title, new_page=True)
    yield from facts(_facts(writer))
    yield from writer.topic(t(N_("Criteria")))
    yield from _criteria(writer)
    yield from writer.topic(t(N_("Audit team and observers")))
    yield from _people(writer, document.details.team)
    yield from writer.topic(t(N_("Participants of the auditee")))
    yield from _people(writer, document.details.participants)


def _facts(writer: Writer) -> Iterator[tuple[str, str]]:
    document, t, words = writer.document, writer.t, writer.words
    details, unknown = document.details, writer.t(wording.NOT_STATED)
    combination = labels.label(words, labels.COMBINATIONS, details.combination)
    dates = span(document.cover.starts, document.cover.ends, words)
    arrangement = labels.label(words, labels.ARRANGEMENTS, details.arrangement)
    yield t(N_("Audit client")), details.client or unknown
    yield t(N_("Auditee")), details.auditee or document.cover.organisation
    yield t(N_("Audit type")), labels.label(words, labels.AUDIT_TYPES, document.cover.audit_type)
    yield t(N_("Combination")), combination or t(N_("Neither combined, joint nor integrated"))
    when = N_("Dates and places") if details.places else N_("Audit dates")
    yield t(when), together(dates, details.places) or unknown
    yield t(N_("Period audited")), span(details.period_from, details.period_to, words) or unknown
    yield t(N_("Units")), ", ".join(details.units) or unknown
    yield t(N_("Processes")), ", ".join(details.processes) or unknown
    yield t(N_("Sites")), "\n".join(_site(writer, site) for site in details.sites) or unknown
    yield t(N_("Carried out")), together(arrangement, details.remote_extent) or unknown


def _site(writer: Writer, site: Site) -> str:
    kind = labels.label(writer.words, labels.SITE_KINDS, site.kind)
    return ", ".join(part for part in (site.name, site.address, kind) if part)


def _criteria(writer: Writer) -> Iterator[Strip]:
    t, details = writer.t, writer.document.details
    rows = [
        (
            found.title,
            found.version,
            labels.label(writer.words, labels.CRITERIA_KINDS, found.kind),
            found.note,
        )
        for found in details.criteria
    ]
    if details.soa_version:
        rows.append((t(N_("Statement of Applicability")), details.soa_version, "", ""))
    if not rows:
        yield from writer.none()
        return
    columns = [
        Column(t(N_("Document")), 190),
        Column(t(N_("Version")), 80),
        Column(t(N_("Kind")), 90),
        Column(t(N_("Note")), 111),
    ]
    yield from register(columns, rows)


def _people(writer: Writer, people: tuple[Member, ...]) -> Iterator[Strip]:
    if not people:
        yield from writer.none()
        return
    t = writer.t
    columns = [
        Column(t(N_("Name")), 130),
        Column(t(N_("Role")), 110),
        Column(t(N_("Function")), 115),
        Column(t(N_("Note")), 116),
    ]
    yield from register(
        columns,
        (
            (person.name, labels.label(writer.words, labels.ROLES, person.role), person.function, person.note)
            for person in people
        ),
    )
