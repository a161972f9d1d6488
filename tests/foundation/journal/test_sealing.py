"""Seals: every kind of tampering is found and localised, as a superuser would do it."""
# ruff: noqa: S608 - a tamperer writes his statements as he likes

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, ClassVar

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.core.cache import cache
from django.db import connection

from motcua.foundation.journal import queries, witness
from motcua.foundation.journal.actions import accept_restore, record, seal
from motcua.foundation.journal.actions import sealing as sealing_room
from motcua.foundation.journal.actions.upkeep import grants, keep_txid_rising, make_months
from motcua.foundation.journal.models import Entry, Seal
from motcua.foundation.journal.rules import SYSTEM, Event
from motcua.foundation.journal.rules.seal import (
    Problem,
    ProblemKind,
    SealKeyMissing,
    WitnessDisagrees,
    pack_leaves,
    verify_proof,
)
from motcua.foundation.journal.verify import NotSealedYet, proof_of, public_key, verify

AT = datetime(2026, 11, 20, 1, 30, tzinfo=UTC)
BATCHES = 3
EACH = 5

pytestmark = pytest.mark.django_db(transaction=True)


@dataclass(frozen=True)
class PageAdded(Event):
    kind: ClassVar[str] = "page.added"
    subject_kind: ClassVar[str] = "dossier"

    dossier_id: int
    number: int


