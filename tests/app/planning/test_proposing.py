"""What a checklist asks, and why: the rules, one at a time."""

from dataclasses import replace
from datetime import date

import pytest

from app.planning.proposal_facts import Asked, Earlier, Facts, Frame, LastTime, OnList
from app.planning.proposal_words import Change, ProposedItem
from app.planning.proposing import propose
from models.audit import AuditType
from models.checklist import AskedDepth, Result
from models.finding import FindingType, Grade
from models.framework import Depth, Place, RequirementKind
from models.soa import ImplementationStatus

ON = date(2026, 11, 23)
BOTH = ("stage1", "stage2")


def question(code: str, depth: Depth = Depth.DEEP, **values: object) -> Asked:
    given: dict[str, object] = {
        "question": f"{code}?",
        "minutes": 10,
        "interviewee": "",
        "place": Place.EITHER,
        "stages": ("stage2",),
        "on_list": OnList.ABSENT,
    }
    return Asked(code=code, depth=depth, **{**given, **values})  # type: ignore[arg-type]


def requirement(reference: str, *questions: Asked, **values: object) -> Facts:
    is_control = reference.startswith("A.")
    kind = RequirementKind.CONTROL if is_control else RequirementKind.CLAUSE
    asked = questions or (
        question(f"{reference}-1", Depth.CORE),
        question(f"{reference}-2", Depth.CORE),
        question(f"{reference}-3"),
    )
    return Facts(reference, reference, "", kind, "", "", asked, **values)  # type: ignore[arg-type]


def frame(kind: AuditType = AuditType.INTERNAL_FULL, minutes: int | None = None, **values: object) -> Frame:
    given: dict[str, object] = {"is_remote": False, "has_earlier_audits": True}
    return Frame(kind, on=ON, minutes=minutes, **{**given, **values})  # type: ignore[arg-type]


def asked(items: tuple[ProposedItem, ...]) -> list[str]:
    return [item.code for item in items if item.change is not Change.LEAVE_OUT]


def reasons(items: tuple[ProposedItem, ...], code: str) -> list[str]:
    return [str(reason) for item in items if item.code == code for reason in item.reasons]


CONFORMED = LastTime("IA-2025-01", date(2025, 11, 24), Result.CONFORMING)
LONG_AGO = LastTime("IA-2023-01", date(2023, 11, 6), Result.CONFORMING)


def test_a_whole_audit_asks_one_question_for_each_requirement() -> None:
    items = propose([requirement("5.1"), requirement("A.8.13")], frame())
    assert asked(items) == ["5.1-1", "A.8.13-1"]
    assert reasons(items, "5.1-1") == ["Every clause is audited each year"]
    assert reasons(items, "A.8.13-1") == ["Not audited so far"]


@pytest.mark.parametrize(
    ("values", "depth", "reason"),
    [
        ({"findings": (Earlier("F-02", "IA-2025-01", FindingType.NONCONFORMITY, Grade.MAJOR),)}, 3,
         "Major nonconformity F-02 in IA-2025-01"),
        ({"findings": (Earlier("F-03", "IA-2025-01", FindingType.NONCONFORMITY, Grade.MINOR),)}, 3,
         "Minor nonconformity F-03 in IA-2025-01"),
        ({"findings": (Earlier("F-05", "IA-2025-01", FindingType.NONCONFORMITY, Grade.MAJOR, "Cat 1"),)}, 3,
         "Cat 1 F-05 in IA-2025-01"),
        ({"findings": (Earlier("F-04", "IA-2025-01", FindingType.OFI, None),)}, 2,
         "Remark F-04 in IA-2025-01"),
        ({"is_emphasised": True}, 3, "Risk emphasis"),
        ({"status": ImplementationStatus.PARTLY}, 2, "By the SoA only partly implemented"),
        ({"status": ImplementationStatus.PLANNED}, 2, "By the SoA only planned"),
        ({"status": ImplementationStatus.IMPLEMENTED}, 1, "Not audited so far"),
        ({"last": replace(CONFORMED, result=Result.UNABLE_TO_VERIFY)}, 2,
         "Could not be verified in IA-2025-01"),
        ({"last": replace(CONFORMED, result=Result.NOT_EXAMINED)}, 1, "Not examined in IA-2025-01"),
        ({"last": CONFORMED}, 1, "Conformed in IA-2025-01"),
        ({"chosen": AskedDepth.DEEP}, 3, "Chosen for this audit"),
        ({"chosen": AskedDepth.CORE, "is_emphasised": True}, 2, "Chosen for this audit"),
        ({"chosen": AskedDepth.NOT_THIS_TIME, "is_emphasised": True}, 0, "Chosen for this audit"),
    ],
)  # fmt: skip
def test_a_reason_says_how_deep_a_control_is_asked(
    values: dict[str, object], depth: int, reason: str
) -> None:
    items = propose([requirement("A.8.13", **values)], frame())
    assert len(asked(items)) == depth
    assert reason in reasons(items, "A.8.13-1")


