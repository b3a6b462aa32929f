"""What was handed over, and what was found in a package, each in one sentence.

What a package says of itself was written by whoever made it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.evidence.names import display_name
from app.packages.manifest import Manifest
from app.packages.unpacking import Unpacked
from app.reporting.formats import size
from app.words import N_, Words, named

if TYPE_CHECKING:
    from app.packages.packing import Packaged

MOST_NAMED = 12


def packaged_sentence(done: Packaged, words: Words, most: int = MOST_NAMED) -> str:
    """What went out to whom, and where it lies; at most so many numbers of what could not be cleaned."""
    written = words.text(
        N_("Wrote {audit} with {parts} ({size}) for {receiver} to {path}."),
        audit=done.manifest.audit,
        parts=_parts(done.manifest, words),
        size=size(done.manifest.size),
        receiver=done.manifest.handed_to,
        path=done.path,
    )
    sentences = [written]
    if left_out := done.manifest.left_out:
        sentences.append(words.text(N_("Left out: {numbers}."), numbers=named(left_out, most)))
    if as_taken_in := done.manifest.as_taken_in:
        sentences.append(words.text(N_("Left as taken in: {numbers}."), numbers=named(as_taken_in, most)))
    return " ".join(sentences)


def unpacked_sentence(done: Unpacked, words: Words) -> str:
    """What came in, from whom, and that all of it holds."""
    manifest = done.manifest
    return words.text(
        N_("Unpacked {audit} of {organisation} into {path}: {parts}, from {person}. Every SHA-256 fits."),
        audit=display_name(manifest.audit),
        organisation=display_name(manifest.organisation),
        parts=_parts(manifest, words),
        person=display_name(manifest.made_by) or words.text(N_("somebody unnamed")),
        path=done.folder,
    )


def _parts(manifest: Manifest, words: Words) -> str:
    evidence = words.plural(N_("{n} piece of evidence"), N_("{n} pieces of evidence"), manifest.evidence)
    if not manifest.revision:
        return words.text(N_("the report as a draft, the findings and {evidence}"), evidence=evidence)
    return words.text(
        N_("revision {revision} of the report, the findings and {evidence}"),
        revision=manifest.revision,
        evidence=evidence,
    )
