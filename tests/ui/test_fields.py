"""Fields say what is wrong and where."""

from django import forms

from motcua.ui.charts import bars, share, spark
from motcua.ui.controls import field
from motcua.ui.fields import KINDS, Field, Option, errors_of, from_bound
from motcua.ui.values import Bar, Chart


def test_the_summary_leads_to_the_field() -> None:
    name = Field("name", "Họ tên").wrong("Chưa có họ tên")
    (error,) = errors_of([name, Field("note", "Ghi chú")])
    assert (error.message, error.field) == ("Chưa có họ tên", "f-name")
    assert 'id="f-name"' in field(name)


def test_errors_of_the_whole_form_come_first() -> None:
    lines = errors_of([Field("a", "A", error="sai")], form=["Chưa mở tiếp nhận"])
    assert [line.field for line in lines] == ["", "f-a"]


def test_hint_and_error_are_spoken_with_the_input() -> None:
    html = field(Field("identity", "Số", kind="idcard", hint="12 số", error="Thiếu 1 số"))
    assert 'aria-describedby="f-identity-h f-identity-e"' in html
    assert 'aria-invalid="true"' in html


def test_every_kind_is_drawn_with_its_name_and_escaped() -> None:
    for kind in KINDS:
        options = (Option("<1>", "<b>"),)
        html = field(Field("x", "<i>", "<v>", kind, options=options))
        assert 'name="x"' in html
        assert "<i>" not in html
        assert "<b>" not in html
        assert "<v>" not in html


def test_a_password_is_never_printed_back() -> None:
    assert "bí mật" not in field(Field("p", "Mật khẩu", "bí mật", "password"))


def test_a_django_form_is_translated() -> None:
    class Form(forms.Form):
        size = forms.ChoiceField(label="Cỡ", choices=[("s", "Nhỏ"), ("l", "Lớn")])

    form = Form({"size": "x"})
    made = from_bound(form["size"])
    assert made.kind == "select"
    assert made.error
    assert made.value == "x"


def test_charts_survive_empty_and_zero() -> None:
    assert bars(Chart("", ())) == ""
    assert spark([1]) == ""
    assert 'd="M2.0 18.0' in spark([0, 0, 0])
    assert "<svg" in share([("c1", 0)])
    zero = Chart("t", (("c1", "a"),), (Bar("1", (("c1", 0),)),))
    assert "NaN" not in bars(zero)
