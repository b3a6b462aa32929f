"""Everything that the worker can do, with the bounds of each task.

Imports stand inside the functions: the worker loads what its one task needs and nothing else.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from app.progress import Progress

MEGABYTE = 1024 * 1024

Run = Callable[[Mapping[str, Any], bytes, Progress], bytes]


@dataclass(frozen=True, slots=True)
class Task:
    """A function of head and payload, and how much of the laptop it may use.

    `seconds` and `answer` (bytes) bound it on every system, `memory` (bytes) and `writes_files` on Linux and
    other Unixes.
    """

    run: Run
    seconds: float
    memory: int
    answer: int
    writes_files: bool = False


Reply = Callable[[bytes], bytes]


@dataclass(frozen=True, slots=True)
class StayingTask:
    """Loads what a head names and answers questions from it until its input ends.

    `seconds` bounds one answer, the loading before the first one included; `answer` and `memory` are bytes.
    """

    load: Callable[[Mapping[str, Any]], Reply]
    seconds: float
    memory: int
    answer: int


def _document(run: Run) -> Task:
    """A task that makes a document from our own data: it may take its time and put pictures aside."""
    return Task(run, seconds=900, memory=4096 * MEGABYTE, answer=1024 * MEGABYTE, writes_files=True)


def _preview(head: Mapping[str, Any], payload: bytes, _progress: Progress) -> bytes:
    from app.evidence.preview.drawing import drawn

    return drawn(head, payload)


def _marked_copy(head: Mapping[str, Any], payload: bytes, progress: Progress) -> bytes:
    from app.evidence.marking.marked_copy import marked_copy

    return marked_copy(head, payload, progress)


def _without_location(head: Mapping[str, Any], payload: bytes, _progress: Progress) -> bytes:
    from app.evidence.location.removing import without_location

    return without_location(payload, head["media_type"], head["number"])


def _camera(head: Mapping[str, Any], payload: bytes, _progress: Progress) -> bytes:
    from app.evidence.location.camera import camera_facts

    return camera_facts(head, payload)


def _text(head: Mapping[str, Any], payload: bytes, _progress: Progress) -> bytes:
    from app.search.extraction import extracted

    return extracted(payload, head["media_type"])


def _workbook(_head: Mapping[str, Any], payload: bytes, progress: Progress) -> bytes:
    from app.exchange.document import WorkbookDocument
    from app.exchange.writer import write_workbook
    from app.reporting.canonical import decode

    return write_workbook(decode(payload, WorkbookDocument), progress)


def _returned(_head: Mapping[str, Any], payload: bytes, progress: Progress) -> bytes:
    from app.exchange.reading import read_workbook

    return read_workbook(payload, progress)


def _list(_head: Mapping[str, Any], payload: bytes, _progress: Progress) -> bytes:
    from app.exchange.lists import read_list
    from app.reporting.canonical import encode

    return encode(read_list(payload))


def _catalogue(_head: Mapping[str, Any], payload: bytes, _progress: Progress) -> bytes:
    from app.library.oscal import read_catalogue
    from app.reporting.canonical import encode

    return encode(read_catalogue(payload))


def _report_pdf(_head: Mapping[str, Any], payload: bytes, progress: Progress) -> bytes:
    from app.reporting.document import from_json
    from app.reporting.pdf.report import render_pdf

    return render_pdf(from_json(payload), progress)


def _report_xlsx(_head: Mapping[str, Any], payload: bytes, progress: Progress) -> bytes:
    from app.reporting.document import from_json
    from app.reporting.xlsx.workbook import render_xlsx

    return render_xlsx(from_json(payload), progress)


def _finding_list(head: Mapping[str, Any], payload: bytes, progress: Progress) -> bytes:
    from app.reporting.canonical import decode
    from app.reporting.finding_list.document import FindingList

    document = decode(payload, FindingList)
    if head["kind"] == "csv":
        from app.reporting.finding_list.csv_file import render_csv

        return render_csv(document, progress)
    from app.reporting.xlsx.workbook import render_list

    return render_list(document, progress)


def _checklist_pdf(_head: Mapping[str, Any], payload: bytes, progress: Progress) -> bytes:
    from app.reporting.canonical import decode
    from app.reporting.checklist_document import ChecklistDocument
    from app.reporting.pdf.checklist import render_checklist

    return render_checklist(decode(payload, ChecklistDocument), progress)


def _letter_pdf(_head: Mapping[str, Any], payload: bytes, progress: Progress) -> bytes:
    from app.reporting.canonical import decode
    from app.reporting.letter_document import LetterDocument
    from app.reporting.pdf.letter import render_letter

    return render_letter(decode(payload, LetterDocument), progress)


def _handout_pdf(_head: Mapping[str, Any], payload: bytes, progress: Progress) -> bytes:
    from app.reporting.canonical import decode
    from app.reporting.handout_document import HandoutDocument
    from app.reporting.pdf.handout import render_handout

    return render_handout(decode(payload, HandoutDocument), progress)


def _read_back_pdf(_head: Mapping[str, Any], payload: bytes, progress: Progress) -> bytes:
    from app.reporting.canonical import decode
    from app.reporting.pdf.read_back import render_read_back
    from app.reporting.read_back_document import ReadBackDocument

    return render_read_back(decode(payload, ReadBackDocument), progress)


def _owed_list(head: Mapping[str, Any], payload: bytes, progress: Progress) -> bytes:
    from app.reporting.canonical import decode
    from app.reporting.owed_list.document import OwedDocument
    from app.reporting.owed_list.rendering import render_owed

    return render_owed(decode(payload, OwedDocument), head["kind"], progress)


def _spelling(head: Mapping[str, Any]) -> Reply:
    from app.spelling.judging import load_judge

    return load_judge(head)


STAYING: dict[str, StayingTask] = {
    "spelling": StayingTask(_spelling, seconds=10, memory=768 * MEGABYTE, answer=MEGABYTE),
}

TASKS: dict[str, Task] = {
    "preview": Task(_preview, seconds=20, memory=1536 * MEGABYTE, answer=64 * MEGABYTE),
    "marked_copy": Task(_marked_copy, seconds=600, memory=3072 * MEGABYTE, answer=512 * MEGABYTE),
    "without_location": Task(_without_location, seconds=120, memory=2048 * MEGABYTE, answer=256 * MEGABYTE),
    "camera": Task(_camera, seconds=30, memory=1024 * MEGABYTE, answer=MEGABYTE),
    "text": Task(_text, seconds=60, memory=1536 * MEGABYTE, answer=64 * MEGABYTE),
    "returned": Task(_returned, seconds=120, memory=1536 * MEGABYTE, answer=128 * MEGABYTE),
    "list": Task(_list, seconds=120, memory=1536 * MEGABYTE, answer=128 * MEGABYTE),
    "catalogue": Task(_catalogue, seconds=120, memory=1536 * MEGABYTE, answer=128 * MEGABYTE),
    "workbook": _document(_workbook),
    "report_pdf": _document(_report_pdf),
    "report_xlsx": _document(_report_xlsx),
    "finding_list": _document(_finding_list),
    "checklist_pdf": _document(_checklist_pdf),
    "letter_pdf": _document(_letter_pdf),
    "handout_pdf": _document(_handout_pdf),
    "read_back_pdf": _document(_read_back_pdf),
    "owed_list": _document(_owed_list),
}
