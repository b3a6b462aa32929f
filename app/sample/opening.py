"""The beginning of the story: the clinic group, its sites, people and programme, its scope and its SoA."""

from app.library.isms import Practice, ScopeEvent, add_scope_event, edit_background, set_practice
from app.library.packs import install_pack
from app.library.soa import ImplementationStatus, InclusionReason, SoaLine, add_soa_version
from app.programme.organizations import add_organization, add_site, edit_programme, organizations
from app.programme.people import add_person
from app.sample.script import Entry
from app.sample.stage import Stage
from app.sample.story_time import Calendar
from app.unit_of_work import UnitOfWork
from app.words import N_


def set_the_stage(stage: Stage, script: Entry, calendar: Calendar) -> None:
    """Put organisation, sites and people into the workspace; the lead auditor sits at the screen."""
    with stage.workspace.write(N_("Add organisation")) as uow:
        stage.organization_id = add_organization(uow, **script["organization"])
        stage.programme_id = organizations(uow)[0].programme_id
        _add_sites(uow, stage, script["sites"])
        _add_people(uow, stage, script["people"])
    with stage.write(N_("Edit programme")) as uow:
        _edit_programme(uow, stage, script["programme"], calendar)


def _add_sites(uow: UnitOfWork, stage: Stage, sites: Entry) -> None:
    for key, site in sites.items():
        stage.sites[key] = add_site(
            uow,
            stage.organization_id,
            site["name"],
            address=site["address"],
            zone=site["zone"],
            is_virtual=site.get("virtual", False),
        )


def _add_people(uow: UnitOfWork, stage: Stage, people: Entry) -> None:
    for key, person in people.items():
        stage.people[key] = add_person(
            uow,
            person["name"],
            role=person["role"],
            department=person.get("department", ""),
            organization_id=None if person.get("outside") else stage.organization_id,
        )


def _edit_programme(uow: UnitOfWork, stage: Stage, programme: Entry, calendar: Calendar) -> None:
    edit_programme(
        uow,
        stage.programme_id,
        objectives=programme["objectives"],
        methods=programme["methods"],
        risks=programme["risks"],
        period_start=calendar.date(programme["start"]),
        period_end=calendar.date(programme["end"]),
        responsible_id=stage.people[programme["responsible"]],
    )


def add_scope(stage: Stage, version: Entry, calendar: Calendar) -> None:
    """Add the scope of the management system as one event left it."""
    with stage.write(N_("Add a version of the scope")) as uow:
        add_scope_event(
            uow,
            stage.organization_id,
            ScopeEvent(version["event"]),
            calendar.date(version["decided"]),
            version.get("what", ""),
            version["text"],
        )


def add_background(stage: Stage, script: Entry, calendar: Calendar) -> None:
    """Say what the clinic group does, when it assessed its risks, and what its treatment plan names."""
    told = script["isms"]["background"]
    left_out = {*told["untreated"], *script["soa"]["this"]["excluded"]}
    groups = (group for group in script["soa"]["included"] if InclusionReason.RISK.value in group["reasons"])
    treating = (name for group in groups for name in group["controls"].split() if name not in left_out)
    with stage.write(N_("Say what the SoA is checked against")) as uow:
        edit_background(
            uow,
            stage.organization_id,
            risk_assessed_on=calendar.date(told["risk_assessed"]),
            treatment_controls=tuple(treating),
        )
        for practice in told["practices"]:
            set_practice(uow, stage.organization_id, Practice(practice), is_done=True)


def add_soa(stage: Stage, key: str, script: Entry, calendar: Calendar) -> None:
    """Add a version of the Statement of Applicability from the part `key` of the script."""
    version: Entry = script["soa"][key]
    why = {name: group for group in script["soa"]["included"] for name in group["controls"].split()}
    lines = [
        _line(reference, version, script["soa"]["owners"][theme], why.get(reference, {}))
        for reference, theme in _controls(stage)
    ]
    with stage.write(N_("Add version {number} of the SoA"), number=version["number"]) as uow:
        stage.soa[key] = add_soa_version(
            uow,
            stage.organization_id,
            install_pack(uow, stage.pack),
            version["number"],
            lines,
            approved_on=calendar.date(version["approved"]),
            approver=version["approver"],
            scope_text=version["scope"],
        )


def _controls(stage: Stage) -> list[tuple[str, str]]:
    rows = stage.pack.requirements
    return [(row.reference, row.theme.lower()) for row in rows if row.reference.startswith("A.")]


def _line(reference: str, version: Entry, owner: str, why: Entry) -> SoaLine:
    if reference in version["excluded"]:
        return SoaLine(reference, applicable=False, justification=version["excluded"][reference])
    partly = version["partly"].get(reference, "")
    return SoaLine(
        reference,
        justification=" ".join(text for text in (why["why"], partly) if text),
        status=ImplementationStatus.PARTLY if partly else ImplementationStatus.IMPLEMENTED,
        owner=owner,
        reasons=tuple(InclusionReason(reason) for reason in why["reasons"]),
        documents=why["documents"],
    )
