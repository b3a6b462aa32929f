"""A report document rich enough to see every part of the pages, with hostile names in its evidence."""

from datetime import date, datetime, timedelta, timezone
from uuid import UUID

from app.reporting.document import ReportDocument
from app.reporting.finding_card import Criterion, FindingCard
from app.reporting.parts import (
    Abbreviation,
    Attendee,
    AuditDetails,
    Changes,
    Conclusion,
    Cover,
    CriteriaSource,
    EarlierFinding,
    FollowUp,
    FollowUpPlan,
    Independence,
    Meeting,
    Member,
    Methodology,
    Noted,
    Opinion,
    PlannedSession,
    Readiness,
    Reasoned,
    Recipient,
    Recommendation,
    RemotePart,
    Revision,
    Sample,
    Signature,
    Site,
    Statements,
    Summary,
)
from app.reporting.registers import ChecklistRow, EvidenceRow, RequirementRow

LEEDS = timezone(timedelta(0))
CLAUSES = [
    "4.1",
    "4.2",
    "4.3",
    "4.4",
    "5.1",
    "5.2",
    "5.3",
    "6.1.1",
    "6.1.2",
    "6.1.3",
    "6.2",
    "6.3",
    "7.1",
    "7.2",
    "7.3",
    "7.4",
    "7.5.1",
    "7.5.2",
    "7.5.3",
    "8.1",
    "8.2",
    "8.3",
    "9.1",
    "9.2.1",
    "9.2.2",
    "9.3.1",
    "9.3.2",
    "9.3.3",
    "10.1",
    "10.2",
]
CONTROLS = {"organizational": (5, 37), "people": (6, 8), "physical": (7, 14), "technological": (8, 34)}
TITLES = (
    "Context",
    "Roles and responsibilities",
    "Information security in supplier relationships",
    "Backup",
    "Information security during disruption",
    "Understanding the needs and expectations of parties",
)
HOSTILE = (
    "../../etc/passwd",
    "<b>bold</b> & co.pdf",
    "=cmd|' /C calc'!A0.csv",
    "report\u202egpj.exe",
    "nul\x00byte.txt",
    "поръчка за доставка.docx",
    "バックアップ試験記録.xlsx",
    "تقرير النسخ الاحتياطي.pdf",
    "emoji 😀 🔒.png",
    "a" * 240 + ".log",
    "CON.txt",
    "name with\nline end.txt",
    "รายงาน.pdf",
    "बैकअप.pdf",
    "+1.csv",
    "@sum.csv",
    "-2.csv",
    "Žluťoučký kůň.pdf",
    "\ud800lone.bin",
    "‮‏mixed‎.txt",
)


def uuid(number: int) -> str:
    return str(UUID(int=number))


def sample_document(**changes: object) -> ReportDocument:
    """The sample with parts replaced by name."""
    parts: dict[str, object] = {
        "cover": cover(),
        "revision": Revision(1, "issued", date(2026, 11, 27)),
        "summary": summary(),
        "details": details(),
        "methodology": methodology(),
        "findings": findings(),
        "weaknesses": ("Changes to hosted services do not reach the risk assessment.",),
        "risks": (
            Noted(
                "The hosting contract ends in March 2027 without an exit test.",
                "interview",
                date(2026, 11, 24),
            ),
        ),
        "incidents": (),
        "follow_up": follow_up(),
        "changes": Changes(
            (Noted("Clinical records moved to a hosted service.", "change record C-118", date(2026, 5, 4)),)
        ),
        "conclusion": conclusion(),
        "opinions": (
            Opinion(
                "Scope", "The auditee would leave the laboratory out of the next audit.", "Head of laboratory"
            ),
        ),
        "plan_of_actions": FollowUpPlan(
            "Responses are reviewed within five working days; actions are verified in the surveillance year.",
            ("Take up A.8.13 again with a restore test in each quarter.", "Visit the server room in York."),
        ),
        "statements": Statements(
            distribution=(
                Recipient("Dr Imani Okoro", "Managing director", "1"),
                Recipient("Information security officer", "", "2"),
            )
        ),
        "signatures": (
            Signature("lead_auditor", "L. Ferreira", "Lead auditor", date(2026, 11, 27)),
            Signature("approver", "M. Adeyemi", "Audit programme manager", date(2026, 11, 27)),
            Signature("receipt"),
        ),
        "evidence": evidence(),
        "requirements": requirements(),
        "checklist": checklist(),
        "meetings": meetings(),
        "sessions": sessions(),
        "abbreviations": (Abbreviation("ISP", "information security policy of the clinic group"),),
        "drawn_up": datetime(2026, 11, 27, 9, 30, tzinfo=LEEDS),
        "log_head": "9f" * 32,
        "program_version": "0.1.0",
    }
    return ReportDocument(**{**parts, **changes})  # type: ignore[arg-type]


