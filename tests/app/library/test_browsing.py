"""A pack is looked through by words, theme and depth, with what stands above each hit."""

import time
from dataclasses import replace

from app.library.browsing import found, lines_of
from app.library.entries import Where, entries
from app.library.kept_packs import kept_packs
from app.library.pack_data import Depth
from app.library.packs import install_pack, load_pack
from app.library.shelf import shelved
from app.words import N_
from app.workspace.workspace import Workspace


def test_every_line_of_the_tree_is_there_in_its_order() -> None:
    pack = load_pack()
    lines = lines_of(pack)
    assert len(lines) == len(pack.headings) + len(pack.requirements) + len(pack.questions)
    assert [line.id for line in lines[:3]] == ["4", "4.1", "q:Q-4.1-02"]
    assert next(line for line in lines if line.id == "6.1.2").parents == ("6", "6.1")


def test_of_a_tree_without_an_end_the_nearest_levels_stand_above_a_line() -> None:
    pack = load_pack()
    chain = tuple(
        replace(pack.requirements[0], reference=f"{n}", parent=f"{n - 1}", position=n) for n in range(1_000)
    )
    last = lines_of(replace(pack, headings=(), requirements=chain, questions=()))[-1]
    assert (last.id, last.parents[-2:]) == ("999", ("997", "998"))
    assert len(last.parents) < 100


def test_words_find_questions_with_the_requirement_and_the_headings_above() -> None:
    hits = found(lines_of(load_pack()), "air-conditioning engineer")
    assert [line.id for line in hits] == ["A", "A.7", "A.7.2", "q:Q-A7.2-03"]


def test_theme_and_depth_narrow_the_list() -> None:
    lines = lines_of(load_pack())
    people = found(lines, theme="people")
    assert {line.theme for line in people if line.requirement} == {"people"}
    core = [line for line in found(lines, theme="people", depth=Depth.CORE) if line.question]
    assert len(core) == 9
    assert found(lines, "zeppelin") == ()


def test_ten_thousand_questions_are_found_within_the_pause_between_two_keys() -> None:
    lines = lines_of(load_pack())
    many = [line for _copy in range(10_000 // len(lines) + 1) for line in lines]
    began = time.perf_counter()
    found(many, "backup restore")
    assert time.perf_counter() - began < 0.2


def test_what_the_workspace_keeps_of_a_shelved_pack_stands_with_it(workspace: Workspace) -> None:
    with workspace.write(N_("Bring in a framework")) as uow:
        install_pack(uow, load_pack())
    with workspace.read() as unit:
        listed = entries(shelved(workspace.path), kept_packs(unit))
    iso = [entry for entry in listed if entry.title.startswith("ISO/IEC 27001")]
    assert len(iso) == 1
    assert iso[0].where is Where.SHIPPED
    assert iso[0].kept is not None
