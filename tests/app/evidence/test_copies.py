"""Copies with marks: the original stays, the copy is a piece of its own, under a black box is nothing."""

import io
import json
from collections.abc import Sequence

import pypdfium2
import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from app.errors import UserError
from app.evidence.evidence import remove_evidence
from app.evidence.intake import Circumstances, attach_bytes
from app.evidence.links import Target, link
from app.evidence.marking.copies import make_copy
from app.evidence.marking.marks import DerivedHow, Mark, MarkKind, marks_from
from app.evidence.reads import CustodyAction, EvidenceDetail, evidence_detail
from app.words import N_
from app.worker.client import Worker
from app.workspace.workspace import Workspace
from models.evidence import Evidence
from tests.app.evidence.conftest import Story
from tests.app.evidence.pictures import CANARY, encoded, letter, pdf, photo, scene, with_name_at
from tests.app.evidence.reading import content_of

BOX = (80, 60, 240, 120)
HIDDEN = Mark(0, MarkKind.BLACK, 80 / 320, 60 / 240, 240 / 320, 120 / 240)
NAME_ON_PAGE = (Mark(0, MarkKind.BLACK, 0, 0.05, 1, 0.15), Mark(1, MarkKind.BLACK, 0, 0.05, 1, 0.15))
ARROW = Mark(0, MarkKind.ARROW, 0.1, 0.9, 0.5, 0.6)


@pytest.fixture(scope="module")
def worker() -> Worker:
    return Worker()


def detail(workspace: Workspace, evidence_id: str) -> EvidenceDetail:
    with workspace.read() as unit:
        found = evidence_detail(unit, evidence_id)
    assert found is not None
    return found


def copy_of(
    worker: Worker,
    workspace: Workspace,
    story: Story,
    content: bytes,
    name: str,
    marks: Sequence[Mark],
    pages: Sequence[int] | None = None,
) -> tuple[str, bytes]:
    """Attach `content`, make a copy of it; the copy's id and bytes."""
    original = attach_bytes(workspace, story.audit, name, content)
    made = make_copy(worker, workspace, original.evidence_id, marks, "Copy", pages=pages)
    assert content_of(workspace, original.evidence_id) == content
    return made.evidence_id, content_of(workspace, made.evidence_id)


