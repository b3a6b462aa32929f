"""Statements and sign-off."""

from collections.abc import Iterator

from app.reporting import labels, wording
from app.reporting.colours import TEXT
from app.reporting.formats import day
from app.reporting.parts import Signature
from app.reporting.pdf.strips import PaintRule, Strip, gap, kept, paragraph, row
from app.reporting.pdf.styles import BODY, LABEL, SMALL_MUTED, WIDTH
from app.reporting.pdf.tables import Column, facts, register
from app.reporting.pdf.text import lines
from app.reporting.pdf.writer import Writer
from app.words import N_


def statements(writer: Writer, title: str) -> Iterator[Strip]:
    """Sampling caveat, confidentiality, distribution, intellectual property."""
    document, t, words = writer.document, writer.t, writer.words
    yield from writer.section("statements", title)
    yield from facts(
        [
            (t(N_("Sampling")), wording.sampling(document, words)),
            (t(N_("Confidentiality")), wording.confidentiality(document, words)),
            (t(N_("Intellectual property")), wording.intellectual_property(document, words)),
            (t(N_("Attributions")), "\n".join(document.statements.attributions)),
        ]
    )
    yield from writer.topic(t(N_("Distribution")))
    recipients = document.statements.distribution
    if not recipients:
        yield from writer.none()
        return
    columns = [Column(t(N_("Recipient")), 180), Column(t(N_("Role")), 170), Column(t(N_("Copy")), 121)]
    yield from register(columns, ((each.name, each.role, each.copy) for each in recipients))


def sign_off(writer: Writer, title: str) -> Iterator[Strip]:
    """Lead auditor, approver, receipt; all in one piece, with a line to sign on where it is not signed."""
    yield from writer.section("sign-off", title)
    signed = writer.document.signatures or tuple(Signature(kind) for kind in labels.SIGNATURES)
    for signature in signed:
        yield from kept(_signature(writer, signature))
        yield gap(10, keep=True)
    yield from paragraph(writer.t(wording.RECEIPT), SMALL_MUTED)


def _signature(writer: Writer, signature: Signature) -> Iterator[Strip]:
    t = writer.t
    kind = labels.label(writer.words, labels.SIGNATURES, signature.kind)
    person = "\n".join(part for part in (signature.name, signature.role) if part) or t(N_("Name and role:"))
    when = day(signature.signed, writer.words)
    date = t(N_("Signed {date}"), date=when) if when else t(N_("Date:"))
    widths = [115.0, 210.0, 126.0]
    cells = [
        *(
            lines(text, style, wide)
            for text, style, wide in zip((kind, person, date), (LABEL, BODY, BODY), widths, strict=True)
        )
    ]
    yield from row(cells, [5, 125, 345], widths, pad=5)
    yield Strip(4.0 if when else 26.0, (PaintRule(WIDTH, TEXT if not when else "#e1e5ea"),))
