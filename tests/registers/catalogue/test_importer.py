"""The importer: three shapes, every mess named, no input fatal."""

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from motcua.registers.catalogue.importer import import_file, import_payload, read
from motcua.registers.catalogue.models import ProcedureVersion
from motcua.registers.catalogue.queries import content_of
from motcua.registers.catalogue.rules import Channel, Charging, VersionState
from motcua.registers.organisation.rules import Acting
from tests.registers.catalogue.conftest import NOW

SHARED = Path(__file__).parents[4] / "shared" / "data" / "procedures" / "vn_procedures.csv"
NATIONAL = {
    "error_code": "0",
    "result": [
        {
            "MATTHC": "1.012790.000.00.00.H41",
            "TENTTHC": "Đính chính Giấy chứng nhận đã cấp",
            "LINHVUCTHUCHIEN": [{"MALINHVUC": "LV01", "TENLINHVUC": "Đất đai"}],
            "TRINHTUTHUCHIEN": [{"TRUONGHOP": "", "TRINHTU": [{"TENTRINHTU": "Bước 1: nộp"}]}],
            "CACHTHUCTHUCHIEN": [
                {
                    "KENH": "1",
                    "THOIGIAN": [
                        {
                            "THOIGIANGIAIQUYET": "10",
                            "DONVITINH": "Ngày làm việc",
                            "PHILEPHI": [{"SOTIEN": "30000", "DONVI": "Đồng", "MOTA": "Lệ phí"}],
                        }
                    ],
                },
                {
                    "KENH": "2",
                    "THOIGIAN": [
                        {
                            "THOIGIANGIAIQUYET": 8,
                            "DONVITINH": "Ngày làm việc",
                            "PHILEPHI": [{"SOTIEN": "0", "DONVI": "Đồng", "MOTA": "Lệ phí"}],
                        }
                    ],
                },
                {"KENH": "Bồ câu"},
            ],
            "THANHPHANHOSO": [
                {
                    "TRUONGHOP": "Hộ gia đình",
                    "GIAYTO": [
                        {"MAGIAYTO": "KQ.1", "TENMAUDON": "Đơn", "SOBANCHINH": "1", "SOBANSAO": 0}
                    ],
                },
                {"TRUONGHOP": "Tổ chức", "GIAYTO": [{"TENGIAYTO": "Trường hợp ủy quyền: văn bản"}]},
            ],
            "KETQUATHUCHIEN": [{"MAKETQUA": "KQ.G01", "TENKETQUA": "Giấy chứng nhận"}],
            "CANCUPHAPLY": [{"SOVANBAN": "31/2024/QH15", "TENVANBAN": "Luật Đất đai"}],
            "COQUANTHUCHIEN": [{"TENDONVI": "Văn phòng đăng ký đất đai"}],
        }
    ],
}
CRAWLED = {
    "title": "Đăng ký thường trú",
    "Cách thức thực hiện": [
        {
            "Hình thức nộp": "Trực tiếp",
            "Thời hạn giải quyết": "07 Ngày làm việc",
            "Phí, lệ phí": "Lệ phí: 20.000 Đồng",
        },
        {
            "Hình thức nộp": "Trực tuyến",
            "Thời hạn giải quyết": "07 Ngày làm việc",
            "Phí, lệ phí": "Lệ phí: 10.000 Đồng",
        },
    ],
    "Thành phần hồ sơ": [
        {
            "Tên giấy tờ": "- Tờ khai (Mẫu CT01);",
            "Mẫu đơn, tờ khai": "x?ma=",
            "Số lượng - bản chính": "Bản chính: 1 - Bản sao: 0",
        },
        {
            "Tên giấy tờ": "Trường hợp gửi qua bưu chính thì kèm bản sao",
            "Số lượng - bản chính": "Bản chính: 0 - Bản sao: 0",
        },
    ],
    "Cơ quan thực hiện": "Công an Xã",
}


@pytest.mark.django_db
def test_the_national_shape_becomes_a_draft_that_receives_nothing(controller: Acting) -> None:
    report = import_payload(NATIONAL, by=controller, now=NOW)
    assert report.created == ("1.012790",)
    assert [(note.field, note.text) for note in report.unread] == [("KENH", "Bồ câu")]
    version = ProcedureVersion.objects.get(procedure__code="1.012790")
    assert (version.state, version.charging) == (VersionState.DRAFT, Charging.CHARGED)
    content = content_of(version.pk, VersionState.DRAFT)
    assert [(limit.channel, limit.amount) for limit in content.limits] == [
        (Channel.COUNTER, 10),
        (Channel.ONLINE, 8),
    ]
    assert [(fee.channel, fee.amount_vnd) for fee in content.fees] == [
        (Channel.COUNTER, 30_000),
        (Channel.ONLINE, 0),
    ]
    assert [case.name for case in content.cases] == ["Hộ gia đình", "Tổ chức"]
    assert [paper.is_required for paper in content.papers] == [True, False]
    assert (content.results[0].code, content.bases[0].document_no) == ("KQ.G01", "31/2024/QH15")


