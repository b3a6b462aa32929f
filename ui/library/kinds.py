"""The kinds of requirement in an auditor's words."""

from app.library.pack_data import RequirementKind
from app.words import N_

KIND_TEXTS = {
    RequirementKind.CLAUSE: N_("Clauses, never excluded"),
    RequirementKind.CONTROL: N_("Controls"),
    RequirementKind.ORGANIZATIONAL: N_("Own policy or procedure"),
    RequirementKind.LEGAL: N_("Law or regulation"),
    RequirementKind.CONTRACTUAL: N_("Contract"),
}