def test_what_lies_under_a_black_box_makes_no_difference_to_the_copy(
    worker: Worker, workspace: Workspace, story: Story
) -> None:
    """AS-25."""
    copies = {
        copy_of(worker, workspace, story, encoded(with_name_at(BOX, name), "PNG"), "list.png", [HIDDEN])[1]
        for name in (CANARY, "Somebody else")
    }
    assert len(copies) == 1
    picture = Image.open(io.BytesIO(copies.pop()))
    assert picture.crop(BOX).getcolors() == [(160 * 60, (0, 0, 0))]
    outside = (0, 0, 320, 60)
    assert picture.crop(outside).tobytes() == scene().crop(outside).tobytes()


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "TIFF"])
def test_a_copy_of_a_photo_tells_neither_where_nor_with_what_it_was_taken(
    worker: Worker, workspace: Workspace, story: Story, form: str
) -> None:
    content = photo(form)
    assert CANARY.encode() in content
    _id, copy = copy_of(worker, workspace, story, content, f"a.{form}", [HIDDEN])
    picture = Image.open(io.BytesIO(copy))
    assert CANARY.encode() not in copy
    assert not picture.getexif()
    assert set(picture.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    assert max(picture.convert("RGB").crop((96, 76, 224, 104)).tobytes()) <= 2


def test_a_turned_photo_is_blacked_out_where_it_was_seen(
    worker: Worker, workspace: Workspace, story: Story
) -> None:
    content = photo(orientation=6)
    corner = Mark(0, MarkKind.BLACK, 0, 0, 0.25, 0.25)
    _id, copy = copy_of(worker, workspace, story, content, "a.jpg", [corner])
    picture = Image.open(io.BytesIO(copy)).convert("L")
    assert picture.size == (240, 320)
    assert picture.getpixel((20, 20)) == 0
    assert picture.getpixel((200, 300)) != 0


def test_colours_behind_a_transparent_place_are_gone(
    worker: Worker, workspace: Workspace, story: Story
) -> None:
    copies = []
    for hidden in ("red", "blue"):
        picture = Image.new("RGBA", (320, 240), hidden)
        picture.putalpha(0)
        content = encoded(picture, "PNG")
        copies.append(copy_of(worker, workspace, story, content, "a.png", [ARROW])[1])
    assert copies[0] == copies[1]


def test_a_redacted_pdf_has_no_text_and_nothing_of_what_the_boxes_cover(
    worker: Worker, workspace: Workspace, story: Story
) -> None:
    """AS-25."""
    content = letter(CANARY)
    assert content.count(CANARY.encode()) >= 4
    _id, copy = copy_of(worker, workspace, story, content, "letter.pdf", NAME_ON_PAGE)
    _id, other = copy_of(worker, workspace, story, letter("Somebody"), "letter.pdf", NAME_ON_PAGE)
    assert copy == other
    assert CANARY.encode() not in copy
    document = pypdfium2.PdfDocument(copy)
    assert [document[page].get_textpage().get_text_bounded() for page in (0, 1)] == ["", ""]
    assert not any(document.get_metadata_dict().values())
    assert document[0].get_size() == (400, 600)
    page = document[0].render(scale=1).to_pil().convert("L")
    assert page.crop((0, 32, 400, 88)).getextrema() == (0, 0)
    assert (
        page.crop((30, 280, 200, 310)).getextrema()[0] < 100 < page.crop((30, 280, 200, 310)).getextrema()[1]
    )
    document.close()


def test_what_was_filled_into_a_form_is_seen_in_a_copy_and_can_be_blacked_out(
    worker: Worker, workspace: Workspace, story: Story
) -> None:
    def form(canvas: Canvas) -> None:
        for name, top in (("who", 500), ("what", 300)):
            canvas.acroForm.textfield(name=name, value=CANARY, x=40, y=top, width=300, height=40)
        canvas.showPage()

    who = Mark(0, MarkKind.BLACK, 0, 0, 1, 0.2)
    _id, copy = copy_of(worker, workspace, story, pdf(form), "form.pdf", [who])
    document = pypdfium2.PdfDocument(copy)
    page = document[0].render(scale=1).to_pil().convert("L")
    assert page.crop((0, 0, 400, 118)).getextrema() == (0, 0)
    assert min(page.crop((45, 265, 335, 295)).tobytes()) < 100
    assert CANARY.encode() not in copy
    document.close()


def test_one_page_of_a_pdf_becomes_a_copy_of_one_page(
    worker: Worker, workspace: Workspace, story: Story
) -> None:
    _id, copy = copy_of(worker, workspace, story, letter(CANARY), "letter.pdf", NAME_ON_PAGE, pages=[1])
    document = pypdfium2.PdfDocument(copy)
    assert len(document) == 1
    page = document[0].render(scale=1).to_pil().convert("L")
    assert page.crop((0, 32, 400, 88)).getextrema() == (0, 0)
    document.close()


def test_a_picture_of_several_pages_becomes_a_pdf(worker: Worker, workspace: Workspace, story: Story) -> None:
    content = encoded(scene(), "TIFF", save_all=True, append_images=[scene(), scene()])
    marks = [Mark(2, MarkKind.BLACK, 0, 0, 1, 1)]
    evidence_id, copy = copy_of(worker, workspace, story, content, "fax.tif", marks)
    document = pypdfium2.PdfDocument(copy)
    shown = [document[page].render(scale=1).to_pil().convert("L").getextrema() for page in range(3)]
    assert [high > 0 for _low, high in shown] == [True, True, False]
    assert detail(workspace, evidence_id).row.media_type == "application/pdf"
    document.close()


@pytest.mark.parametrize("kind", [kind for kind in MarkKind if kind is not MarkKind.BLACK])
def test_a_mark_that_points_is_drawn_and_makes_no_redacted_copy(
    worker: Worker, workspace: Workspace, story: Story, kind: MarkKind
) -> None:
    mark = Mark(0, kind, 0.3, 0.3, 0.7, 0.6, "Gate open שלום 审计" if kind is MarkKind.LABEL else "")
    evidence_id, copy = copy_of(worker, workspace, story, encoded(scene(), "PNG"), "a.png", [mark])
    picture = Image.open(io.BytesIO(copy)).convert("RGB")
    middle, far = (90, 70, 230, 150), (0, 200, 320, 240)
    assert picture.crop(middle).tobytes() != scene().crop(middle).tobytes()
    assert picture.crop(far).tobytes() == scene().crop(far).tobytes()
    assert detail(workspace, evidence_id).derived_how is DerivedHow.MARKED_UP


def test_a_label_does_not_lift_a_black_box(worker: Worker, workspace: Workspace, story: Story) -> None:
    over = Mark(0, MarkKind.HIGHLIGHT, 0, 0, 1, 1)
    copies = [
        copy_of(worker, workspace, story, encoded(with_name_at(BOX, name), "PNG"), "a.png", [over, HIDDEN])[1]
        for name in (CANARY, "Somebody else")
    ]
    assert copies[0] == copies[1]


def test_the_copy_is_evidence_of_its_own_and_says_what_it_was_made_from(
    worker: Worker, workspace: Workspace, story: Story
) -> None:
    told = Circumstances(
        obtained_where="Server room", obtained_from_id=story.manager, classification="Confidential"
    )
    original = attach_bytes(workspace, story.audit, "list.png", encoded(scene(), "PNG"), told)
    made = make_copy(worker, workspace, original.evidence_id, [HIDDEN], "List, names blacked out")
    copy, first = detail(workspace, made.evidence_id), detail(workspace, original.evidence_id)
    assert (copy.row.number, made.original) == ("E-002", "E-001")
    assert (copy.derived_from, copy.derived_how) == ("E-001", DerivedHow.REDACTED)
    assert copy.row.title == "List, names blacked out"
    assert copy.original_name == "list redacted.png"
    assert copy.row.sha256 != first.row.sha256
    kept = ("kind", "obtained_at", "obtained_where", "obtained_from", "classification")
    assert [getattr(copy.row, name) for name in kept] == [getattr(first.row, name) for name in kept]
    assert [(event.action, event.detail) for event in copy.custody] == [
        (CustodyAction.TAKEN, f"SHA-256 {copy.row.sha256} · E-001")
    ]
    assert (first.custody[-1].action, first.custody[-1].detail) == (CustodyAction.DERIVED, "E-002")
    assert first.copies == ("E-002",)
    with workspace.read() as unit:
        kept_marks = unit.session.get_one(Evidence, made.evidence_id).derived_marks
    assert marks_from(json.loads(kept_marks)) == (HIDDEN,)


def test_the_copy_can_be_used_where_the_original_is(
    worker: Worker, workspace: Workspace, story: Story
) -> None:
    original = attach_bytes(
        workspace, story.audit, "a.png", encoded(scene(), "PNG"), Circumstances(item_id=story.backups)
    )
    with workspace.write(N_("Use it")) as uow:
        link(uow, original.evidence_id, Target(finding_id=story.finding))
    made = make_copy(worker, workspace, original.evidence_id, [ARROW], "Copy", is_used_alike=True)
    used = [link.label for link in detail(workspace, made.evidence_id).row.links]
    assert used == [link.label for link in detail(workspace, original.evidence_id).row.links]
    apart = make_copy(worker, workspace, original.evidence_id, [HIDDEN], "Copy")
    assert detail(workspace, apart.evidence_id).row.links == ()


def test_an_original_stays_while_there_are_copies_and_undo_takes_the_copy_back(
    worker: Worker, workspace: Workspace, story: Story
) -> None:
    original = attach_bytes(workspace, story.audit, "a.png", encoded(scene(), "PNG"))
    make_copy(worker, workspace, original.evidence_id, [HIDDEN], "Copy")
    with pytest.raises(UserError, match="E-002 was made from E-001"), workspace.write(N_("Remove")) as uow:
        remove_evidence(uow, original.evidence_id)
    workspace.undo()
    first = detail(workspace, original.evidence_id)
    assert (first.copies, first.custody[-1].action) == ((), CustodyAction.TAKEN)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("note.txt", b"We test restores.", "Only a picture or a PDF"),
        ("broken.png", b"\x89PNG\r\n\x1a\n" + bytes(50), "This picture is damaged"),
        ("broken.pdf", b"%PDF-1.4 nothing", "This PDF is damaged"),
    ],
)
def test_what_cannot_be_drawn_gives_no_copy_and_leaves_nothing_behind(
    worker: Worker, workspace: Workspace, story: Story, name: str, content: bytes, words: str
) -> None:
    original = attach_bytes(workspace, story.audit, name, content)
    before = workspace.objects.names()
    with pytest.raises(UserError, match=words):
        make_copy(worker, workspace, original.evidence_id, [HIDDEN], "Copy")
    assert workspace.objects.names() == before
    assert detail(workspace, original.evidence_id).copies == ()


def test_a_changed_original_gives_no_copy(worker: Worker, workspace: Workspace, story: Story) -> None:
    original = attach_bytes(workspace, story.audit, "a.png", encoded(scene(), "PNG"))
    (name,) = workspace.objects.names()
    path = workspace.objects.path(name)
    path.write_bytes(path.read_bytes()[:-1] + b"?")
    with pytest.raises(UserError, match="is not what was taken in"):
        make_copy(worker, workspace, original.evidence_id, [HIDDEN], "Copy")


def test_a_copy_without_a_mark_is_none(worker: Worker, workspace: Workspace, story: Story) -> None:
    original = attach_bytes(workspace, story.audit, "a.png", encoded(scene(), "PNG"))
    with pytest.raises(UserError, match="at least one mark"):
        make_copy(worker, workspace, original.evidence_id, [], "Copy")