@pytest.mark.django_db
def test_a_second_import_writes_over_the_draft(controller: Acting) -> None:
    import_payload(NATIONAL, by=controller, now=NOW)
    report = import_payload(NATIONAL, by=controller, now=NOW)
    assert (report.created, report.updated) == ((), ("1.012790",))
    assert ProcedureVersion.objects.count() == 1


def test_the_crawled_shape_is_read() -> None:
    ((draft, notes),) = read([CRAWLED])
    assert draft is not None
    assert draft.is_provisional_code
    assert [note.field for note in notes.unread] == ["code"]
    assert [(limit.channel, limit.amount) for limit in draft.limits] == [(None, 7)]
    assert [(fee.channel, fee.amount_vnd) for fee in draft.fees] == [
        (Channel.COUNTER, 20_000),
        (Channel.ONLINE, 10_000),
    ]
    first, second = draft.papers
    assert (first.name, first.originals, first.form_url) == ("Tờ khai (Mẫu CT01)", 1, "")
    assert second.condition_text.startswith("Trường hợp gửi qua bưu chính")


def test_several_amounts_without_a_case_are_never_added_up() -> None:
    row = {"title": "Gia hạn tạm trú", "duration_text": "", "fees_vnd": "fee:10000;fee:15000"}
    ((draft, notes),) = read([row])
    assert draft is not None
    assert all(fee.condition_text for fee in draft.fees)
    assert "a person must say to which case the amount belongs" in {n.why for n in notes.unread}


WORDS = [
    "result",
    "TENTTHC",
    "MATTHC",
    "CACHTHUCTHUCHIEN",
    "KENH",
    "THOIGIAN",
    "PHILEPHI",
    "SOTIEN",
    "THANHPHANHOSO",
    "GIAYTO",
    "TENGIAYTO",
    "SOBANCHINH",
    "TRUONGHOP",
    "title",
    "Cách thức thực hiện",
    "Hình thức nộp",
    "Phí, lệ phí",
    "Thành phần hồ sơ",
    "code",
    "duration_text",
    "fees_vnd",
    "agency",
    "channels",
    "CANCUPHAPLY",
    "SOVANBAN",
]
JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(WORDS),
            inner,
            max_size=6,
        )
    ),
    max_leaves=25,
)


@given(JUNK)
def test_junk_is_read_without_a_crash(payload: object) -> None:
    for draft, notes in read(payload):
        assert draft is None or draft.name
        assert draft is not None or notes.unread


HOSTILE = st.text(st.characters(), min_size=1, max_size=12)


@pytest.mark.django_db
@pytest.mark.slow
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=HOSTILE, paper=HOSTILE, limit=HOSTILE, fee=HOSTILE)
def test_hostile_text_reaches_the_database_without_a_crash(
    controller: Acting, name: str, paper: str, limit: str, fee: str
) -> None:
    page = {
        "title": name * 300,
        "Thành phần hồ sơ": [{"Tên giấy tờ": paper * 400}],
        "Cách thức thực hiện": [
            {"Hình thức nộp": "Trực tiếp", "Thời hạn giải quyết": limit, "Phí, lệ phí": fee}
        ],
    }
    import_payload([page, {"MATTHC": "1.000001", "TENTTHC": paper}], by=controller, now=NOW)


@pytest.mark.django_db
@pytest.mark.parametrize("written", ["", "[", "[" * 100_000, "null", '{"a": 1}', "\x00\xff"])
def test_a_broken_file_is_reported(written: str, tmp_path: Path, controller: Acting) -> None:
    path = tmp_path / "thu-tuc.json"
    path.write_text(written)
    report = import_file(path, by=controller, now=NOW)
    assert (report.created, report.unread[0].why) == ((), "no shape that is known")


@pytest.mark.django_db
def test_a_json_file_is_imported(tmp_path: Path, controller: Acting) -> None:
    path = tmp_path / "thu-tuc.json"
    path.write_text(json.dumps(NATIONAL, ensure_ascii=False), encoding="utf-8")
    assert import_file(path, by=controller, now=NOW).created == ("1.012790",)


@pytest.mark.slow
@pytest.mark.needs_shared
@pytest.mark.django_db
@pytest.mark.skipif(not SHARED.exists(), reason="shared/data is not here")
def test_the_real_table_is_imported_whole(controller: Acting) -> None:
    report = import_file(SHARED, by=controller, now=NOW)
    twice = [note for note in report.unread if "came earlier" in note.why]
    assert (len(report.created), len(twice)) == (140, 2)
    not_understood = {note.text for note in report.unread if "with a unit" in note.why}
    assert not_understood >= {"1", "30"}
    assert not ProcedureVersion.objects.exclude(state=VersionState.DRAFT).exists()
