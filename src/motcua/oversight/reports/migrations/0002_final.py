"""The database keeps the promise: a report made is never changed, nor are its files."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION reports_stand() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '%', TG_NAME USING ERRCODE = 'check_violation';
END $$;
CREATE TRIGGER a_report_is_never_changed BEFORE UPDATE OR DELETE ON reports_report
    FOR EACH ROW EXECUTE FUNCTION reports_stand();
CREATE TRIGGER a_copy_is_never_changed BEFORE UPDATE OR DELETE ON reports_copy
    FOR EACH ROW EXECUTE FUNCTION reports_stand();
"""
BACKWARD = """
DROP TRIGGER a_copy_is_never_changed ON reports_copy;
DROP TRIGGER a_report_is_never_changed ON reports_report;
DROP FUNCTION reports_stand();
"""


class Migration(migrations.Migration):
    """Triggers of the reports."""

    dependencies = [("reports", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
