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


def test_the_list_that_was_drawn_from_is_kept_and_extends_the_draw(
    workspace: Workspace, story: Story
) -> None:
    """AS-26: seed and list are stored; nobody has to find the list again."""
    sample = drawn(workspace, story)
    with workspace.read() as unit:
        assert sample_reads.population_list(unit, sample) == LEAVERS
    with workspace.write("Extend") as uow:
        assert samples.extend_draw(uow, sample, (), 48) == 24
    row = only(workspace, story)
    assert row.has_list
    assert [unit.identifier for unit in row.units] == samples.draw(LEAVERS, 48, "3fa9")


def test_a_draw_by_row_numbers_keeps_no_list_and_can_be_extended(workspace: Workspace, story: Story) -> None:
    with workspace.write("Draw") as uow:
        rows = samples.row_numbers(250)
        sample = samples.draw_sample(uow, story.audit, "Log entries", rows, 95, 10, seed="1")
        samples.extend_draw(uow, sample, (), 54)
    row = only(workspace, story)
    assert not row.has_list
    assert [unit.identifier for unit in row.units] == samples.draw(rows, 54, "1")


def test_an_item_that_cannot_be_tested_is_replaced_by_the_next_of_the_draw_with_its_reason(
    workspace: Workspace, story: Story
) -> None:
    """AS-26: replacing an item needs a reason; both stay, and the draw can still be repeated."""
    drawn(workspace, story)
    before = only(workspace, story)
    with pytest.raises(UserError, match="Say why"), workspace.write("Replace") as uow:
        samples.replace_unit(uow, before.units[2].id, "  ")
    with workspace.write("Replace") as uow:
        samples.replace_unit(uow, before.units[2].id, "Left before the period.")
    after = only(workspace, story)
    assert [unit.identifier for unit in after.units] == samples.draw(LEAVERS, 25, "3fa9")
    assert (after.units[2].result, after.units[2].replaced_because) == (
        UnitResult.REPLACED,
        "Left before the period.",
    )
    assert (after.units[24].replaces, after.size, after.replaced, after.not_tested) == (3, 24, 1, 24)
    with workspace.write("Results") as uow:
        for unit in after.units:
            if unit.result is UnitResult.OPEN:
                samples.set_unit_result(uow, unit.id, UnitResult.IN_ORDER)
    said = sample_sentence(Words(), only(workspace, story))
    assert "24 of 87 examined." in said
    assert f"{after.units[2].identifier} was replaced: Left before the period. With 95 % confidence" in said


def test_an_exception_is_never_swapped_for_a_better_item(workspace: Workspace, story: Story) -> None:
    """R-18: whatever was tested stays, and so does what was replaced once."""
    drawn(workspace, story)
    first, second = only(workspace, story).units[:2]
    with workspace.write("Exception") as uow:
        samples.set_unit_result(uow, first.id, UnitResult.EXCEPTION)
        samples.replace_unit(uow, second.id, "listed twice")
    for unit in (first, second):
        with pytest.raises(UserError, match="No item of a sample is swapped"), workspace.write("R") as uow:
            samples.replace_unit(uow, unit.id, "it looks better")
    with pytest.raises(UserError, match="was replaced"), workspace.write("Result") as uow:
        samples.set_unit_result(uow, second.id, UnitResult.IN_ORDER)


def test_the_auditor_names_what_stands_in_where_nothing_was_drawn(workspace: Workspace, story: Story) -> None:
    with workspace.write("Record") as uow:
        samples.record_sample(uow, story.audit, "Changes", ["C-1", "C-2"])
    unit = only(workspace, story).units[0]
    with pytest.raises(UserError, match="nothing that could stand in"), workspace.write("Replace") as uow:
        samples.replace_unit(uow, unit.id, "withdrawn")
    with workspace.write("Replace") as uow:
        samples.replace_unit(uow, unit.id, "withdrawn", " C-7 ")
    row = only(workspace, story)
    assert [(one.identifier, one.replaces) for one in row.units] == [("C-1", None), ("C-2", None), ("C-7", 1)]


def test_where_all_were_drawn_nothing_is_left_to_stand_in(workspace: Workspace, story: Story) -> None:
    with workspace.write("Draw") as uow:
        samples.draw_sample(uow, story.audit, "Leavers", ["a", "b"], 95, 10, seed="1")
    with pytest.raises(UserError, match="nothing that could stand in"), workspace.write("Replace") as uow:
        samples.replace_unit(uow, only(workspace, story).units[0].id, "withdrawn")


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
