"""No sequence of commands reaches an illegal state, loses a number or a word, or misleads the indicator."""

from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from app.findings.terms import FindingState, FindingType
from tests.app.findings.commands import Commands
from tests.app.findings.diligent import work_on
from tests.app.findings.story import Story
from tests.soak.extent import IS_SOAK

_ANY_ORDER = settings(
    max_examples=60 if IS_SOAK else 5,
    stateful_step_count=80 if IS_SOAK else 25,
    deadline=None,
    derandomize=not IS_SOAK,
    database=None,
    phases=(Phase.generate, Phase.shrink) if IS_SOAK else (Phase.generate,),
    suppress_health_check=list(HealthCheck),
)


def _commands(story: Story) -> type[Commands]:
    return type("CommandsOnThisAudit", (Commands,), {"story": story})


def test_no_sequence_of_commands_does_harm(story: Story) -> None:
    run_state_machine_as_test(_commands(story), settings=_ANY_ORDER)


def test_diligent_work_alone_leads_through_a_second_round_to_closing_and_beyond(story: Story) -> None:
    """The sequences are made of steps that do lead to the far states, or they would prove little."""
    run = _commands(story)()
    run.begin()
    run.raise_one(FindingType.NONCONFORMITY, "A.8.13")
    (finding_id,) = run.seen_findings()
    reached = []
    for _step in range(16):
        work_on(run, finding_id)
        run.check_all()
        reached.append(run.seen[finding_id]["state"])
    assert run.seen[finding_id]["response_round"] >= 2
    assert {FindingState.CLOSED, FindingState.REOPENED} <= set(reached)
