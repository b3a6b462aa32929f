"""The twelve checks: a sound document passes all of them, a broken one fails exactly those it breaks."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from app.library.soa.checks import Check, Remark, Severity, SoaFacts, check_soa, unmade_checks
from app.library.soa.versions import SoaLine
from models.isms import Practice
from models.soa import ImplementationStatus, InclusionReason, OperatedBy

CONTROLS = (
    *(f"A.5.{number}" for number in range(1, 38)),
    *(f"A.6.{number}" for number in range(1, 9)),
    *(f"A.7.{number}" for number in range(1, 15)),
    *(f"A.8.{number}" for number in range(1, 35)),
)
TODAY = date(2026, 11, 24)
SCOPE = "Hosting and support of the clinic portal, from Leeds."
GOOD_REASON = "No systems of this kind are run, bought or planned at any of the sites"


def included(reference: str, **values: object) -> SoaLine:
    line = SoaLine(
        reference,
        justification="Demanded by the baseline for all sites",
        status=ImplementationStatus.IMPLEMENTED,
        owner="Head of IT",
        reasons=(InclusionReason.BASELINE,),
    )
    return replace(line, **values)  # type: ignore[arg-type]


def excluded(reference: str, justification: str | None = None, **values: object) -> SoaLine:
    if justification is None:
        justification = f"At none of the sites is there anything that {reference} could protect"
    line = SoaLine(reference, applicable=False, justification=justification)
    return replace(line, **values)  # type: ignore[arg-type]


def facts(*other: SoaLine, without: str = "", **values: object) -> SoaFacts:
    """A sound document, but for the `other` lines."""
    lines = {one: included(one) for one in CONTROLS if one != without}
    lines |= {line.reference: line for line in other}
    sound = SoaFacts(
        CONTROLS,
        lines,
        TODAY,
        approved_on=date(2026, 9, 1),
        scope_text=SCOPE,
        scope=SCOPE,
        changed_on=date(2026, 3, 1),
        risk_assessed_on=date(2026, 8, 1),
        practices=frozenset(Practice),
        treatment_controls=frozenset(),
    )
    return replace(sound, **values)  # type: ignore[arg-type]


def found(one: SoaFacts) -> list[tuple[int, tuple[str, ...]]]:
    return [(remark.check.value, remark.references) for remark in check_soa(one)]


def only(one: SoaFacts) -> Remark:
    (remark,) = check_soa(one)
    return remark


def test_a_sound_document_passes_all_of_them() -> None:
    assert found(facts()) == []


def test_a_check_with_nothing_to_check_against_is_not_said_to_pass() -> None:
    assert unmade_checks(facts()) == ()
    bare: dict[str, Any] = {
        "treatment_controls": None,
        "practices": frozenset(),
        "changed_on": None,
        "risk_assessed_on": None,
        "scope": "",
    }
    unmade = unmade_checks(facts(**bare))
    assert unmade == (Check.TREATMENT_PLAN, Check.PRACTICE, Check.OUTDATED, Check.SCOPE)
    assert unmade_checks(facts(approved_on=None)) == (Check.OUTDATED,)
    assert unmade_checks(facts(changed_on=None)) == ()


def test_a_document_that_breaks_each_of_the_twelve_once_yields_exactly_those_twelve() -> None:
    broken = facts(
        included("A.5.11", is_stated=False),
        excluded("A.7.8", "not needed"),
        excluded("A.8.34", owner="Head of Audit"),
        included("A.6.4", owner=""),
        included("A.8.12", status=ImplementationStatus.PLANNED, planned_on=date(2026, 11, 23)),
        included("A.8.16", reasons=(InclusionReason.RISK,)),
        excluded("A.7.9", "Done for us by an external provider under a long contract"),
        excluded("A.5.30"),
        excluded("A.8.13"),
        without="A.7.14",
        scope_text="Hosting of the clinic portal, from Leeds.",
        risk_assessed_on=date(2026, 10, 1),
    )
    assert found(broken) == [
        (1, ("A.7.14",)),
        (2, ("A.5.11",)),
        (3, ("A.7.8",)),
        (4, ("A.8.34",)),
        (5, ("A.6.4",)),
        (6, ("A.8.12",)),
        (7, ("A.8.16",)),
        (8, ("A.7.9",)),
        (9, ("A.5.30",)),
        (10, ("A.8.13",)),
        (11, ()),
        (12, ()),
    ]
    assert {remark.check for remark in check_soa(broken)} == set(Check)


def test_what_is_not_a_control_and_what_stands_twice_are_told_apart() -> None:
    remarks = check_soa(facts(strays=("A.12.6.1", "A.5.1")))
    assert [str(one.message) for one in remarks] == [
        "More than once in the document: A.5.1.",
        "In the document, but no control of the framework: A.12.6.1.",
    ]


def test_the_same_justification_on_three_controls_justifies_none() -> None:
    pair = [excluded("A.7.8", GOOD_REASON), excluded("A.7.9", GOOD_REASON)]
    assert found(facts(*pair)) == []
    three = facts(*pair, excluded("A.7.11", f" {GOOD_REASON.upper()}  "))
    assert found(three) == [(3, ("A.7.8", "A.7.9", "A.7.11"))]
    assert found(facts(excluded("A.7.8", ""))) == [(3, ("A.7.8",))]


@pytest.mark.parametrize(
    ("values", "against"),
    [
        ({"risks": "R-12"}, "it treats a risk"),
        ({"documents": "POL-7"}, "there is evidence of its use"),
        ({"owner": "Head of IT"}, "Head of IT owns it"),
        ({"status": ImplementationStatus.PARTLY}, "it is said to be in place"),
    ],
)
def test_an_excluded_control_that_is_in_use_contradicts_itself(values: dict[str, Any], against: str) -> None:
    remark = only(facts(excluded("A.7.9", **values)))
    assert str(remark.message) == f"A.7.9 is not applicable, and yet: {against}."
    assert remark.severity is Severity.HIGH


def test_a_finding_open_on_an_excluded_control_is_listed() -> None:
    """AS-08."""
    remark = only(facts(excluded("A.7.9"), open_findings={"A.7.9": ("IA-2026-03 F-07",)}))
    assert str(remark.message) == "A.7.9 is not applicable, and yet: IA-2026-03 F-07 stands open on it."


def test_the_treatment_plan_and_the_document_name_the_same_controls() -> None:
    treated = included("A.8.16", risks="R-3")
    assert found(facts(treated, treatment_controls=frozenset({"A.8.16"}))) == []
    assert found(facts(treated, treatment_controls=None)) == []
    missing = facts(without="A.7.14", treatment_controls=frozenset({"A.7.14"}))
    assert [check for check, _controls in found(missing)] == [1, 7]
    assert found(facts(excluded("A.7.9"), treatment_controls=frozenset({"A.7.9"}))) == [(4, ("A.7.9",))]


@pytest.mark.parametrize(
    "justification",
    [
        "Development is outsourced to a partner in Pune",
        "Operated by our supplier, so that we need nothing",
        "Die Wartung ist an einen Dienstleister ausgelagert",
    ],
)
def test_outsourcing_is_no_reason(justification: str) -> None:
    assert found(facts(excluded("A.7.9", justification))) == [(8, ("A.7.9",))]
    assert found(facts(excluded("A.7.9", operated_by=OperatedBy.SUPPLIER))) == [(8, ("A.7.9",))]


@pytest.mark.parametrize(
    "justification",
    [
        "Development is not outsourced, all of it is done in Leeds",
        "We outsource nothing of this kind to anybody",
        "Es wird nichts davon ausgelagert, keine Dienstleister",
        "No supplier takes part in the development of our products",
    ],
)
def test_that_nothing_is_outsourced_is_a_reason(justification: str) -> None:
    assert found(facts(excluded("A.8.30", justification), practices=frozenset())) == []


@pytest.mark.parametrize(
    ("practice", "reference"),
    [
        (Practice.DEVELOPMENT, "A.8.25"),
        (Practice.DEVELOPMENT, "A.8.33"),
        (Practice.CONTRACT_DEVELOPERS, "A.8.30"),
        (Practice.REMOTE_WORK, "A.6.7"),
        (Practice.CLOUD, "A.5.23"),
        (Practice.REMOVABLE_MEDIA, "A.7.10"),
        (Practice.REMOVABLE_MEDIA, "A.8.12"),
        (Practice.INTERNET, "A.8.23"),
        (Practice.PERSONAL_DATA, "A.5.34"),
        (Practice.CONTINUITY, "A.5.30"),
    ],
)
def test_what_is_done_speaks_against_an_exclusion(practice: Practice, reference: str) -> None:
    assert found(facts(excluded(reference), practices=frozenset({practice}))) == [(9, (reference,))]
    assert found(facts(excluded(reference), practices=frozenset())) == []


def test_offices_speak_against_all_in_the_cloud_alone() -> None:
    offices = frozenset({Practice.OFFICES})
    in_the_cloud = excluded("A.7.4", "Everything that we run is in the cloud nowadays")
    assert found(facts(in_the_cloud, practices=offices)) == [(9, ("A.7.4",))]
    assert found(facts(in_the_cloud, practices=frozenset())) == []
    no_bay = excluded("A.7.4", "The sites have neither a loading bay nor a yard of their own")
    assert found(facts(no_bay, practices=offices)) == []


def test_a_change_or_a_risk_assessment_after_the_approval_outdates_it() -> None:
    remark = only(facts(changed_on=date(2026, 10, 2)))
    assert (remark.check, remark.severity) == (Check.OUTDATED, Severity.MEDIUM)
    assert "2 Oct 2026" in str(remark.message)
    assert found(facts(changed_on=date(2026, 9, 1))) == []


def test_spaces_and_a_full_stop_make_no_other_scope() -> None:
    assert found(facts(scope_text=f"  {SCOPE.rstrip('.')}\n")) == []
    assert found(facts(scope="")) == []
    assert found(facts(scope_text="")) == [(12, ())]


def test_many_controls_are_named_by_the_first_of_them() -> None:
    bare = [included(f"A.8.{number}", owner="") for number in range(1, 10)]
    assert str(only(facts(*bare)).message) == (
        "Applicable, but nobody owns it: A.8.1, A.8.2, A.8.3, A.8.4, A.8.5, A.8.6 and 3 more."
    )