def cover() -> Cover:
    return Cover(
        title="Internal audit of the information security management system",
        number="IA-2026-03",
        audit_type="internal_full",
        organisation="Northwind Clinics",
        address="14 Albion Street, Leeds",
        representative="R. Castellan, information security officer",
        starts=date(2026, 11, 23),
        ends=date(2026, 11, 25),
        lead_auditor="L. Ferreira",
        classification="Confidential",
    )


def summary() -> Summary:
    return Summary(
        narrative="The management system is in use and understood by the people we met; incident "
        "response is a "
        "strength. The risk assessment was not repeated when clinical records moved to a hosted service, "
        "so the "
        "treatment plan no longer describes the real risks. Three limited lapses are graded minor. This "
        "audit "
        "looked first at the hosted service and at access rights: both changed this year, and access "
        "rights had a "
        "finding in each of the last two audits.",
        objectives="Decide whether the ISMS conforms to ISO/IEC 27001:2022 and to the organisation’s own "
        "requirements, and is effectively implemented and maintained (9.2.1).",
        scope="Clinical records, IT operations and people processes at Leeds and York; period Nov 2025 "
        "to Oct 2026.",
        criteria="Clauses 4–10; 88 applicable controls (SoA v4.1, 5 excluded); policies ISP-01 to ISP-14.",
        team="L. Ferreira (lead) holds no ISMS role; clause 9.2 was audited by D. Novak. 6 auditor-days "
        "planned, "
        "6.5 used.",
        readiness=Readiness("not_ready", ("F-04",)),
    )


def details() -> AuditDetails:
    return AuditDetails(
        client="Dr Imani Okoro, managing director",
        auditee="Northwind Clinics",
        units=("Clinical records", "IT operations", "People"),
        processes=("Access management", "Backup", "Supplier management", "Joiners, movers, leavers"),
        sites=(
            Site("Leeds", "physical", "14 Albion Street"),
            Site("York", "physical", "2 Mill Lane"),
            Site("Hosted records tenant", "virtual"),
        ),
        period_from=date(2025, 11, 1),
        period_to=date(2026, 10, 31),
        criteria=(
            CriteriaSource("ISO/IEC 27001", "2022 with Amd 1:2024", "", "Clauses 4–10"),
            CriteriaSource("Policies ISP-01 to ISP-14", "as of 1 Oct 2026", "org_requirement"),
        ),
        soa_version="4.1",
        team=(
            Member("L. Ferreira", "lead_auditor", "external to the ISMS"),
            Member("D. Novak", "auditor", "internal audit", "clause 9.2 and A.5.35"),
        ),
        participants=(
            Member("R. Castellan", "auditee_representative", "Information security officer"),
            Member("IT operations lead", "interviewee"),
        ),
        places="Leeds and York",
        arrangement="hybrid",
        remote_extent="The hosted tenant was examined over a shared screen.",
    )


