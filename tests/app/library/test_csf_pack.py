"""The NIST Cybersecurity Framework 2.0 with its functions, categories and subcategories."""

from collections import Counter

import pytest

from app.library.pack_data import PackData, by_requirement, in_tree_order
from app.library.packs import load_pack


@pytest.fixture(scope="module")
def csf() -> PackData:
    return load_pack("nist-csf-2.0")


def test_there_are_six_functions_twenty_two_categories_and_106_subcategories(csf: PackData) -> None:
    assert [heading.reference for heading in csf.headings] == ["GV", "ID", "PR", "DE", "RS", "RC"]
    functions = {heading.reference for heading in csf.headings}
    levels = Counter(one.parent in functions for one in csf.requirements)
    assert levels == {True: 22, False: 106}
    by_function = Counter(one.reference[:2] for one in csf.requirements if one.parent not in functions)
    assert by_function == {"GV": 31, "ID": 21, "PR": 22, "DE": 11, "RS": 13, "RC": 8}


def test_every_outcome_has_its_words_and_hangs_below_its_category(csf: PackData) -> None:
    known = {one.reference for one in in_tree_order(csf)}
    for one in csf.requirements:
        assert one.text
        assert one.title
        assert one.parent in known
        assert one.reference.startswith(one.parent)


def test_each_category_has_a_question_of_its_own(csf: PackData) -> None:
    asked = by_requirement(csf.questions)
    functions = {heading.reference for heading in csf.headings}
    categories = [one.reference for one in csf.requirements if one.parent in functions]
    assert list(asked) == categories
    assert all(len(questions) == 1 for questions in asked.values())


def test_it_says_where_it_comes_from_and_what_was_changed(csf: PackData) -> None:
    assert csf.source.startswith("https://doi.org/")
    assert "public-domain" in csf.licence
    assert "Not endorsed by NIST" in csf.attribution
    assert csf.modified
    assert csf.retrieved
