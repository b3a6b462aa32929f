"""The grading rules and definitions that a report explains itself with (domain 7.2, 7.3)."""

from app.words import N_

# The code of what a rule explains, "" for none, its usual word, and the rule.
GRADING_RULES = (
    (
        "nonconformity",
        N_("Nonconformity"),
        N_(
            "A requirement is not fulfilled, whether it stands in the standard, in the law, in a "
            "contract or in the organisation's own documented rules. It rests on a requirement, on "
            "evidence and on a statement."
        ),
    ),
    (
        "major",
        N_("Major"),
        N_(
            "The nonconformity affects the ability of the management system to achieve its intended "
            "results: a required element is absent or does not work at all, there is significant doubt "
            "that a control reaches its purpose, the pattern shows that a process fails as a whole, or "
            "an earlier nonconformity of the same cause has come back."
        ),
    ),
    (
        "minor",
        N_("Minor"),
        N_(
            "A requirement is not fulfilled, but the ability of the management system to achieve its "
            "intended results is not affected."
        ),
    ),
    (
        "ofi",
        N_("Opportunity for improvement"),
        N_("The requirement is fulfilled and could be fulfilled better. No response is required."),
    ),
    (
        "observation",
        N_("Observation"),
        N_("An area of concern: no failure is shown, but one is likely if nothing changes."),
    ),
    (
        "strength",
        N_("Strength"),
        N_("A practice that is worth keeping and copying."),
    ),
    (
        "",
        N_("How a grade is decided"),
        N_(
            "Six questions are asked in order: which requirement applies; whether evidence shows that "
            "it was not fulfilled; whether a required element is absent; whether significant doubt "
            "about the intended result remains; whether the pattern is systemic; whether it repeats. "
            "The answers propose a grade, the auditor decides, and a different decision is printed with "
            "its reason. A promise to mend, or a correction during the audit, does not lower a grade."
        ),
    ),
    (
        "",
        N_("Result of a requirement"),
        N_(
            "The worst of its checked items: nonconforming, unable to verify, conforming. There is no "
            "partial conformity; the grade expresses the degree."
        ),
    ),
)

ABBREVIATIONS = (
    ("ISMS", N_("information security management system")),
    ("NC", N_("nonconformity")),
    ("OFI", N_("opportunity for improvement")),
    ("SoA", N_("Statement of Applicability")),
    ("SHA-256", N_("Secure Hash Algorithm, 256 bits: the fingerprint of a file")),
    ("E-…", N_("number of a piece of evidence")),
    ("F-…", N_("number of a finding")),
    ("S-…", N_("number of a sample")),
)
