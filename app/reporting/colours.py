"""The report's colours, on paper and in the workbook. Red, amber, blue and green mean grades only."""

from dataclasses import dataclass

TEXT, MUTED, LINE, ACCENT, TINT = "#182230", "#5b6776", "#e1e5ea", "#0b6e74", "#edf5f5"
CONFORMING, NONCONFORMING, MARK = "#a0cfd1", "#344054", "#e9ecf0"


@dataclass(frozen=True, slots=True)
class GradeColours:
    """The bar of a card, the words on it, the ground of its chip. Colour never stands alone."""

    bar: str
    text: str
    chip: str


GRADES = {
    "major": GradeColours("#d92d20", "#b42318", "#fdeeec"),
    "minor": GradeColours("#dc8400", "#a14b06", "#fdf1e2"),
    "ofi": GradeColours("#2e78e6", "#175cd3", "#eaf2fe"),
    "strength": GradeColours("#17a06a", "#067647", "#e7f6ef"),
}
PLAIN_GRADE = GradeColours("#8894a4", MUTED, "#f1f3f6")


def grade_colours(severity: str) -> GradeColours:
    """The colours of a severity; grey for what is no grade."""
    return GRADES.get(severity, PLAIN_GRADE)
