"""What the sections of a report hold, in the order of the report. Plain values only; codes are the
lower-case words of the glossary ("internal_full", "conforming") and are put into words by `labels`."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Cover:
    """The front page. `number` is the audit's ("IA-2026-03"), `representative` the auditee's."""

    title: str
    number: str
    audit_type: str
    organisation: str
    address: str = ""
    representative: str = ""
    starts: date | None = None
    ends: date | None = None
    lead_auditor: str = ""
    classification: str = ""


@dataclass(frozen=True, slots=True)
class Revision:
    """Which revision this is. `state`: draft, in_review, approved, issued, superseded (R-39, R-40)."""

    number: int = 1
    state: str = "draft"
    issued: date | None = None
    replaces: int | None = None
    change_reason: str = ""
    changes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Readiness:
    """The indicator of domain 7.5: ready, ready_once_plans_accepted, not_ready; the findings that decide, and
    those that still may."""

    state: str = "ready"
    open_majors: tuple[str, ...] = ()
    minors_without_plan: tuple[str, ...] = ()
    ungraded: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Summary:
    """Section 1 beside the conclusion: the lead auditor's own words and four facts in a line each."""

    narrative: str = ""
    objectives: str = ""
    scope: str = ""
    criteria: str = ""
    team: str = ""
    readiness: Readiness = Readiness()


@dataclass(frozen=True, slots=True)
class Site:
    """A place of the scope; `kind` is physical or virtual."""

    name: str
    kind: str = "physical"
    address: str = ""


@dataclass(frozen=True, slots=True)
class CriteriaSource:
    """A document that the evidence was compared with. `kind` as in domain 7.1."""

    title: str
    version: str = ""
    kind: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Member:
    """A person of the audit team, or one who took part for the auditee; `role` is a code of domain 4."""

    name: str
    role: str = ""
    function: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class AuditDetails:
    """Section 2. `arrangement`: on_site, remote, hybrid; `combination`: "", combined, joint, integrated."""

    client: str = ""
    auditee: str = ""
    units: tuple[str, ...] = ()
    processes: tuple[str, ...] = ()
    sites: tuple[Site, ...] = ()
    period_from: date | None = None
    period_to: date | None = None
    criteria: tuple[CriteriaSource, ...] = ()
    soa_version: str = ""
    team: tuple[Member, ...] = ()
    participants: tuple[Member, ...] = ()
    places: str = ""
    combination: str = ""
    arrangement: str = ""
    remote_extent: str = ""


@dataclass(frozen=True, slots=True)
class Replacement:
    """An item of a sample that could not be tested, what stands in for it, and why (domain 6.3)."""

    item: str
    stand_in: str
    reason: str


@dataclass(frozen=True, slots=True)
class Sample:
    """One sample of domain 6.3. `method`: judgement, statistical, frequency, sites, all_items.

    `size` counts the items that were tested or wait for it, not those that were replaced.
    """

    number: str
    objective: str
    population: str = ""
    population_size: int | None = None
    source: str = ""
    method: str = "judgement"
    size: int = 0
    exceptions: int = 0
    seed: str = ""
    confidence: str = ""
    selected_by: str = ""
    result: str = ""
    requirements: tuple[str, ...] = ()
    completeness: str = ""
    replacements: tuple[Replacement, ...] = ()


@dataclass(frozen=True, slots=True)
class Reasoned:
    """Something that was so, and why: a deviation, an area not covered, a limitation."""

    what: str
    reason: str = ""
    reference: str = ""
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Independence:
    """A declaration, and the safeguard where a tie was found (R-9, R-10)."""

    name: str
    role: str = ""
    declared: date | None = None
    tie: str = ""
    safeguard: str = ""


@dataclass(frozen=True, slots=True)
class RemotePart:
    """An activity that was not held on site (R-17). `mode`: remote_live, remote_offline."""

    activity: str
    mode: str = "remote_live"
    tool: str = ""
    assurance: str = ""


@dataclass(frozen=True, slots=True)
class DocumentReview:
    """A document that was read: which, of what standing, what of it, and with what result (section 9)."""

    document: str
    version: str = ""
    owner: str = ""
    approval: str = ""
    sections: str = ""
    result: str = ""


@dataclass(frozen=True, slots=True)
class TechnicalTest:
    """A test, with what was agreed on before and what it left behind (R-16)."""

    activity: str
    agreement: str = ""
    window: str = ""
    account: str = ""
    logging: str = ""
    restoring: str = ""