def methodology() -> Methodology:
    return Methodology(
        standards=("ISO 19011:2026",),
        methods=("interview", "document_review", "record_sample", "observation", "technical_test"),
        areas=("Clinical records", "IT operations", "People processes"),
        sampling="Samples were chosen by the auditors from lists that the auditee supplied.",
        samples=(
            Sample(
                "S-04",
                "Leavers lose access in time",
                "Leavers Jan–Sep 2026",
                87,
                "HR list",
                "statistical",
                25,
                4,
                "271828",
                "95 % / 10 %",
                "L. Ferreira",
                "4 active accounts",
                ("A.5.18",),
            ),
            Sample(
                "S-05",
                "Restore tests each quarter",
                "Tests due Nov 2025 – Oct 2026",
                4,
                "backup calendar",
                "all_items",
                4,
                3,
                selected_by="L. Ferreira",
                requirements=("A.8.13",),
            ),
        ),
        lines_of_enquiry=("From the move to hosted records to the risk register and back.",),
        deviations=(
            Reasoned("The visit to York was held on day 3 instead of day 2.", "The site manager was ill."),
        ),
        limitations=(
            Reasoned("Capacity reports could not be opened.", "The tool was being replaced.", "A.8.6"),
        ),
        not_produced=(Reasoned("Contract annex", "Held by the legal counsel abroad.", "E-036"),),
        independence=(
            Independence("L. Ferreira", "lead_auditor", date(2026, 11, 2)),
            Independence(
                "D. Novak", "auditor", date(2026, 11, 2), "Wrote ISP-05 in 2025", "L. Ferreira audited A.5.15"
            ),
        ),
        remote=(RemotePart("Hosted tenant", "remote_live", "shared screen", "No loss of assurance found."),),
    )


def findings() -> tuple[FindingCard, ...]:
    return (
        FindingCard(
            uuid(4),
            "F-04",
            "nonconformity",
            "Risk assessment not repeated after a significant change",
            "major",
            (
                Criterion("8.2", "Information security risk assessment", "clause"),
                Criterion("6.1.2", "", "clause"),
            ),
            "Risk assessments are performed when significant changes are proposed or occur (8.2).",
            "The move of clinical records on 4 May 2026 (change C-118) has no entry in the register of 1 "
            "Nov 2026.",
            ("E-001", "E-002"),
            (),
            "Risk assessment does not follow significant changes.",
            extent="Two further changes of the year have no entry either.",
            risk="Unknown risks are not treated.",
            grade_reason="A required activity was not carried out.",
            proposed_grade="minor",
            override_reason="Three changes of the year are without assessment; the process fails as a whole.",
            position="disputed",
            position_words="The supplier assessed the risks; we see no need to repeat it.",
            response_due=date(2026, 12, 9),
            correction_due=date(2026, 12, 2),
            owner_role="Information security officer",
            state="issued",
            recommendation="Let the change procedure ask for the assessment.",
        ),
        FindingCard(
            uuid(7),
            "F-07",
            "nonconformity",
            "Restore tests not carried out at the planned interval",
            "minor",
            (
                Criterion("ISP-09 v3 §4.2", "", "org_requirement"),
                Criterion("A.8.13", "Information backup", "control"),
            ),
            "Backups are restored in a test each quarter (ISP-09 v3 §4.2, an organisational requirement "
            "under A.8.13).",
            "Of 4 tests due between 1 Nov 2025 and 31 Oct 2026, 1 was held. Confirmed in interview, 24 "
            "Nov 2026, 10:36.",
            ("E-031",),
            ("S-05",),
            "Restore tests are not carried out at the interval that the organisation set.",
            grade_reason="The backup process exists and works; the pattern does not show that it fails "
            "as a whole.",
            position="agreed",
            position_words="at the closing meeting, 25 Nov 2026",
            response_due=date(2026, 12, 25),
            owner_role="IT operations lead",
            state="issued",
        ),
        FindingCard(
            uuid(5),
            "F-05",
            "nonconformity",
            "Access of leavers not removed in time",
            "minor",
            (Criterion("A.5.18", "Access rights", "control"),),
            "Accounts of leavers are disabled within 1 working day.",
            "4 of 25 leavers sampled from 87 had active accounts 9–64 days after leaving.",
            ("E-003",),
            ("S-04",),
            "Removal of access for leavers is not ensured within the defined time.",
            position="agreed",
            response_due=date(2026, 12, 25),
            owner_role="IT operations lead",
            repeat_of="IA-2025-01 F-02",
            state="issued",
            correction="The 4 accounts were disabled on 24 Nov 2026.",
        ),
        FindingCard(
            uuid(6),
            "F-06",
            "nonconformity",
            "Visitors at York not logged <b>&</b> escorted",
            "minor",
            (Criterion("A.7.2", "Physical entry", "control"),),
            "Visitors are logged and escorted.",
            "2 of 5 visitors observed on 25 Nov 2026 were not in the log.",
            ("E-004",),
            (),
            "Visitors are not logged as required.",
            position="no_comment",
            response_due=date(2026, 12, 25),
            state="issued",
        ),
        FindingCard(
            uuid(1),
            "F-01",
            "strength",
            "Incident response is practised each month",
            statement="Short drills with the wards, each with a written lesson.",
            state="issued",
        ),
        FindingCard(
            uuid(2),
            "F-02",
            "ofi",
            "Show the age of weaknesses in the monthly report",
            statement="The owners would see what waits.",
            state="issued",
        ),
        FindingCard(uuid(8), "F-08", "ofi", "Name a deputy for the key custodian", state="issued"),
        FindingCard(uuid(9), "F-09", "ofi", "Keep supplier reviews in one place", state="issued"),
        FindingCard(
            uuid(3),
            "F-03",
            "nonconformity",
            "Clock of the camera wrong",
            "minor",
            state="withdrawn",
            state_reason="The clock was right; the screenshot was not.",
        ),
    )


