"""What is right in a workspace whatever the dictionary says."""

from app.spelling.own_words import add_own_word, known_stems, own_words, set_own_words
from app.workspace.workspace import Workspace
from models.organization import Organization, Person, Site


def known(workspace: Workspace) -> frozenset[str]:
    with workspace.read() as unit:
        return known_stems(unit)


def test_names_of_organisations_sites_and_people_are_known(workspace: Workspace) -> None:
    with workspace.write("Add names") as uow:
        organization = Organization(name="Quorvex Ltd")
        site = Site(organization_id=organization.id, name="Zelden Depot", zone="Europe/London")
        uow.session.add_all([organization, site, Person(name="Maja Černý", role="Kwality lead")])
    assert {"quorvex", "zelden", "černý", "kwality"} <= known(workspace)


def test_words_of_the_trade_are_known_everywhere(workspace: Workspace) -> None:
    assert {"auditee", "nonconformities", "cybersecurity", "offboarding"} <= known(workspace)


def test_an_own_word_is_kept_once_and_can_be_taken_back(workspace: Workspace) -> None:
    for word in ("Quorvex", "quorvex", "  ", "x" * 51):
        with workspace.write("Add to my words") as uow:
            add_own_word(uow, word)
    with workspace.read() as unit:
        assert own_words(unit) == ("Quorvex",)
    assert "quorvex" in known(workspace)
    workspace.undo()
    assert "quorvex" not in known(workspace)


def test_the_list_of_own_words_is_what_was_written_into_it(workspace: Workspace) -> None:
    for text in ("beta\nalpha\n\nalpha", "alpha\ngamma"):
        with workspace.write("Edit your words") as uow:
            set_own_words(uow, text.splitlines())
    with workspace.read() as unit:
        assert own_words(unit) == ("alpha", "gamma")
