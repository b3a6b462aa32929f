"""A pair of keys, a cheap passphrase, and two audits of one organisation to hand over."""

from dataclasses import dataclass
from pathlib import Path

import pyrage
import pytest

from app.packages import age, age_passphrase
from app.planning.audits import create_audit
from app.programme.organizations import add_organization, organizations
from app.programme.people import add_person
from app.words import N_
from app.workspace.workspace import Workspace
from tests.app.evidence.recordings import box
from tests.app.reporting.conftest import audited, issued, shared_worker

__all__ = ["audited", "issued", "shared_worker"]

IDENTITY = pyrage.x25519.Identity.generate()
TO = age.PublicKeys((str(IDENTITY.to_public()),))
WITH = age.SecretKeys((str(IDENTITY),))
SPOKEN = age.Passphrase("tichá řeka 1997")
# A recording that is none inside: nothing can be taken out of it for certain.
ODD_CLIP = box(b"ftyp", b"isom") + box(b"moov", box(b"trak", box(b"tkhd")))


@dataclass(frozen=True, slots=True)
class Story:
    """The ids of the two audits."""

    audit: str
    other_audit: str


@pytest.fixture
def story(workspace: Workspace) -> Story:
    with workspace.write(N_("Set up")) as uow:
        add_organization(uow, "Alder Hill Clinics")
        (organization,) = organizations(uow)
        lead = add_person(uow, "Auditor, Ada")
        audits = [
            create_audit(uow, organization.programme_id, "Internal audit", lead_auditor_id=lead)
            for _ in range(2)
        ]
    workspace.act_as(lead)
    return Story(*audits)


@pytest.fixture
def cheap_packages(monkeypatch: pytest.MonkeyPatch) -> None:
    """The real scrypt at a low cost; the usual one takes a second and 256 MiB each time."""
    monkeypatch.setattr(age_passphrase, "_WORK", 10)


def files_in(folder: Path) -> dict[str, bytes]:
    """Every file below a folder by its path in it."""
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}
