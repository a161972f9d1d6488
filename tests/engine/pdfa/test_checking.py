"""Our acceptance of archival files agrees with the public corpus, and with what we write."""

from pathlib import Path

import page as validator
import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.engine.pdfa import xmp
from motcua.engine.pdfa.checking import faults_of
from motcua.engine.pdfa.writing import searchable
from tests.engine.pages.sheets import page
from tests.engine.pdfa.test_writing import LABEL, sheet

CORPUS = Path(__file__).parents[3].parent / "shared" / "data" / "pdfa"
FILES = sorted(CORPUS.glob("*.pdf")) if CORPUS.exists() else []


@pytest.mark.needs_shared
@pytest.mark.skipif(not FILES, reason="../shared/data/pdfa is absent")
def test_the_corpus_is_judged_as_its_names_say() -> None:
    wrong = {
        file.name: faults_of(file.read_bytes())
        for file in FILES
        if bool(faults_of(file.read_bytes())) != ("-fail-" in file.name)
    }

    assert len(FILES) == 38
    assert wrong == {}


def test_what_we_write_is_accepted() -> None:
    content = searchable([sheet(page(1, 100), 100)], LABEL)

    assert faults_of(content) == ()
    assert validator.is_pdf_compliant_bytes(content, profile=validator.ValidationProfile.PDF_A_2B)


def test_a_file_without_profile_or_name_is_not() -> None:
    content = searchable([sheet(page(1, 100), 100)], LABEL)

    assert "content: DeviceRGB without a profile" in faults_of(
        content.replace(b"/OutputIntents", b"/OutputIntentz")
    )
    assert "metadata: none" in faults_of(content.replace(b"/Metadata", b"/Metadatum", 1))
    packet = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'/>"
    assert "metadata: part" in set(xmp.faults(packet))
    assert faults_of(b"%PDF-1.7 nothing") == ("file: cannot be opened",)


@given(st.binary(max_size=200))
def test_any_packet_gets_an_answer(packet: bytes) -> None:
    assert list(xmp.faults(packet))
