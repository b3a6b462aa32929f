"""What a Statement of Applicability says of a control, field by field, and in which words."""

import enum
from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from app.dates import day_text
from app.library.soa.versions import Control, SoaLine
from app.words import N_, Words
from models.soa import ImplementationStatus, InclusionReason, OperatedBy


class SoaField(enum.Enum):
    """A field of a line; in a list, a column."""

    CONTROL = "control"
    TITLE = "title"
    APPLICABLE = "applicable"
    REASONS = "reasons"
    JUSTIFICATION = "justification"
    STATUS = "status"
    PLANNED_ON = "planned_on"
    OWNER = "owner"
    OPERATED_BY = "operated_by"
    RISKS = "risks"
    DOCUMENTS = "documents"
    EXCLUSION = "exclusion"


SOA_FIELD_NAMES: Mapping[SoaField, str] = MappingProxyType(
    {
        SoaField.CONTROL: N_("Control"),
        SoaField.TITLE: N_("Title"),
        SoaField.APPLICABLE: N_("Applicable"),
        SoaField.REASONS: N_("Included because of"),
        SoaField.JUSTIFICATION: N_("Justification"),
        SoaField.STATUS: N_("Status"),
        SoaField.PLANNED_ON: N_("Planned for"),
        SoaField.OWNER: N_("Owner"),
        SoaField.OPERATED_BY: N_("Operated by"),
        SoaField.RISKS: N_("Risks"),
        SoaField.DOCUMENTS: N_("Policies and evidence"),
        SoaField.EXCLUSION: N_("Justification of an exclusion"),
    }
)
STATUS_NAMES: Mapping[ImplementationStatus, str] = MappingProxyType(
    {
        ImplementationStatus.UNKNOWN: N_("not said"),
        ImplementationStatus.IMPLEMENTED: N_("implemented"),
        ImplementationStatus.PARTLY: N_("partly implemented"),
        ImplementationStatus.PLANNED: N_("planned"),
        ImplementationStatus.NOT_IMPLEMENTED: N_("not implemented"),
    }
)
REASON_NAMES: Mapping[InclusionReason, str] = MappingProxyType(
    {
        InclusionReason.RISK: N_("risk treatment"),
        InclusionReason.LEGAL: N_("law"),
        InclusionReason.CONTRACTUAL: N_("contract"),
        InclusionReason.BUSINESS: N_("business need"),
        InclusionReason.BASELINE: N_("baseline"),
    }
)
OPERATED_BY_NAMES: Mapping[OperatedBy, str] = MappingProxyType(
    {
        OperatedBy.UNKNOWN: N_("not said"),
        OperatedBy.SELF: N_("ourselves"),
        OperatedBy.SUPPLIER: N_("supplier"),
        OperatedBy.SHARED: N_("shared"),
    }
)
COMPARED = tuple(one for one in SoaField if one not in (SoaField.CONTROL, SoaField.TITLE, SoaField.EXCLUSION))
# Excel and its kind take a text that begins so for a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")
WRITTEN = (SoaField.CONTROL, SoaField.TITLE, *COMPARED)


def value_of(line: SoaLine, field: SoaField) -> object:
    """The value of one of the `COMPARED` fields; of applicability None where it is left open."""
    if field is SoaField.APPLICABLE:
        return line.applicable if line.is_stated else None
    return getattr(line, field.value)


def in_words(value: object, words: Words) -> str:
    """A value of one of the `COMPARED` fields as it is read; empty where nothing is said."""
    match value:
        case date():
            return day_text(value, words.language)
        case bool():
            return words.text(N_("yes") if value else N_("no"))
        case ImplementationStatus():
            return words.text(STATUS_NAMES[value]) if value.value else ""
        case OperatedBy():
            return words.text(OPERATED_BY_NAMES[value]) if value.value else ""
        case tuple():
            return ", ".join(words.text(REASON_NAMES[one]) for one in value)
    return str(value or "")


def cells_of(line: SoaLine, control: Control, words: Words) -> dict[SoaField, str]:
    """A line of the document, as it is read: the `WRITTEN` fields."""
    said = {SoaField.CONTROL: control.reference, SoaField.TITLE: control.title}
    return said | {field: in_words(value_of(line, field), words) for field in COMPARED}