@pytest.fixture(autouse=True)
def _state_folder(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.MOTCUA_SEAL_KEY_FILE = tmp_path / "seal.key"
    settings.MOTCUA_SEAL_WITNESS_FILE = tmp_path / "seals.log"
    _let_everything_be_finished(monkeypatch)


def _let_everything_be_finished(monkeypatch: pytest.MonkeyPatch) -> None:
    """Other databases of the cluster may hold the horizon; the readers' tests cover that."""
    finished = "pg_snapshot_xmax(pg_current_snapshot())::text::bigint + journal_txid_base()"
    text = sealing_room._BATCH_END.replace("journal_horizon()", finished)
    monkeypatch.setattr(sealing_room, "_BATCH_END", text)


@pytest.fixture
def book() -> list[list[int]]:
    """Three sealed batches of five entries; their ids."""
    ids = []
    for batch in range(BATCHES):
        ids.append([_add(batch * EACH + n) for n in range(EACH)])
        seal(AT + timedelta(minutes=batch))
    return ids


def _add(number: int) -> int:
    return record(PageAdded(1, number), by=SYSTEM, at=AT)[0]


def _tamper(*statements: str) -> None:
    """As a superuser who puts the triggers to sleep."""
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        for statement in statements:
            cursor.execute(statement)
        cursor.execute("RESET session_replication_role")


def test_an_untouched_journal_is_whole(book: list[list[int]]) -> None:
    _add(99)
    verdict = verify()
    assert verdict.ok
    assert (verdict.batches, verdict.entries, verdict.unsealed) == (BATCHES, BATCHES * EACH, 1)


@pytest.mark.parametrize(
    "change",
    [
        "body = '{\"number\": 7}'",
        "actor_label = 'somebody else'",
        "at = at + interval '1 second'",
        "recorded_at = recorded_at - interval '1 second'",
        "leaf = sha256('x')",
        "dossier_id = 2",
        "unit_id = 5",
    ],
)
def test_an_edited_entry_is_named(book: list[list[int]], change: str) -> None:
    entry_id = book[1][2]
    _tamper(f"UPDATE journal_entry SET {change} WHERE id = {entry_id}")
    assert verify().problems == (Problem(ProblemKind.EDITED, 2, entry_id),)


def test_a_deleted_entry_is_named(book: list[list[int]]) -> None:
    _tamper(f"DELETE FROM journal_entry WHERE id = {book[0][4]}")
    assert verify().problems == (Problem(ProblemKind.DELETED, 1, book[0][4]),)


def test_an_inserted_entry_is_named(book: list[list[int]]) -> None:
    columns = "txid, recorded_at, at, actor_kind, actor_key, actor_label, kind, subject_kind"
    rest = "subject_id, dossier_id, body, salt, leaf"
    _tamper(
        f"INSERT INTO journal_entry (id, {columns}, {rest})"
        f" SELECT 1000000, {columns}, {rest} FROM journal_entry WHERE id = {book[1][0]}"
    )
    assert verify().problems == (Problem(ProblemKind.INSERTED, 2, 1_000_000),)


def test_swapped_entries_are_named(book: list[list[int]]) -> None:
    one, other = book[1][1], book[1][3]
    _tamper(
        f"UPDATE journal_entry SET id = -1 WHERE id = {one}",
        f"UPDATE journal_entry SET id = {one} WHERE id = {other}",
        f"UPDATE journal_entry SET id = {other} WHERE id = -1",
    )
    assert verify().problems == (
        Problem(ProblemKind.SWAPPED, 2, one),
        Problem(ProblemKind.SWAPPED, 2, other),
    )


def test_a_truncated_journal_names_every_batch(book: list[list[int]]) -> None:
    _tamper("TRUNCATE journal_entry")
    assert verify().problems == tuple(
        Problem(ProblemKind.TRUNCATED, number) for number in (1, 2, 3)
    )


def test_a_cut_off_end_is_known_to_the_witness(book: list[list[int]]) -> None:
    _tamper(
        "DELETE FROM journal_seal WHERE number = 3",
        f"DELETE FROM journal_entry WHERE id >= {book[2][0]}",
    )
    assert verify().problems == (Problem(ProblemKind.ROLLED_BACK, 3),)


def test_a_batch_computed_anew_without_the_key_is_forged(book: list[list[int]]) -> None:
    stranger = Ed25519PrivateKey.generate()
    _compute_anew(2, book[1][0], stranger.sign)
    kinds = {(p.kind, p.batch) for p in verify().problems}
    assert (ProblemKind.FORGED, 2) in kinds
    assert (ProblemKind.CHAIN_BROKEN, 3) in kinds


def test_a_batch_computed_anew_with_the_key_contradicts_the_witness(
    book: list[list[int]],
) -> None:
    _compute_anew(3, book[2][0], sealing_room._key().sign)
    assert verify().problems == (Problem(ProblemKind.RESEALED, 3),)


def _compute_anew(number: int, removed: int, sign: Callable[[bytes], bytes]) -> None:
    """Drop an entry and rebuild leaves, root and signature of its batch over the rest."""
    stored = Seal.objects.get(number=number)
    digests = sealing_room.digests_between(stored.from_txid, stored.to_txid)
    del digests[removed]
    head = replace(
        queries.head_of(stored),
        count=len(digests),
        first_id=min(digests),
        root=sealing_room.root_over(digests),
    )
    _tamper(
        f"DELETE FROM journal_entry WHERE id = {removed}",
        f"UPDATE journal_seal SET count = {head.count}, first_id = {head.first_id},"
        f" root = '\\x{head.root.hex()}', signature = '\\x{sign(head.message()).hex()}',"
        f" leaves = '\\x{pack_leaves(digests).hex()}' WHERE number = {number}",
    )


def test_a_changed_list_of_leaves_is_found(book: list[list[int]]) -> None:
    leaves = bytes(Seal.objects.get(number=2).leaves)
    _tamper(
        f"UPDATE journal_seal SET leaves = '\\x{(leaves[:-1] + bytes([leaves[-1] ^ 1])).hex()}'"
        " WHERE number = 2"
    )
    assert Problem(ProblemKind.LEAVES_CHANGED, 2) in verify().problems


def test_yesterdays_backup_is_told_from_today(book: list[list[int]], settings: Any) -> None:
    """Back to batch 1, then new acts and new seals on top: the copy outside remembers."""
    _tamper(
        "DELETE FROM journal_seal WHERE number > 1",
        f"DELETE FROM journal_entry WHERE id > {book[0][-1]}",
    )
    _add(50)
    with pytest.raises(WitnessDisagrees):
        seal(AT + timedelta(hours=1))
    assert [(p.kind, p.batch) for p in verify().problems] == [
        (ProblemKind.ROLLED_BACK, 2),
        (ProblemKind.ROLLED_BACK, 3),
    ]


def test_an_accepted_restore_lets_sealing_go_on_and_stays_on_record(
    book: list[list[int]],
) -> None:
    _tamper(
        "DELETE FROM journal_seal WHERE number > 1",
        f"DELETE FROM journal_entry WHERE id > {book[0][-1]}",
    )
    accept_restore(by=SYSTEM, reason="the disk died", now=AT)
    _add(50)
    seal(AT + timedelta(hours=1))
    verdict = verify()
    assert verdict.ok
    assert [line for line in verdict.restores if "the disk died" in line]


def test_a_crash_before_the_witness_was_told_is_made_good(
    book: list[list[int]], settings: Any
) -> None:
    path = settings.MOTCUA_SEAL_WITNESS_FILE
    path.write_text("".join(path.read_text().splitlines(keepends=True)[:-1]) + '{"numb')
    assert verify().problems == (Problem(ProblemKind.NOT_WITNESSED, 3),)
    seal(AT + timedelta(hours=1))
    assert verify().ok
    assert witness.read(path).last == BATCHES


def test_a_lost_key_is_not_replaced_in_silence(book: list[list[int]], settings: Any) -> None:
    settings.MOTCUA_SEAL_KEY_FILE.unlink()
    _add(50)
    with pytest.raises(SealKeyMissing):
        seal(AT + timedelta(hours=1))


def test_the_key_is_its_owners_alone(book: list[list[int]], settings: Any) -> None:
    assert settings.MOTCUA_SEAL_KEY_FILE.stat().st_mode & 0o777 == 0o600


def test_a_proof_holds_without_the_database_and_only_for_its_entry(
    book: list[list[int]],
) -> None:
    key = public_key()
    proofs = [proof_of(entry_id) for batch in book for entry_id in batch]
    assert all(verify_proof(proof, key) for proof in proofs)
    assert not verify_proof(replace(proofs[0], digest=proofs[1].digest), key)
    assert not verify_proof(replace(proofs[0], entry_id=77), key)
    assert not verify_proof(replace(proofs[0], path=proofs[0].path[:-1]), key)
    assert not verify_proof(proofs[0], Ed25519PrivateKey.generate().public_key().public_bytes_raw())


def test_an_entry_too_young_has_no_proof_and_an_age(book: list[list[int]]) -> None:
    assert queries.oldest_unsealed_age() == timedelta()
    entry_id = _add(50)
    _age(entry_id, "9 seconds")
    assert timedelta(seconds=9) <= queries.oldest_unsealed_age() < timedelta(minutes=9)
    with pytest.raises(NotSealedYet):
        proof_of(entry_id)


def test_reception_is_to_stop_when_sealing_has_failed_for_hours(book: list[list[int]]) -> None:
    entry_id = _add(50)
    for age, overdue in (("3 hours 59 minutes", False), ("4 hours 1 second", True)):
        _age(entry_id, age)
        cache.clear()
        assert queries.is_sealing_overdue() is overdue
    seal(AT)
    cache.clear()
    assert not queries.is_sealing_overdue()


def _age(entry_id: int, age: str) -> None:
    """Let the entry have been written so long ago, by the database's clock."""
    _tamper(
        f"UPDATE journal_entry SET recorded_at = now() - interval '{age}' WHERE id = {entry_id}"
    )


def test_after_a_restored_dump_transaction_numbers_go_on_rising(book: list[list[int]]) -> None:
    far = 10**12
    _tamper(f"UPDATE journal_entry SET txid = {far} WHERE id = {book[2][-1]}")
    try:
        keep_txid_rising()
        entry_id = _add(50)
        assert Entry.objects.get(pk=entry_id).txid > far
    finally:
        _tamper(
            "CREATE OR REPLACE FUNCTION journal_txid_base() RETURNS bigint LANGUAGE sql IMMUTABLE"
            " AS 'SELECT 0::bigint'"
        )


def test_the_months_ahead_are_laid_once() -> None:
    later = AT + timedelta(days=700)
    assert make_months(later) > 0
    assert make_months(later) == 0


def test_the_applications_role_loses_every_right_to_change_the_past() -> None:
    _tamper(
        "DROP ROLE IF EXISTS motcua_test_app",
        "CREATE ROLE motcua_test_app",
        "GRANT ALL ON ALL TABLES IN SCHEMA public TO motcua_test_app",
    )
    try:
        grants("motcua_test_app")
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT has_table_privilege('motcua_test_app', c.oid, 'UPDATE')"
                "    OR has_table_privilege('motcua_test_app', c.oid, 'DELETE')"
                "  FROM pg_class c WHERE relkind IN ('r', 'p')"
                "   AND relname ~ '^journal_(entry|access|seal|stamp)'"
            )
            assert {row[0] for row in cursor.fetchall()} == {False}
    finally:
        _tamper("DROP OWNED BY motcua_test_app", "DROP ROLE motcua_test_app")
