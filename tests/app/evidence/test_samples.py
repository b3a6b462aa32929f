import pytest

from app.errors import UserError
from app.evidence import sample_reads, samples
from app.evidence.intake import attach_bytes
from app.evidence.sample_reads import SampleRow, sample_sentence
from app.evidence.samples import SampleMethod, UnitResult
from app.findings.links import link_sample
from app.words import Words
from app.workspace.workspace import Workspace
from tests.app.evidence.conftest import Story

LEAVERS = [f"L-{n:03}" for n in range(87)]


def drawn(workspace: Workspace, story: Story, seed: str = "3fa9") -> str:
    with workspace.write("Draw") as uow:
        return samples.draw_sample(
            uow, story.audit, "Leavers of 2026", LEAVERS, 95, 10, item_id=story.access, source="HR", seed=seed
        )


def only(workspace: Workspace, story: Story) -> SampleRow:
    with workspace.read() as unit:
        (row,) = sample_reads.samples_of_audit(unit, story.audit)
        return row


def set_all(workspace: Workspace, row: SampleRow, result: UnitResult) -> None:
    with workspace.write("Results") as uow:
        for unit in row.units:
            samples.set_unit_result(uow, unit.id, result)


def test_a_95_10_draw_from_87_leavers_has_24_of_them_and_keeps_its_seed(
    workspace: Workspace, story: Story
) -> None:
    drawn(workspace, story)
    row = only(workspace, story)
    assert (row.number, row.size, row.population_size, row.seed) == ("S-01", 24, 87, "3fa9")
    assert (row.selected_by, row.method) == ("Auditor, Ada", SampleMethod.STATISTICAL)
    assert [unit.identifier for unit in row.units] == samples.draw(LEAVERS, 24, "3fa9")
    with workspace.read() as unit:
        assert sample_reads.samples_of_item(unit, story.access) == (row,)


def test_without_a_seed_each_draw_has_its_own(workspace: Workspace, story: Story) -> None:
    drawn(workspace, story, seed="")
    drawn(workspace, story, seed="")
    with workspace.read() as unit:
        first, second = sample_reads.samples_of_audit(unit, story.audit)
    assert len(first.seed) == 16
    assert first.seed != second.seed


def test_a_first_exception_extends_the_draw_from_the_same_list(workspace: Workspace, story: Story) -> None:
    sample = drawn(workspace, story)
    before = only(workspace, story)
    with workspace.write("Exception") as uow:
        samples.set_unit_result(uow, before.units[3].id, UnitResult.EXCEPTION, "account still open")
        came = samples.extend_draw(uow, sample, LEAVERS, samples.extended_size(before.size))
    after = only(workspace, story)
    assert (came, after.size, after.exceptions) == (24, 48, 1)
    assert [unit.identifier for unit in after.units] == samples.draw(LEAVERS, 48, "3fa9")
    assert after.units[3].note == "account still open"


def test_another_list_does_not_extend_the_draw(workspace: Workspace, story: Story) -> None:
    sample = drawn(workspace, story)
    with pytest.raises(UserError, match="not the list"), workspace.write("Extend") as uow:
        samples.extend_draw(uow, sample, LEAVERS[::-1], 48)
    assert only(workspace, story).size == 24


def test_only_a_random_sample_may_state_a_confidence(workspace: Workspace, story: Story) -> None:
    with pytest.raises(UserError, match="Only a sample drawn at random"), workspace.write("Record") as uow:
        samples.record_sample(uow, story.audit, "Leavers", ["a"], confidence_percent=95, tolerable_percent=10)


def test_a_judgement_sample_never_speaks_of_confidence(workspace: Workspace, story: Story) -> None:
    with workspace.write("Record") as uow:
        samples.record_sample(
            uow,
            story.audit,
            "Changes in May",
            ["C-1", "C-2"],
            population_size=40,
            source="ticket system",
            completeness_check="numbers without gaps",
        )
    row = only(workspace, story)
    set_all(workspace, row, UnitResult.IN_ORDER)
    assert sample_sentence(Words(), only(workspace, story)) == (
        "Changes in May: 2 of 40 examined. Chosen by the auditor's judgement. Source: ticket system. "
        "Completeness: numbers without gaps. 0 exceptions."
    )


def test_a_whole_random_sample_without_exception_states_its_confidence(
    workspace: Workspace, story: Story
) -> None:
    drawn(workspace, story)
    unfinished = sample_sentence(Words(), only(workspace, story))
    assert "confidence" not in unfinished
    assert "24 not tested yet." in unfinished
    set_all(workspace, only(workspace, story), UnitResult.IN_ORDER)
    assert sample_sentence(Words(), only(workspace, story)) == (
        "Leavers of 2026: 24 of 87 examined. Drawn at random with seed 3fa9. Source: HR. 0 exceptions. "
        "With 95 % confidence fewer than 10 % of the population deviate."
    )


def test_an_exception_takes_the_confidence_away(workspace: Workspace, story: Story) -> None:
    drawn(workspace, story)
    row = only(workspace, story)
    set_all(workspace, row, UnitResult.IN_ORDER)
    with workspace.write("Exception") as uow:
        samples.set_unit_result(uow, row.units[0].id, UnitResult.EXCEPTION)
    row = only(workspace, story)
    assert (row.exceptions, row.confirms_rate) == (1, False)
    assert sample_sentence(Words(), row).endswith(
        "1 exception. That fewer than 10 % deviate is therefore not confirmed at 95 % confidence."
    )


def test_a_random_sample_that_is_too_small_states_nothing(workspace: Workspace, story: Story) -> None:
    with workspace.write("Record") as uow:
        samples.record_sample(
            uow,
            story.audit,
            "Leavers",
            LEAVERS[:5],
            population_size=87,
            method=SampleMethod.STATISTICAL,
            confidence_percent=95,
            tolerable_percent=10,
            seed="1",
        )
    set_all(workspace, only(workspace, story), UnitResult.IN_ORDER)
    assert "confidence" not in sample_sentence(Words(), only(workspace, story))


def test_a_sample_names_the_evidence_and_the_finding_that_it_backs(
    workspace: Workspace, story: Story
) -> None:
    sample = drawn(workspace, story)
    attached = attach_bytes(workspace, story.audit, "leavers.csv", "\n".join(LEAVERS).encode())
    for _ in range(2):
        with workspace.write("Link") as uow:
            samples.link_sample_to_evidence(uow, sample, attached.evidence_id)
            link_sample(uow, story.finding, sample)
    with workspace.read() as unit:
        (row,) = sample_reads.samples_of_finding(unit, story.finding)
    assert row.evidence == ("E-001",)
