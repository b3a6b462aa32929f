"""What the auditors of the story take, ask for and sample."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from functools import partial

from app.evidence import requests, samples
from app.evidence.circumstances import (
    Circumstances,
    EvidenceKind,
    EvidenceWeight,
    circumstances_from_session,
)
from app.evidence.evidence import requested_not_produced, seen_not_taken
from app.evidence.intake import attach_file
from app.evidence.links import Target, link
from app.evidence.sample_reads import samples_of_item
from app.evidence.samples import SampleMethod, UnitResult
from app.sample.evidence_files import column, put_file
from app.sample.playing import Event
from app.sample.script import Entry
from app.sample.stage import AuditStage
from app.words import N_


def evidence_events(cast: AuditStage, script: Entry, leads: dict[str, str]) -> Iterator[Event]:
    """Evidence, requests and samples. `leads` names the auditor of each session."""
    for piece in script["evidence"]:
        by = piece.get("by") or leads[piece["session"]]
        yield Event(_instant(cast, piece), partial(_take, cast, piece, by))
    for request in script.get("request", ()):
        by = leads[request["session"]]
        yield Event(_instant(cast, request), partial(_request, cast, request, by))
        if "refused" in request:
            yield Event(cast.calendar.at(request["refused"]), partial(_refused, cast, request, by))
    for sample in script.get("sample", ()):
        by = leads[sample["session"]]
        yield Event(_instant(cast, sample), partial(_record_sample, cast, sample, by))
        tested = cast.calendar.at(sample.get("tested", sample["at"]), cast.day_of(sample["session"]))
        yield Event(tested, partial(_test_sample, cast, sample, by))


def _instant(cast: AuditStage, entry: Entry) -> datetime:
    return cast.calendar.at(entry["at"], cast.day_of(entry.get("session")))


def _take(cast: AuditStage, piece: Entry, by: str) -> None:
    cast.stage.act_as(by)
    if "file" in piece:
        evidence_id = _attach(cast, piece)
    elif "absent" in piece:
        evidence_id = _record_absence(cast, piece, by)
    else:
        evidence_id = _record_reference(cast, piece, by)
    cast.evidence[piece["key"]] = evidence_id
    _link_further(cast, piece, evidence_id, by)
    if "answers" in piece:
        with cast.stage.write(N_("Receive what was promised"), by) as uow:
            requests.receive(uow, cast.requests[piece["answers"]], evidence_id)


def _attach(cast: AuditStage, piece: Entry) -> str:
    stage = cast.stage
    path = put_file(stage.folder, piece["file"], stage.year, stage.clock.now(), piece.get("stamp"))
    return attach_file(stage.workspace, cast.id, path, _circumstances(cast, piece)).evidence_id


def _record_absence(cast: AuditStage, piece: Entry, by: str) -> str:
    told = _circumstances(cast, piece)
    with cast.stage.write(N_("Record what was not produced"), by) as uow:
        return requested_not_produced(uow, cast.id, piece["absent"], told, answer=piece["answer"])


def _record_reference(cast: AuditStage, piece: Entry, by: str) -> str:
    told = _circumstances(cast, piece)
    with cast.stage.write(N_("Record what was seen"), by) as uow:
        return seen_not_taken(
            uow,
            cast.id,
            piece["reference"],
            told,
            identifier=piece.get("identifier", ""),
            version=piece.get("version", ""),
            location=piece["location"],
        )


def _circumstances(cast: AuditStage, piece: Entry) -> Circumstances:
    session: str = piece.get("session", "")
    period = [cast.calendar.date(day) for day in piece.get("period", ())]
    return replace(
        _supposed(cast, session),
        title=piece.get("title", ""),
        kind=EvidenceKind(piece["kind"]) if "kind" in piece else None,
        weight=EvidenceWeight(piece["weight"]) if "weight" in piece else None,
        obtained_from_id=cast.person(piece["from"]),
        obtained_how=piece.get("how", ""),
        source=piece.get("source", ""),
        item_id=cast.items[piece["items"][0]] if piece.get("items") else None,
        note_line_id=cast.lines[session, piece["line"]] if "line" in piece else None,
        period_start=period[0] if period else None,
        period_end=period[1] if period else None,
        classification=piece.get("classification", ""),
        has_personal_data=piece.get("personal", False),
        notes=piece.get("notes", ""),
    )


def _supposed(cast: AuditStage, session: str) -> Circumstances:
    if not session:
        return Circumstances()
    with cast.stage.workspace.read() as unit:
        return circumstances_from_session(unit, cast.sessions[session])


def _link_further(cast: AuditStage, piece: Entry, evidence_id: str, by: str) -> None:
    for reference in piece.get("items", ())[1:]:
        with cast.stage.write(N_("Use evidence on an item"), by) as uow:
            link(uow, evidence_id, Target(item_id=cast.items[reference]))


def _request(cast: AuditStage, request: Entry, by: str) -> None:
    session = request["session"]
    with cast.stage.write(N_("Note what is owed"), by) as uow:
        cast.requests[request["key"]] = requests.request_evidence(
            uow,
            cast.id,
            request["what"],
            person_id=cast.person(request["person"]),
            session_id=cast.sessions[session],
            item_id=cast.items[request["item"]],
            note_line_id=cast.lines[session, request["line"]] if "line" in request else None,
            due_on=_due(cast, request),
        )


def _due(cast: AuditStage, request: Entry) -> date:
    return cast.date(request["due"])


def _refused(cast: AuditStage, request: Entry, by: str) -> None:
    with cast.stage.write(N_("Record what was not produced"), by) as uow:
        requests.answer_refused(uow, cast.requests[request["key"]], request["answer"])


def _record_sample(cast: AuditStage, sample: Entry, by: str) -> None:
    place = {
        "item_id": cast.items[sample["item"]],
        "session_id": cast.sessions[sample["session"]],
        "source": sample["source"],
        "completeness_check": sample["completeness"],
    }
    units = _units(cast, sample)
    method = SampleMethod(sample["method"])
    with cast.stage.write(N_("Record sample"), by) as uow:
        if method is SampleMethod.STATISTICAL:
            levels = (sample["confidence"], sample["tolerable"])
            sample_id = samples.draw_sample(
                uow, cast.id, sample["population"], units, *levels, seed=sample["seed"], **place
            )
        else:
            sample_id = samples.record_sample(
                uow, cast.id, sample["population"], units, method=method,
                population_size=sample["size"], **place,
            )  # fmt: skip
    cast.samples[sample["key"]] = sample_id


def _units(cast: AuditStage, sample: Entry) -> list[str]:
    if "list" in sample:
        return column(sample["list"]["file"], sample["list"]["column"], cast.stage.year)
    units: list[str] = sample["units"]
    return units


def _test_sample(cast: AuditStage, sample: Entry, by: str) -> None:
    sample_id = cast.samples[sample["key"]]
    exceptions = dict(sample.get("exceptions", {}))
    with cast.stage.write(N_("Test sample"), by) as uow:
        for row in samples_of_item(uow, cast.items[sample["item"]]):
            if row.id == sample_id:
                for unit in row.units:
                    note = exceptions.pop(unit.identifier, "")
                    result = UnitResult.EXCEPTION if note else UnitResult.IN_ORDER
                    samples.set_unit_result(uow, unit.id, result, note)
        for key in sample["evidence"]:
            if key in cast.evidence:
                samples.link_sample_to_evidence(uow, sample_id, cast.evidence[key])
    if exceptions:
        raise ValueError(f"not in sample {sample['key']}: {sorted(exceptions)}")
