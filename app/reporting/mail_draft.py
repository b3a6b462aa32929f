"""A mail that is only drafted: a file that a mail program opens for sending. Nothing is sent from here."""

from collections.abc import Iterator
from email.message import EmailMessage
from email.policy import SMTP

from app.reporting import letter_wording
from app.reporting.letter_document import LetterDocument
from app.words import N_, Words


def mail_draft(document: LetterDocument, addresses: tuple[str, str], pdf: bytes, pdf_name: str) -> bytes:
    """The draft as the bytes of an `.eml` file, with the letter attached.

    `addresses` are those of owner and sender, "" where they are not known: the mail program asks for them.
    """
    words = Words(document.language)
    to, sender = addresses
    mail = EmailMessage(policy=SMTP)
    mail["Subject"] = _one_line(f"{document.organisation}: {letter_wording.subject(document, words)}")
    for name, who, address in (("To", document.owner, to), ("From", document.sender, sender)):
        if address.strip():
            mail[name] = _mailbox(who, address)
    mail["X-Unsent"] = "1"
    mail.set_content("\n".join(_lines(document, words)))
    mail.add_attachment(pdf, maintype="application", subtype="pdf", filename=pdf_name)
    return mail.as_bytes()


def _mailbox(name: str, address: str) -> str:
    """`"Ada Fenwick" <ada@example.org>`; what could end the line or the name is taken out."""
    quoted = _one_line(name).replace("\\", " ").replace('"', "'")
    return f'"{quoted}" <{"".join(address.split())}>'


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _lines(document: LetterDocument, words: Words) -> Iterator[str]:
    yield words.text(N_("Dear {name},"), name=_one_line(document.owner))
    yield ""
    yield letter_wording.opening(document, words)
    for entry in document.waiting:
        due = (letter_wording.due(entry, words), letter_wording.late(entry, words))
        when, what = ", ".join(part for part in due if part), _one_line(letter_wording.what(entry, words))
        yield f"- {when}: {what} ({entry.finding}, {_one_line(entry.title)})"
    yield ""
    yield letter_wording.request(document, words)
    yield words.text(N_("The letter with all details is attached."))
    yield ""
    yield _one_line(document.sender)
