"""The words for the document's codes. An unknown code is shown as it is, never lost."""

from collections.abc import Iterable, Mapping

from app.words import N_, Words

AUDIT_TYPES = {
    "internal_full": N_("Internal audit"),
    "internal_partial": N_("Internal audit, partial scope"),
    "follow_up": N_("Follow-up audit"),
    "stage1": N_("Stage 1 audit"),
    "stage2": N_("Stage 2 audit"),
    "surveillance": N_("Surveillance audit"),
    "recertification": N_("Recertification audit"),
    "special": N_("Special audit"),
    "supplier": N_("Supplier audit"),
}
AUDIT_STATES = {
    "planned": N_("planned"),
    "initiated": N_("initiated"),
    "prepared": N_("prepared"),
    "in_progress": N_("in progress"),
    "fieldwork": N_("fieldwork"),
    "fieldwork_complete": N_("fieldwork complete"),
    "reported": N_("reported"),
    "completed": N_("completed"),
    "closed": N_("closed"),
    "suspended": N_("suspended"),
    "cancelled": N_("cancelled"),
}
COMBINATIONS = {
    "combined": N_("Combined audit: several management systems at one auditee"),
    "joint": N_("Joint audit: several auditing organisations"),
    "integrated": N_("Integrated audit: one management system, several standards"),
}
REPORT_STATES = {
    "draft": N_("Draft"),
    "in_review": N_("In review"),
    "approved": N_("Approved, not yet issued"),
    "issued": N_("Issued"),
    "superseded": N_("Superseded"),
}
SEVERITIES = {
    "major": N_("Major nonconformity"),
    "minor": N_("Minor nonconformity"),
    "ungraded": N_("Nonconformity, not graded yet"),
    "ofi": N_("Opportunity for improvement"),
    "observation": N_("Observation"),
    "strength": N_("Strength"),
    "conformity": N_("Conformity"),
}
GRADES = {"major": N_("major"), "minor": N_("minor")}
FINDING_STATES = {
    "draft": N_("draft"),
    "in_review": N_("in review"),
    "confirmed": N_("confirmed"),
    "issued": N_("issued"),
    "response_submitted": N_("response submitted"),
    "plan_accepted": N_("plan accepted"),
    "implemented": N_("implemented"),
    "implementation_verified": N_("implementation verified"),
    "closed": N_("closed"),
    "reopened": N_("reopened"),
    "withdrawn": N_("withdrawn"),
    "merged": N_("merged"),
    "accepted": N_("accepted"),
    "done": N_("done"),
    "declined": N_("declined"),
    "noted": N_("noted"),
}
POSITIONS = {
    "agreed": N_("Agreed"),
    "agreed_with_comment": N_("Agreed, with a comment"),
    "disputed": N_("Disputed"),
    "no_comment": N_("No comment"),
}
RESULTS = {
    "open": N_("Open"),
    "conforming": N_("Conforms"),
    "nonconforming": N_("Nonconforming"),
    "unable_to_verify": N_("Unable to verify"),
    "not_examined": N_("Not examined this time"),
    "excluded": N_("Excluded by the SoA"),
}
THEMES = {
    "clauses": N_("Clauses 4–10"),
    "organizational": N_("A.5 Organizational"),
    "people": N_("A.6 People"),
    "physical": N_("A.7 Physical"),
    "technological": N_("A.8 Technological"),
    "own": N_("Own requirements"),
    "4": N_("4 Context of the organization"),
    "5": N_("5 Leadership"),
    "6": N_("6 Planning"),
    "7": N_("7 Support"),
    "8": N_("8 Operation"),
    "9": N_("9 Performance evaluation"),
    "10": N_("10 Improvement"),
}
CRITERIA_KINDS = {
    "clause": N_("clause"),
    "control": N_("control"),
    "org_requirement": N_("organisational requirement"),
    "legal": N_("legal requirement"),
    "contractual": N_("contractual requirement"),
}
METHODS = {
    "document_review": N_("document review"),
    "record_sample": N_("sample of records"),
    "interview": N_("interview"),
    "observation": N_("observation"),
    "technical_test": N_("technical test"),
    "analysis": N_("analysis"),
}
LINE_KINDS = {
    "said": N_("said"),
    "observed": N_("observed"),
    "owed": N_("promised"),
    "own": N_("own note"),
}
SAMPLING_METHODS = {
    "judgement": N_("judgement-based"),
    "statistical": N_("statistical"),
    "frequency": N_("by frequency"),
    "sites": N_("sites"),
    "all_items": N_("all items"),
}
EVIDENCE_KINDS = {
    "document": N_("document"),
    "record": N_("record"),
    "interview_note": N_("interview note"),
    "observation_note": N_("observation note"),
    "technical_output": N_("technical output"),
    "photo": N_("photo"),
    "screenshot": N_("screenshot"),
    "audio": N_("audio recording"),
    "video": N_("video recording"),
    "physical_item": N_("physical item"),
    "requested_not_produced": N_("requested, not produced"),
    "reference_only": N_("seen, not taken"),
}
ARRANGEMENTS = {"on_site": N_("on site"), "remote": N_("remote"), "hybrid": N_("on site and remote")}
MODES = {
    "on_site": N_("on site"),
    "remote_live": N_("remote, live"),
    "remote_offline": N_("remote, offline"),
    "hybrid": N_("on site and remote"),
}
SITE_KINDS = {"physical": N_("physical site"), "virtual": N_("virtual location")}
ROLES = {
    "audit_client": N_("audit client"),
    "programme_manager": N_("programme manager"),
    "lead_auditor": N_("lead auditor"),
    "auditor": N_("auditor"),
    "auditor_in_training": N_("auditor in training"),
    "technical_expert": N_("technical expert"),
    "observer": N_("observer"),
    "guide": N_("guide"),
    "interpreter": N_("interpreter"),
    "auditee_representative": N_("auditee representative"),
    "interviewee": N_("interviewee"),
    "action_owner": N_("action owner"),
    "report_approver": N_("report approver"),
}
EFFECTIVENESS = {
    "effective": N_("effective"),
    "partly": N_("partly effective"),
    "not_effective": N_("not effective"),
    "not_yet": N_("not yet judged"),
}
WAITED_FOR = {
    "response": N_("Respond with correction, cause and plan"),
    "decision": N_("Accept or reject the response"),
    "implementation": N_("Report the plan as implemented, with evidence"),
    "verification": N_("Verify the implementation"),
    "effectiveness": N_("Judge the effectiveness"),
    "new_round": N_("Ask for a response again"),
    "improvement": N_("Accept, decline or note it"),
    "accepted_improvement": N_("Carry out the improvement"),
}
VERDICTS = {
    "yes": N_("Yes"),
    "except": N_("Yes, with exceptions"),
    "no": N_("No"),
    "not_concluded": N_("Not concluded"),
}
MEETINGS = {
    "opening": N_("Opening meeting"),
    "daily": N_("Daily review"),
    "closing": N_("Closing meeting"),
}
SESSION_STATES = {
    "planned": N_("planned"),
    "running": N_("running"),
    "paused": N_("paused"),
    "held": N_("held"),
    "cancelled": N_("cancelled"),
}
SIGNATURES = {
    "lead_auditor": N_("Lead auditor"),
    "approver": N_("Report approver"),
    "receipt": N_("Received by the auditee"),
}
QUESTIONS = {"yes": N_("yes"), "no": N_("no")}
THREE_ANSWERS = {
    "designed": N_("designed: {answer}"),
    "implemented": N_("implemented: {answer}"),
    "operating": N_("operating: {answer}"),
}


