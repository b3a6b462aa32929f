"""What a worker could send that a file has taken over: an answer, or the message that it failed."""

import io
import sys
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.evidence.preview.asking import NoPreview, Picture, TextPreview, preview_bytes
from app.reporting.document import ReportDocument, from_json
from app.words import Words
from app.worker.client import Worker
from app.worker.frames import Frame, FrameError, read_frame, write_frame
from tests.fuzz.effort import as_json, attempt, deep_or_bytes, fuzzed, values

ECHO = "import shutil, sys; shutil.copyfileobj(open(sys.argv[1], 'rb'), sys.stdout.buffer)"
WORDS = st.text() | st.sampled_from(
    ["{a}", "{a:9999999999}", "{a.__class__}", "{a!r}", "{", "{}", "{b}", "{0}"]
)
MESSAGES = st.fixed_dictionaries({"msgid": WORDS, "args": st.just({"a": "x"}) | values}) | values
HEADS = st.fixed_dictionaries(
    {"kind": st.sampled_from(["answer", "error", "progress", "bug"]) | values},
    optional={
        "what": MESSAGES,
        "kept": MESSAGES,
        "todo": MESSAGES,
        "details": values,
        "done": values,
        "total": values,
    },
)
FACTS = st.fixed_dictionaries(
    {"kind": st.sampled_from(["picture", "text", "none"]) | values},
    optional={"width": values, "height": values, "page": values, "pages": values, "reason": MESSAGES},
)


@pytest.fixture
def answer(tmp_path: Path) -> Path:
    return tmp_path / "answer"


def look(answer: Path, content: bytes) -> None:
    """Have a file drawn by a worker that answers with `content`, and say what is to be said of it."""
    answer.write_bytes(content)
    worker = Worker([sys.executable, "-I", "-S", "-c", ECHO, str(answer)])
    preview, refusal = attempt(partial(preview_bytes, worker, b"", "image/png", progress=shown))
    if refusal is not None:
        assert all(isinstance(sentence, str) for sentence in refusal.sentences(Words()))
        return
    assert isinstance(preview, Picture | TextPreview | NoPreview)
    if isinstance(preview, NoPreview):
        assert isinstance(Words().message(preview.reason), str)


def shown(done: int, total: int, what: str) -> None:
    assert (type(done), type(total), type(what)) == (int, int, str)


def frame(head: dict[str, Any], payload: bytes = b"") -> bytes:
    pipe = io.BytesIO()
    write_frame(pipe, Frame(head, payload))
    return pipe.getvalue()


@fuzzed
@given(content=st.binary(max_size=60) | deep_or_bytes.map(lambda data: b"\0\0\x1f\x40" + bytes(8) + data))
def test_any_bytes_are_a_frame_or_none(content: bytes) -> None:
    try:
        found = read_frame(io.BytesIO(content), 1_000)
    except FrameError:
        return
    assert found is None or isinstance(found.head, dict)


@fuzzed
@given(heads=st.lists(HEADS, min_size=1, max_size=3))
def test_any_answer_of_the_worker(answer: Path, heads: list[dict[str, Any]]) -> None:
    look(answer, b"".join(frame(head) for head in heads))


@fuzzed
@given(facts=FACTS | values, rest=st.binary(max_size=20))
def test_any_preview_of_the_worker(answer: Path, facts: Any, rest: bytes) -> None:
    look(answer, frame({"kind": "answer"}, as_json(facts) + b"\n" + rest))


@fuzzed
@given(deep_or_bytes | values.map(as_json))
def test_any_content_of_a_report(content: bytes) -> None:
    document, refusal = attempt(from_json, content)
    assert isinstance(document, ReportDocument) or "not the content of a report" in str(refusal)
