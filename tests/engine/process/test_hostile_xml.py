"""Attack files: refused by name, quickly, without opening any address (promise P24)."""

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.engine.process import bpmn_compile, bpmn_read, xml_tree
from motcua.engine.process.xml_tree import BadXml

BPMN = bpmn_read.BPMN
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
ATTACKS = {
    "external entity": '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><d>&x;</d>',
    "parameter entity": '<!DOCTYPE d [<!ENTITY % p SYSTEM "http://127.0.0.1:1/x">%p;]><d/>',
    "external dtd": '<!DOCTYPE d SYSTEM "http://127.0.0.1:1/x.dtd"><d/>',
    "billion laughs": f'<!DOCTYPE d [<!ENTITY l0 "ha">{LAUGHS}]><d a="&l9;">&l9;</d>',
    "quadratic": f'<!DOCTYPE d [<!ENTITY a "{"a" * 50_000}">]><d>{"&a;" * 20_000}</d>',
    "harmless type": "<!DOCTYPE d><d/>",
}


@pytest.mark.parametrize("attack", ATTACKS)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_document_type_is_refused_before_anything_is_declared(attack: str, encoding: str) -> None:
    begin = time.perf_counter()
    with pytest.raises(BadXml) as refusal:
        xml_tree.read(ATTACKS[attack].encode(encoding))
    assert refusal.value.reason == "doctype"
    assert time.perf_counter() - begin < 1


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        (b"<a>" * 5_000, "too_deep"),
        (b"<a>" + b"<b/>" * 60_000 + b"</a>", "too_big"),
        (b"<a>" + b" " * 5_000_001 + b"</a>", "too_big"),
        (b"<a><b></a>", "not_well_formed"),
        (b"", "not_well_formed"),
        (b"<x:a/>", "undeclared_prefix"),
        (b"<a>&unknown;</a>", "not_well_formed"),
        (b'<?xml version="1.0" encoding="utf-7"?><a/>', "unknown_encoding"),
        (b'<?xml version="1.0" encoding="nonsense"?><a/>', "unknown_encoding"),
        (b"\xff\xfe\x00", "not_well_formed"),
        (b"<a/>", "not_bpmn"),
    ],
)
def test_a_bad_file_is_refused_by_name(source: bytes, reason: str) -> None:
    with pytest.raises(BadXml) as refusal:
        bpmn_read.read(source)
    assert refusal.value.reason == reason


def test_an_include_is_only_text() -> None:
    source = (
        f'<definitions xmlns="{BPMN}" xmlns:xi="http://www.w3.org/2001/XInclude">'
        '<xi:include href="file:///etc/passwd" parse="text"/></definitions>'
    ).encode()
    assert b"root:" not in xml_tree.write(bpmn_read.read(source).document)


PIECES = st.sampled_from(
    ["<process id='p'>", "</process>", "<userTask id='a'/>", "<startEvent id='s'/>", "<!--c-->",
     "<sequenceFlow id='f' sourceRef='s' targetRef='a'/>", "<subProcess id='q'>", "</subProcess>",
     "<callActivity id='c' calledElement='p'/>", "<?pi x?>", "&amp;", "]]>", "text",
     "<boundaryEvent id='b' attachedToRef='a'><messageEventDefinition/></boundaryEvent>", "<x:y/>"]
)  # fmt: skip


@given(st.one_of(st.binary(max_size=200), st.lists(PIECES, max_size=12).map("".join)))
def test_any_bytes_are_a_graph_or_a_named_refusal(source: bytes | str) -> None:
    if isinstance(source, str):
        source = f'<definitions xmlns="{BPMN}">{source}</definitions>'.encode()
    assert _reason(source) == "" or re.fullmatch(r"[a-z_]+", _reason(source))


def _reason(source: bytes) -> str:
    try:
        bpmn_compile.compile_graph(bpmn_read.read(source))
    except (BadXml, bpmn_compile.CannotCompile) as refusal:
        return refusal.reason
    return ""
