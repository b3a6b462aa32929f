"""An OSCAL catalogue becomes a framework: every control, its statement in words, and what was left out."""

import json
from typing import Any

import pytest

from app.errors import UserError
from app.library.imported import About, pack_from
from app.library.oscal import read_catalogue
from app.library.pack_data import in_tree_order

CATALOGUE: dict[str, Any] = {
    "catalog": {
        "uuid": "8c5b0b6e-1111-4222-8333-444455556666",
        "metadata": {
            "title": "Rules of the Harbour",
            "version": "2.1",
            "oscal-version": "1.1.2",
            "links": [{"rel": "canonical", "href": "https://example.org/rules"}],
        },
        "groups": [
            {
                "id": "gate",
                "title": "Gates",
                "controls": [
                    {
                        "id": "ga-1",
                        "title": "Keys",
                        "params": [
                            {"id": "ga-1_prm_1", "label": "persons"},
                            {"id": "ga-1_prm_2", "values": ["30 days"]},
                            {
                                "id": "ga-1_prm_3",
                                "select": {
                                    "how-many": "one-or-more",
                                    "choice": ["the harbour master", "{{ insert: param, ga-1_prm_1 }}"],
                                },
                            },
                        ],
                        "props": [
                            {"name": "label", "value": "GA-01", "class": "zero-padded"},
                            {"name": "label", "value": "GA-1"},
                        ],
                        "parts": [
                            {
                                "name": "statement",
                                "prose": "The gate keeper:",
                                "parts": [
                                    {
                                        "name": "item",
                                        "props": [{"name": "label", "value": "a."}],
                                        "prose": "Gives keys to {{ insert: param, ga-1_prm_1 }} ; and",
                                    },
                                    {
                                        "name": "item",
                                        "props": [{"name": "label", "value": "b."}],
                                        "prose": "Counts them every {{ ga-1_prm_2 }} before "
                                        "{{ insert: param, ga-1_prm_3 }}, see [GA-2](#ga-2).",
                                    },
                                ],
                            },
                            {"name": "guidance", "prose": "Keys are counted by two."},
                        ],
                        "controls": [
                            {
                                "id": "ga-1.1",
                                "title": "Lost keys",
                                "props": [{"name": "label", "value": "GA-1(1)"}],
                                "parts": [{"name": "statement", "prose": "Change the lock."}],
                            }
                        ],
                    },
                    {
                        "id": "ga-2",
                        "title": "Bells",
                        "props": [{"name": "status", "value": "withdrawn"}],
                    },
                    {"id": "ga-1", "title": "Keys again", "props": [{"name": "label", "value": "GA-1"}]},
                ],
                "groups": [
                    {"id": "night", "title": "At night", "controls": [{"id": "ni-1", "title": "Lamps"}]}
                ],
            }
        ],
    }
}


def catalogue() -> bytes:
    return json.dumps(CATALOGUE).encode()


def test_every_control_comes_in_below_its_group() -> None:
    found = read_catalogue(catalogue())
    assert (found.title, found.version, found.source) == (
        "Rules of the Harbour",
        "2.1",
        "https://example.org/rules",
    )
    assert [(row.reference, row.parent, row.is_heading) for row in found.rows] == [
        ("GATE", "", True),
        ("GA-1", "GATE", False),
        ("GA-1(1)", "GA-1", False),
        ("NIGHT", "GATE", True),
        ("NI-1", "NIGHT", False),
    ]
    assert {row.theme for row in found.rows if not row.is_heading} == {"Gates"}
    assert (found.requirements, found.groups, found.enhancements) == (3, 2, 1)


def test_parameters_are_put_into_words() -> None:
    found = read_catalogue(catalogue())
    (text,) = [row.text for row in found.rows if row.reference == "GA-1"]
    assert text.splitlines() == [
        "The gate keeper:",
        "a. Gives keys to [Assignment: organization-defined persons]; and",
        "b. Counts them every 30 days before [Selection (one or more): the harbour master; "
        "[Assignment: organization-defined persons]], see GA-2.",
    ]
    assert found.parameters == 3
    assert "{{" not in text


def test_what_was_withdrawn_or_stands_twice_is_named_with_its_reason() -> None:
    said = [str(one.message) for one in read_catalogue(catalogue()).refused]
    assert said == ["GA-2 Bells: it was withdrawn", "GA-1 Keys again: GA-1 stands here already"]


def test_it_becomes_a_pack_whose_tree_holds() -> None:
    found = read_catalogue(catalogue())
    pack = pack_from(found, About(found.title, found.version, found.source, "CC0-1.0"))
    assert (pack.key, pack.version) == ("rules-of-the-harbour", "2.1")
    known = {one.reference for one in in_tree_order(pack)}
    assert {one.parent for one in pack.requirements} <= known
    assert len(pack.sha256) == 64


def test_a_parameter_that_refers_to_itself_ends() -> None:
    control = {
        "id": "x-1",
        "title": "Loop",
        "params": [{"id": "p", "label": "{{ insert: param, p }}"}],
        "parts": [{"name": "statement", "prose": "Do {{ insert: param, p }}."}],
    }
    (row,) = read_catalogue(json.dumps({"catalog": {"controls": [control]}}).encode()).rows
    assert row.text.startswith("Do [Assignment:")
    assert "{{" not in row.text


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"not json", "no OSCAL catalogue in JSON"),
        (b"[" * 100_000, "nested too deeply"),
        (b'{"catalog": ' + b'{"groups": [' * 5_000 + b"]}" * 5_000 + b"}", "nested too deeply"),
        (b'{"profile": {}}', "holds no OSCAL catalogue, but “profile”"),
        (b"[]", "holds no OSCAL catalogue"),
        (b'{"catalog": 7}', "holds no OSCAL catalogue"),
    ],
)
def test_what_is_no_catalogue_is_refused_in_plain_words(content: bytes, said: str) -> None:
    with pytest.raises(UserError, match=said):
        read_catalogue(content)


def test_odd_values_do_no_harm() -> None:
    parameters = [{"id": "p", "values": 5}, {"id": "q", "select": {"choice": "x"}}, {"id": "r", "label": 7}]
    said = {"name": "statement", "prose": "Do {{ p }}, {{ q }} and {{ r }}."}
    controls = [
        7,
        {"title": None, "parts": [{"prose": 5}]},
        {"id": "x-1", "params": parameters, "parts": [said]},
    ]
    odd = {"catalog": {"metadata": [], "groups": "x", "controls": controls}}
    found = read_catalogue(json.dumps(odd).encode())
    assert [row.reference for row in found.rows] == ["X-1"]
    assert found.rows[0].text.startswith("Do [Assignment: p], [Assignment: q] and")
    assert [one.reason for one in found.refused] == ["it has no reference"]
