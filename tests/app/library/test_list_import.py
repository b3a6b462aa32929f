"""Requirements out of a list: guessed columns, and a reason for every row that is refused."""

import time

from app.exchange.lists import Sheet, read_list
from app.library.imported import About, pack_from
from app.library.list_import import Field, guessed_columns, import_list
from models.framework import RequirementKind

LIST = b"""\
Ref;Anforderung;Wortlaut;Art;Unter;Frage
5;Zutritt;;;;
5.1;Keys;Keys are counted.;contractual;5;Who counted the keys last, and when?
5.2;Doors;;policy;5;
;Nameless;;;;
5.3;;;;;
5.1;Keys again;;;;
5.4;Bells;;wish;;
5.5;Lamps;;;9;
5.6;Below lamps;;;5.5;
6.1;Ring;;;6.2;
6.2;Ring;;;6.1;
5.7;#REF!;;;;
"""


def sheet() -> Sheet:
    (found,) = read_list(LIST).sheets
    return found


def test_columns_are_guessed_by_their_heads() -> None:
    assert guessed_columns(sheet()) == {
        Field.REFERENCE: 0,
        Field.TITLE: 1,
        Field.TEXT: 2,
        Field.KIND: 3,
        Field.QUESTION: 5,
    }


def test_of_two_columns_with_one_meaning_the_first_is_guessed() -> None:
    (twice,) = read_list(b"Control_No;Ref;Title;Name\n5;5;Keys;Keys\n").sheets
    assert guessed_columns(twice) == {Field.REFERENCE: 0, Field.TITLE: 2}


def test_rows_come_in_and_every_refused_one_is_named_with_its_reason() -> None:
    found = import_list(sheet(), {**guessed_columns(sheet()), Field.PARENT: 4})
    assert [(row.reference, row.kind, row.parent) for row in found.rows] == [
        ("5", "org_requirement", ""),
        ("5.1", "contractual", "5"),
        ("5.2", "org_requirement", "5"),
    ]
    assert [str(one.message) for one in found.refused] == [
        "Line 5, Nameless: it has no reference",
        "Line 6, 5.3: it has no title",
        "Line 7, 5.1: 5.1 stands here already",
        "Line 8, 5.4: “wish” is no kind of requirement",
        "Line 9, 5.5: there is no 9 for it to stand below",
        "Line 10, 5.6: there is no 5.5 for it to stand below",
        "Line 11, 6.1: it stands below itself",
        "Line 12, 6.2: it stands below itself",
        "Line 13, 5.7: the spreadsheet shows the error #REF!",
    ]


def test_a_long_chain_of_rows_is_followed_once() -> None:
    count = 20_000
    chain = "".join(f"{n};Row;{n + 1}\n" for n in range(count))
    (long,) = read_list(chain.encode()).sheets
    columns = {Field.REFERENCE: 0, Field.TITLE: 1, Field.PARENT: 2}
    began = time.process_time()
    loose = import_list(long, columns, has_head=False)
    (ending,) = read_list(f"{chain}{count};Top;\n".encode()).sheets
    whole = import_list(ending, columns, has_head=False)
    assert time.process_time() - began < 5
    assert (len(loose.rows), len(loose.refused)) == (0, count)
    assert (len(whole.rows), len(whole.refused)) == (count + 1, 0)


def test_a_question_beside_a_requirement_becomes_its_core_question() -> None:
    found = import_list(sheet(), guessed_columns(sheet()), RequirementKind.CONTRACTUAL)
    pack = pack_from(found, About("House rules", "3", "The house", "own"))
    (question,) = pack.questions
    assert (question.code, question.primary) == ("Q-HR-5.1-01", "5.1")
    assert {one.kind for one in pack.requirements} == {
        RequirementKind.CONTRACTUAL,
        RequirementKind.ORGANIZATIONAL,
    }


def test_a_list_without_a_head_is_read_from_its_first_row() -> None:
    (bare,) = read_list(b"1,Keys\n2,Doors\n").sheets
    columns = {Field.REFERENCE: 0, Field.TITLE: 1}
    assert [row.reference for row in import_list(bare, columns, has_head=False).rows] == ["1", "2"]
    assert guessed_columns(bare) == {}