def follow_up() -> FollowUp:
    return FollowUp(
        "Four findings of the last audit were followed up.",
        (
            EarlierFinding(
                "IA-2025-01 F-02",
                "Access of leavers",
                "minor",
                "closed",
                "HR feed to the directory",
                "not_effective",
                "F-05",
            ),
            EarlierFinding(
                "IA-2025-01 F-03", "Supplier list incomplete", "minor", "closed", "List rebuilt", "effective"
            ),
        ),
    )


def conclusion() -> Conclusion:
    return Conclusion(
        conformity="except",
        conformity_text="62 of the requirements examined conform.",
        criteria="ISO/IEC 27001:2022 with Amd 1:2024 and the organisation’s own requirements",
        effectiveness="except",
        effectiveness_text="Objectives were reached in three of four areas.",
        effectiveness_except="risk assessment after change (8.2)",
        overall="The management system is sound and known to the people who work with it.",
        internal_audit="The programme covers all clauses each year and is carried out.",
        management_review="Held on 12 Oct 2026 with all inputs.",
        risk_treatment="The plan is followed, but rests on an assessment that is out of date.",
        scope_appropriate="yes",
        objectives_met="yes",
        recommendations=(
            Recommendation(
                "Tie the change procedure to the risk method.", "No change without its risks.", ("F-04",)
            ),
        ),
    )


def requirements() -> tuple[RequirementRow, ...]:
    """30 sub-clauses and 93 controls: 62 conform, 4 do not, 2 cannot be verified, 5 are excluded, 50 left."""
    ids = [(clause, "clauses") for clause in CLAUSES]
    ids += [
        (f"A.{first}.{number}", theme)
        for theme, (first, count) in CONTROLS.items()
        for number in range(1, count + 1)
    ]
    return tuple(_requirement(number, reference, theme) for number, (reference, theme) in enumerate(ids))