def test_a_partial_audit_leaves_a_control_alone_that_conformed_within_the_cycle() -> None:
    seen = [requirement("5.1"), requirement("A.5.1", last=CONFORMED), requirement("A.5.2", last=LONG_AGO)]
    items = propose([*seen, requirement("A.5.3")], frame(AuditType.SURVEILLANCE))
    assert asked(items) == ["5.1-1", "A.5.2-1", "A.5.3-1"]
    assert reasons(items, "A.5.1-1") == ["Conformed in IA-2025-01"]


def test_a_follow_up_asks_only_where_there_was_a_finding() -> None:
    found = (Earlier("F-02", "IA-2025-01", FindingType.NONCONFORMITY, Grade.MINOR),)
    items = propose([requirement("5.1"), requirement("A.8.13", findings=found)], frame(AuditType.FOLLOW_UP))
    assert asked(items) == ["A.8.13-1", "A.8.13-2", "A.8.13-3"]
    assert reasons(items, "A.8.13-1") == ["Minor nonconformity F-02 in IA-2025-01"]
    assert reasons(items, "5.1-1") == ["A follow-up looks at earlier findings"]


def test_stage_one_asks_what_documents_can_answer() -> None:
    first = requirement("5.1", question("5.1-1", Depth.CORE), question("5.1-2", stages=BOTH))
    items = propose([first, requirement("A.8.13")], frame(AuditType.STAGE_1))
    assert asked(items) == ["5.1-2"]
    assert reasons(items, "A.8.13-1") == ["Not for this stage"]


def test_a_remote_audit_asks_nothing_that_must_be_seen_on_site() -> None:
    walked = question("A.7.1-1", Depth.CORE, place=Place.ON_SITE)
    items = propose([requirement("A.7.1", walked, question("A.7.1-2"))], frame(is_remote=True))
    assert asked(items) == ["A.7.1-2"]
    assert reasons(items, "A.7.1-1") == ["Can only be seen on site, and this audit is remote"]


def test_an_excluded_control_is_asked_whether_that_holds() -> None:
    verify = question("X-A.8.4", Depth.CORE, verifies_exclusion=True)
    one = requirement("A.8.4", verify, question("A.8.4-1", Depth.CORE), is_excluded=True, is_emphasised=True)
    items = propose([one], frame(minutes=0))
    assert asked(items) == ["X-A.8.4"]
    assert reasons(items, "X-A.8.4") == ["The SoA leaves the control out: verify that"]


def test_too_little_time_leaves_out_what_weighs_least_and_never_a_clause_or_a_finding() -> None:
    found = (Earlier("F-02", "IA-2025-01", FindingType.NONCONFORMITY, Grade.MAJOR),)
    pool = [
        requirement("5.1"),
        requirement("A.5.1", last=CONFORMED),
        requirement("A.5.2", last=LONG_AGO),
        requirement("A.5.3"),
        requirement("A.5.4", findings=found),
    ]
    assert asked(propose(pool, frame(minutes=60))) == [
        *("5.1-1", "A.5.2-1", "A.5.3-1", "A.5.4-1", "A.5.4-2", "A.5.4-3")
    ]
    short = propose(pool, frame(minutes=10))
    assert asked(short) == ["5.1-1", "A.5.4-1", "A.5.4-2", "A.5.4-3"]
    assert reasons(short, "A.5.1-1") == ["No time for it in the agenda", "Conformed in IA-2025-01"]


def test_time_that_is_left_goes_to_second_core_questions_first() -> None:
    items = propose([requirement("5.1"), requirement("A.8.13")], frame(minutes=45))
    assert asked(items) == ["5.1-1", "5.1-2", "A.8.13-1", "A.8.13-2"]
    assert reasons(items, "5.1-2") == ["The agenda has time for it"]


def test_time_that_is_left_does_not_bring_back_what_somebody_left_out() -> None:
    one = requirement("A.8.13", chosen=AskedDepth.NOT_THIS_TIME)
    assert asked(propose([one], frame(minutes=600))) == []


def test_what_was_taken_up_must_be_asked_or_is_ones_own_stays() -> None:
    one = requirement(
        "A.8.13",
        question("Q-1", Depth.CORE, on_list=OnList.BEGUN, item_id="1"),
        question("Q-2", on_list=OnList.MUST, item_id="2"),
        question("Q-3", on_list=OnList.WAITING, item_id="3"),
        question("O-1", on_list=OnList.WAITING, item_id="4", is_own=True),
        chosen=AskedDepth.NOT_THIS_TIME,
    )
    items = propose([one], frame(minutes=0))
    changes = {item.code: item.change for item in items}
    assert changes == {"Q-1": Change.KEEP, "Q-2": Change.KEEP, "Q-3": Change.LEAVE_OUT, "O-1": Change.KEEP}
    assert reasons(items, "Q-2") == ["Must be asked"]
    assert reasons(items, "O-1") == ["Your own question"]


def test_what_is_on_the_list_is_kept_and_what_is_not_is_added() -> None:
    one = requirement(
        "A.8.13", question("Q-1", Depth.CORE, on_list=OnList.WAITING, item_id="1"), question("Q-2")
    )
    items = propose([replace(one, chosen=AskedDepth.DEEP)], frame())
    assert [(item.code, item.change) for item in items] == [("Q-1", Change.KEEP), ("Q-2", Change.ADD)]
