"""The database keeps the ledger's promise: entries balance at commit and are never changed."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION fees_entry_balances() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT sum(amount_vnd) FROM fees_posting WHERE entry_id = NEW.entry_id) <> 0 THEN
        RAISE EXCEPTION 'a_ledger_entry_balances: entry %', NEW.entry_id
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER a_ledger_entry_balances AFTER INSERT ON fees_posting
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION fees_entry_balances();

CREATE FUNCTION fees_ledger_is_final() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '%', TG_NAME USING ERRCODE = 'check_violation';
END $$;
CREATE TRIGGER a_posting_is_never_changed BEFORE UPDATE OR DELETE ON fees_posting
    FOR EACH ROW EXECUTE FUNCTION fees_ledger_is_final();
CREATE TRIGGER a_ledger_entry_is_never_changed BEFORE UPDATE OR DELETE ON fees_ledgerentry
    FOR EACH ROW EXECUTE FUNCTION fees_ledger_is_final();
"""
BACKWARD = """
DROP TRIGGER a_ledger_entry_is_never_changed ON fees_ledgerentry;
DROP TRIGGER a_posting_is_never_changed ON fees_posting;
DROP FUNCTION fees_ledger_is_final();
DROP TRIGGER a_ledger_entry_balances ON fees_posting;
DROP FUNCTION fees_entry_balances();
"""


class Migration(migrations.Migration):
    """Triggers of the ledger."""

    dependencies = [("fees", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