@dataclass(frozen=True, slots=True)
class Methodology:
    """Section 3."""

    standards: tuple[str, ...] = ()
    methods: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    sampling: str = ""
    samples: tuple[Sample, ...] = ()
    lines_of_enquiry: tuple[str, ...] = ()
    deviations: tuple[Reasoned, ...] = ()
    obstacles: tuple[Reasoned, ...] = ()
    not_covered: tuple[Reasoned, ...] = ()
    limitations: tuple[Reasoned, ...] = ()
    not_produced: tuple[Reasoned, ...] = ()
    independence: tuple[Independence, ...] = ()
    remote: tuple[RemotePart, ...] = ()
    reviews: tuple[DocumentReview, ...] = ()
    tests: tuple[TechnicalTest, ...] = ()


@dataclass(frozen=True, slots=True)
class Noted:
    """A risk, an incident or a change learnt of, with its source."""

    text: str
    source: str = ""
    on: date | None = None


@dataclass(frozen=True, slots=True)
class EarlierFinding:
    """A finding of an earlier audit. `effectiveness`: effective, partly, not_effective, not_yet, "".

    `verified`: what a follow-up audit says of each verification, in the language of the report.
    """

    number: str
    title: str
    grade: str = ""
    state: str = ""
    actions: str = ""
    effectiveness: str = ""
    repeated_as: str = ""
    verified: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FollowUp:
    """Section 5."""

    text: str = ""
    findings: tuple[EarlierFinding, ...] = ()


@dataclass(frozen=True, slots=True)
class Changes:
    """Section 6: what changed in the ISMS, and what the audit programme must know."""

    isms: tuple[Noted, ...] = ()
    programme: tuple[Noted, ...] = ()


@dataclass(frozen=True, slots=True)
class Recommendation:
    """A suggestion of the internal auditor with what it would bring (R-46)."""

    text: str
    benefit: str = ""
    findings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Conclusion:
    """Section 7. The two questions of 9.2.1 apart (R-8): `conformity` and `effectiveness` are
    yes, except, no, not_concluded. `criteria` completes "conforms to ..."; `effectiveness_except`
    completes "except for ..."."""

    conformity: str = "not_concluded"
    conformity_text: str = ""
    criteria: str = ""
    effectiveness: str = "not_concluded"
    effectiveness_text: str = ""
    effectiveness_except: str = ""
    overall: str = ""
    internal_audit: str = ""
    management_review: str = ""
    risk_treatment: str = ""
    scope_appropriate: str = "not_concluded"
    scope_text: str = ""
    objectives_met: str = "not_concluded"
    objectives_text: str = ""
    recommendations: tuple[Recommendation, ...] = ()


@dataclass(frozen=True, slots=True)
class Opinion:
    """A diverging opinion that is not tied to one finding."""

    about: str
    words: str
    by: str = ""


@dataclass(frozen=True, slots=True)
class FollowUpPlan:
    """Section 9 beside the response dates: how actions are followed up, what the next audits take up."""

    text: str = ""
    next_audits: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody on the distribution list."""

    name: str
    role: str = ""
    copy: str = ""


@dataclass(frozen=True, slots=True)
class Statements:
    """The statements; an empty text means the shipped wording."""

    sampling: str = ""
    confidentiality: str = ""
    intellectual_property: str = ""
    distribution: tuple[Recipient, ...] = ()
    attributions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Signature:
    """`kind`: lead_auditor, approver, receipt. Without a date it is a line to sign on."""

    kind: str
    name: str = ""
    role: str = ""
    signed: date | None = None


@dataclass(frozen=True, slots=True)
class Attendee:
    """Somebody at a meeting."""

    name: str
    role: str = ""
    present: bool = True


@dataclass(frozen=True, slots=True)
class Meeting:
    """`kind`: opening, daily, closing. `held` carries the zone offset of the place."""

    kind: str
    held: datetime | None = None
    place: str = ""
    attendees: tuple[Attendee, ...] = ()
    minutes: str = ""


@dataclass(frozen=True, slots=True)
class PlannedSession:
    """A session of the plan. `kind`: interview, document_review, observation, technical_test.

    `confirmed` says that an interviewee confirmed the notes that were read back.
    """

    starts: datetime | None
    ends: datetime | None
    title: str
    kind: str = "interview"
    place: str = ""
    mode: str = ""
    auditors: tuple[str, ...] = ()
    auditees: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    state: str = ""
    confirmed: bool = False


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """A short form and what it stands for."""

    short: str
    meaning: str