def _requirement(number: int, reference: str, theme: str) -> RequirementRow:
    found = {"8.2": "F-04", "A.8.13": "F-07", "A.5.18": "F-05", "A.7.2": "F-06"}.get(reference, "")
    result, reason, applicable = "not_examined", "Planned for the surveillance year.", True
    if found:
        result, reason = "nonconforming", ""
    elif reference in ("A.5.20", "A.8.6"):
        result, reason = "unable_to_verify", "The record could not be opened."
    elif reference in ("A.8.25", "A.8.28", "A.8.29", "A.8.30", "A.8.31"):
        reason, applicable = "No software is developed.", False
    elif theme == "clauses" or int(reference.split(".")[2]) <= LAST_CONFORMING[theme]:
        result, reason = "conforming", ""
    examined = applicable and result != "not_examined"
    return RequirementRow(
        uuid(1000 + number),
        reference,
        TITLES[number % len(TITLES)],
        theme,
        applicable,
        result,
        ("interview", "record_sample") if examined else (),
        ("L. Ferreira",) if examined else (),
        (f"E-{number % 37 + 1:03}",) if examined else (),
        (found,) if found else (),
        reason,
        "yes" if examined else "",
        "yes" if examined else "",
        "no" if found else "",
        2,
    )


LAST_CONFORMING = {"organizational": 20, "people": 4, "physical": 6, "technological": 7}


def checklist() -> tuple[ChecklistRow, ...]:
    return tuple(
        ChecklistRow(
            uuid(2000 + number),
            f"Q-{row.reference}",
            (row.reference,),
            row.title,
            f"Show me how {row.title} works.",
            row.result,
            "Seen." if number % 10 and row.result == "conforming" else "",
            row.reason,
            "L. Ferreira",
            datetime(2026, 11, 24, 10, 36, tzinfo=LEEDS),
            row.evidence if number % 5 else (),
            row.findings,
        )
        for number, row in enumerate(requirements())
    )


def evidence() -> tuple[EvidenceRow, ...]:
    """37 rows; the first twenty carry names that try something."""
    return tuple(_evidence(number) for number in range(1, 38))


def _evidence(number: int) -> EvidenceRow:
    name = HOSTILE[number - 1] if number <= len(HOSTILE) else f"record-{number}.pdf"
    taken = number != 37
    return EvidenceRow(
        uuid(3000 + number),
        f"E-{number:03}",
        f"Record of {name}",
        "record" if taken else "reference_only",
        "records system",
        "record_sample",
        "L. Ferreira",
        "Leeds",
        datetime(2026, 11, 24, 10, number, tzinfo=LEEDS),
        "Nov 2025 – Oct 2026",
        name if taken else "",
        "application/pdf" if taken else "",
        1234 * number**3 if taken else None,
        f"{number:064x}" if taken else "",
        "Internal",
        number % 4 == 0,
        ("A.8.13",),
        ("F-07",) if number == 31 else (),
    )


def meetings() -> tuple[Meeting, ...]:
    people = (
        Attendee("R. Castellan", "Information security officer"),
        Attendee("Dr Imani Okoro", "Managing director", False),
    )
    return (
        Meeting(
            "opening",
            datetime(2026, 11, 23, 9, 0, tzinfo=LEEDS),
            "Leeds",
            people,
            "Objectives and plan presented.",
        ),
        Meeting("closing", datetime(2026, 11, 25, 16, 0, tzinfo=LEEDS), "Leeds", people, "F-04 is disputed."),
    )


def sessions() -> tuple[PlannedSession, ...]:
    return (
        PlannedSession(
            datetime(2026, 11, 24, 10, 0, tzinfo=LEEDS),
            datetime(2026, 11, 24, 11, 0, tzinfo=LEEDS),
            "Backup and restore",
            "interview",
            "Leeds",
            "on_site",
            ("L. Ferreira",),
            ("IT operations lead",),
            ("A.8.13", "A.8.14"),
            "held",
        ),
    )
