"""The national catalogue's own shape: the answer of its service `LayThuTuc`."""

from collections.abc import Mapping

from motcua.registers.catalogue.importer.codes import national_code, provisional_code
from motcua.registers.catalogue.importer.loose import count, items, pick, text
from motcua.registers.catalogue.importer.papers import paper_of
from motcua.registers.catalogue.importer.report import Notes
from motcua.registers.catalogue.importer.terms import fees_of, limits_of
from motcua.registers.catalogue.rules.draft import (
    BasisDraft,
    CaseDraft,
    PaperDraft,
    ResultDraft,
    VersionDraft,
)
from motcua.registers.catalogue.rules.kinds import Channel, OnlineLevel

SOURCE = "LayThuTuc"
CHANNELS = {"1": Channel.COUNTER, "2": Channel.ONLINE, "3": Channel.POST}


def is_national(item: Mapping[str, object]) -> bool:
    """Tell whether an object has the shape of `LayThuTuc`."""
    return pick(item, "TENTTHC") is not None


def read_national(item: Mapping[str, object]) -> tuple[VersionDraft | None, Notes]:
    """Read one procedure; None when it has no name. Notes name what stayed unread."""
    name = text(pick(item, "TENTTHC"), 1500)
    body = ", ".join(_names(item, "COQUANTHUCHIEN", "TENDONVI"))[:500]
    printed = text(pick(item, "MATTHC", "MATHUTUC"), 60)
    code = national_code(printed) or provisional_code(name, body)
    notes = Notes(code)
    if not name:
        notes.add("TENTTHC", printed, "a procedure without a name")
        return None, notes
    if not national_code(printed):
        notes.add("MATTHC", printed, "not a national code; a provisional one was given")
    return _version(item, name, body, code, notes), notes


def _version(
    item: Mapping[str, object], name: str, body: str, code: str, notes: Notes
) -> VersionDraft:
    ways = items(pick(item, "CACHTHUCTHUCHIEN"))
    channels = _channels(ways, notes)
    charging, fees = fees_of(_fee_texts(channels), notes)
    cases, papers = _papers(item, notes)
    fields = items(pick(item, "LINHVUCTHUCHIEN"))
    field = fields[0] if fields else {}
    field_name = text(pick(field, "TENLINHVUC"), 200)
    return VersionDraft(
        code=code,
        name=name,
        is_provisional_code=not national_code(code),
        field_code=text(pick(field, "MALINHVUC"), 40) or "khac",
        field_name=field_name or "Lĩnh vực khác",
        charging=charging,
        is_counter=Channel.COUNTER in channels,
        is_postal=Channel.POST in channels,
        online_level=OnlineLevel.PARTIAL if Channel.ONLINE in channels else OnlineLevel.NONE,
        competent_body=body,
        audience=text(pick(item, "MOTADOITUONGTHUCHIEN"), 500),
        conditions_text=text(pick(item, "YEUCAU")),
        sequence_text="\n".join(_steps(item))[:20_000],
        source=SOURCE,
        cases=cases,
        papers=papers,
        fees=fees,
        limits=limits_of(_limit_texts(channels), notes),
        results=_results(item),
        bases=_bases(item),
    )


def _names(item: Mapping[str, object], part: str, name: str) -> list[str]:
    found = (text(pick(row, name), 500) for row in items(pick(item, part)))
    return [each for each in found if each]


def _steps(item: Mapping[str, object]) -> list[str]:
    parts = items(pick(item, "TRINHTUTHUCHIEN"))
    return [step for part in parts for step in _names(part, "TRINHTU", "TENTRINHTU")]


def _channels(
    ways: list[Mapping[str, object]], notes: Notes
) -> dict[Channel, list[Mapping[str, object]]]:
    """Return the terms (time and fee) that each channel prints."""
    channels: dict[Channel, list[Mapping[str, object]]] = {}
    for way in ways:
        printed = text(pick(way, "KENH"), 200)
        channel = CHANNELS.get(printed)
        if channel is None:
            notes.add("KENH", printed, "an unknown channel")
            continue
        channels.setdefault(channel, []).extend(items(pick(way, "THOIGIAN")))
    return channels


def _limit_texts(channels: dict[Channel, list[Mapping[str, object]]]) -> dict[Channel | None, str]:
    return {
        channel: "; ".join(
            f"{text(pick(term, 'THOIGIANGIAIQUYET'))} {text(pick(term, 'DONVITINH'), 40)}".strip()
            or text(pick(term, "MOTA"), 900)
            for term in terms
        )
        for channel, terms in channels.items()
    }


def _fee_texts(channels: dict[Channel, list[Mapping[str, object]]]) -> dict[Channel | None, str]:
    return {
        channel: "; ".join(
            _fee_text(fee) for term in terms for fee in items(pick(term, "PHILEPHI"))
        )
        for channel, terms in channels.items()
    }


def _fee_text(fee: Mapping[str, object]) -> str:
    about = text(pick(fee, "MOTA"), 400)
    label = "Lệ phí" if about.lower().startswith("lệ phí") else "Phí"
    amount = text(pick(fee, "SOTIEN"), 40) or "0" * (fee.get("SOTIEN") == 0)
    if not amount:
        return f"{label}: {about}"
    return f"{label}: {amount} {text(pick(fee, 'DONVI'), 40) or 'Đồng'}"


def _papers(
    item: Mapping[str, object], notes: Notes
) -> tuple[tuple[CaseDraft, ...], tuple[PaperDraft, ...]]:
    groups = items(pick(item, "THANHPHANHOSO"))
    named = len(groups) > 1
    cases: list[CaseDraft] = []
    papers: list[PaperDraft] = []
    for number, group in enumerate(groups, 1):
        title = text(pick(group, "TRUONGHOP"), 1000) if named else ""
        key = f"case_{number}" if title else ""
        if title:
            cases.append(CaseDraft(key, title))
        papers += _group(group, key, notes)
    return tuple(cases), tuple(papers)


def _group(group: Mapping[str, object], case: str, notes: Notes) -> list[PaperDraft]:
    papers = []
    for row in items(pick(group, "GIAYTO")):
        name = text(pick(row, "TENGIAYTO", "TENMAUDON"), 2000)
        if not name:
            notes.add("GIAYTO", text(pick(row, "MAGIAYTO")), "a paper without a name")
            continue
        originals, copies = count(pick(row, "SOBANCHINH")), count(pick(row, "SOBANSAO"))
        is_said = originals is not None or copies is not None
        papers.append(
            paper_of(
                name,
                (originals or 0, copies or 0) if is_said else None,
                case=case,
                code=text(pick(row, "MAGIAYTO"), 60),
                form_url=text(pick(row, "URL"), 1000),
            )
        )
    return papers


def _results(item: Mapping[str, object]) -> tuple[ResultDraft, ...]:
    rows = items(pick(item, "KETQUATHUCHIEN"))
    read = ((text(pick(r, "TENKETQUA"), 500), text(pick(r, "MAKETQUA"), 60)) for r in rows)
    return tuple(ResultDraft(name, code=code) for name, code in read if name)


def _bases(item: Mapping[str, object]) -> tuple[BasisDraft, ...]:
    rows = items(pick(item, "CANCUPHAPLY"))
    read = ((text(pick(r, "SOVANBAN"), 60), text(pick(r, "TENVANBAN"), 1000)) for r in rows)
    return tuple(BasisDraft(number, title) for number, title in read if number)