def label(words: Words, table: Mapping[str, str], code: str) -> str:
    """The word for one code."""
    return words.text(table[code]) if code in table else code


def called(words: Words, table: Mapping[str, str], code: str) -> str:
    """The word for a grade or a type of finding: the programme's own name, else that of the table."""
    return words.own.get(code) or label(words, table, code)


def counted(words: Words, code: str, n: int, usual: tuple[str, str]) -> str:
    """`3 observations` by the two `usual` forms; a programme's own name has no plural: `Cat 2: 3`."""
    if code in words.own:
        return words.text(N_("{name}: {n}"), name=words.own[code], n=n)
    return words.plural(*usual, n)


def labels(words: Words, table: Mapping[str, str], codes: Iterable[str]) -> str:
    """The words for several codes, with commas."""
    return ", ".join(label(words, table, code) for code in codes)


def answer_code(answer: bool | None) -> str:
    """The code in QUESTIONS of an optional answer; "" where nothing was said."""
    return "" if answer is None else "yes" if answer else "no"


def three_answers(words: Words, designed: str, implemented: str, operating: str) -> str:
    """Designed: yes · implemented: yes · operating: no, as far as they were said (section 6.1)."""
    answers = zip(THREE_ANSWERS.values(), (designed, implemented, operating), strict=True)
    said = ((text, label(words, QUESTIONS, answer)) for text, answer in answers if answer)
    return " · ".join(words.text(text, answer=answer) for text, answer in said)
