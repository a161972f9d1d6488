"""The shape of pages read from the public portal: Vietnamese headings as keys."""

from collections.abc import Mapping

from motcua.kit.text import fold
from motcua.registers.catalogue.importer.codes import national_code, provisional_code
from motcua.registers.catalogue.importer.loose import items, pick, text
from motcua.registers.catalogue.importer.papers import counts_of, paper_of
from motcua.registers.catalogue.importer.report import Notes
from motcua.registers.catalogue.importer.terms import fees_of, limits_of
from motcua.registers.catalogue.rules.draft import PaperDraft, VersionDraft
from motcua.registers.catalogue.rules.kinds import Channel, OnlineLevel

SOURCE = "Trang thủ tục trên Cổng Dịch vụ công quốc gia"
CHANNELS = {"truc tiep": Channel.COUNTER, "truc tuyen": Channel.ONLINE, "buu chinh": Channel.POST}
TITLE = ("title", "Tên thủ tục")


def is_crawled(item: Mapping[str, object]) -> bool:
    """Tell whether an object has the shape of a portal page."""
    return pick(item, *TITLE) is not None


def read_crawled(item: Mapping[str, object]) -> tuple[VersionDraft | None, Notes]:
    """Read one procedure; None when it has no title. Notes name what stayed unread."""
    name = text(pick(item, *TITLE), 1500)
    body = text(pick(item, "Cơ quan thực hiện"), 500)
    printed = text(pick(item, "Mã thủ tục", "code"), 60)
    code = national_code(printed) or provisional_code(name, body)
    notes = Notes(code)
    if not name:
        notes.add("title", printed, "a procedure without a name")
        return None, notes
    if not national_code(printed):
        notes.add("code", printed, "not a national code; a provisional one was given")
    ways = _ways(item, notes)
    charging, fees = fees_of(
        {c: text(pick(w, "Phí, lệ phí"), 4000) for c, w in ways.items()}, notes
    )
    limits = {c: text(pick(w, "Thời hạn giải quyết"), 4000) for c, w in ways.items()}
    draft = VersionDraft(
        code=code,
        name=name,
        is_provisional_code=not national_code(code),
        field_code="khac",
        field_name="Lĩnh vực khác",
        field_name_en="Other fields",
        charging=charging,
        is_counter=Channel.COUNTER in ways,
        is_postal=Channel.POST in ways,
        online_level=OnlineLevel.PARTIAL if Channel.ONLINE in ways else OnlineLevel.NONE,
        competent_body=body,
        sequence_text=text(pick(item, "Trình tự thực hiện")),
        source=SOURCE,
        papers=_papers(item, notes),
        fees=fees,
        limits=limits_of(limits, notes),
    )
    return draft, notes


def _ways(item: Mapping[str, object], notes: Notes) -> dict[Channel | None, Mapping[str, object]]:
    ways: dict[Channel | None, Mapping[str, object]] = {}
    for way in items(pick(item, "Cách thức thực hiện")):
        printed = text(pick(way, "Hình thức nộp"), 200)
        channel = next((c for word, c in CHANNELS.items() if word in fold(printed)), None)
        if channel is None:
            notes.add("channel", printed, "an unknown channel")
        else:
            ways[channel] = way
    return ways


def _papers(item: Mapping[str, object], notes: Notes) -> tuple[PaperDraft, ...]:
    papers = []
    for row in items(pick(item, "Thành phần hồ sơ")):
        name = text(pick(row, "Tên giấy tờ"), 2000)
        printed = text(pick(row, "Số lượng - bản chính", "Số lượng"), 200)
        counts = counts_of(printed)
        if counts is None:
            notes.add("paper", printed or name, "no count of originals and copies")
        if name.strip(" -+*.;"):
            papers.append(
                paper_of(name, counts, form_url=text(pick(row, "Mẫu đơn, tờ khai"), 1000))
            )
    return tuple(papers)
