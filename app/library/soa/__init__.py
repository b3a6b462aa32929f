"""The Statement of Applicability in versions: what each says of every control, and how it is written down."""

from app.library.soa.versions import (
    SoaLine,
    SoaVersionRow,
    soa_line,
    soa_lines,
    soa_versions,
)
from app.library.soa.writing import add_soa_version
from models.soa import ImplementationStatus, InclusionReason, OperatedBy

__all__ = [
    "ImplementationStatus",
    "InclusionReason",
    "OperatedBy",
    "SoaLine",
    "SoaVersionRow",
    "add_soa_version",
    "soa_line",
    "soa_lines",
    "soa_versions",
]
