"""What no column constraint can say: a published version stands still, and no two overlap."""

from django.db import migrations

# The ids of one procedure as a one-point range: an exclusion without the btree_gist extension.
NO_OVERLAP = """
    ALTER TABLE catalogue_procedureversion
    ADD CONSTRAINT two_published_versions_never_overlap EXCLUDE USING gist (
        int8range(procedure_id, procedure_id, '[]') WITH &&,
        daterange(effective_from, effective_to, '[]') WITH &&
    ) WHERE (state <> 'draft')
"""
MAY_OVERLAP = """
    ALTER TABLE catalogue_procedureversion DROP CONSTRAINT two_published_versions_never_overlap
"""

VERSION_STANDS = """
CREATE FUNCTION catalogue_version_stands() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    later text[] := ARRAY['state', 'effective_to', 'abolished_at', 'abolished_by_id'];
BEGIN
    IF OLD.state = 'draft' THEN
        RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
    END IF;
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'a published version is never deleted' USING ERRCODE = 'check_violation';
    END IF;
    IF OLD.internal_process_approved_at IS NULL THEN
        later := later || ARRAY['internal_process_decision_id', 'internal_process_approved_at'];
    END IF;
    IF OLD.electronic_process_activated_at IS NULL THEN
        later := later || ARRAY['electronic_process_activated_at'];
    END IF;
    IF to_jsonb(NEW) - later IS DISTINCT FROM to_jsonb(OLD) - later
       OR (NEW.state, OLD.state) NOT IN
          (('published', 'published'), ('abolished', 'published'), ('abolished', 'abolished'))
    THEN
        RAISE EXCEPTION 'a published version is never edited' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER a_published_version_stands BEFORE UPDATE OR DELETE
ON catalogue_procedureversion FOR EACH ROW EXECUTE FUNCTION catalogue_version_stands();
"""
VERSION_MOVES = """
DROP TRIGGER a_published_version_stands ON catalogue_procedureversion;
DROP FUNCTION catalogue_version_stands();
"""

# Both the old and the new owner of a row are asked: a row cannot be moved out of a version either.
CONTENT_STANDS = """
CREATE FUNCTION catalogue_content_stands() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    owners bigint[];
BEGIN
    owners := CASE TG_OP
        WHEN 'INSERT' THEN ARRAY[NEW.version_id]
        WHEN 'DELETE' THEN ARRAY[OLD.version_id]
        ELSE ARRAY[OLD.version_id, NEW.version_id] END;
    IF EXISTS (SELECT FROM catalogue_procedureversion
                WHERE id = ANY(owners) AND state <> 'draft') THEN
        RAISE EXCEPTION 'the content of a published version stands'
        USING ERRCODE = 'check_violation';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE FUNCTION catalogue_steps_stand() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    owners bigint[];
BEGIN
    owners := CASE TG_OP
        WHEN 'INSERT' THEN ARRAY[NEW.version_id]
        WHEN 'DELETE' THEN ARRAY[OLD.version_id]
        ELSE ARRAY[OLD.version_id, NEW.version_id] END;
    IF EXISTS (SELECT FROM catalogue_procedureversion
                WHERE id = ANY(owners) AND internal_process_approved_at IS NOT NULL) THEN
        RAISE EXCEPTION 'an approved internal process stands' USING ERRCODE = 'check_violation';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE FUNCTION catalogue_exemptions_stand() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    owners bigint[];
BEGIN
    owners := CASE TG_OP
        WHEN 'INSERT' THEN ARRAY[NEW.fee_rule_id]
        WHEN 'DELETE' THEN ARRAY[OLD.fee_rule_id]
        ELSE ARRAY[OLD.fee_rule_id, NEW.fee_rule_id] END;
    IF EXISTS (SELECT FROM catalogue_feerule f
                 JOIN catalogue_procedureversion v ON v.id = f.version_id
                WHERE f.id = ANY(owners) AND v.state <> 'draft') THEN
        RAISE EXCEPTION 'the exemptions of a published version stand'
        USING ERRCODE = 'check_violation';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
"""
CONTENT_MOVES = """
DROP FUNCTION catalogue_content_stands();
DROP FUNCTION catalogue_steps_stand();
DROP FUNCTION catalogue_exemptions_stand();
"""

GUARDED = {
    "procedurecase": "content_stands",
    "requiredpaper": "content_stands",
    "feerule": "content_stands",
    "timelimit": "content_stands",
    "resultkind": "content_stands",
    "legalbasis": "content_stands",
    "processstep": "steps_stand",
    "feeexemption": "exemptions_stand",
}
GUARDS = "".join(
    f"CREATE TRIGGER a_published_version_stands BEFORE INSERT OR UPDATE OR DELETE "
    f"ON catalogue_{table} FOR EACH ROW EXECUTE FUNCTION catalogue_{function}();"
    for table, function in GUARDED.items()
)
NO_GUARDS = "".join(
    f"DROP TRIGGER a_published_version_stands ON catalogue_{table};" for table in GUARDED
)


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0001_initial")]
    operations = [
        migrations.RunSQL(NO_OVERLAP, MAY_OVERLAP),
        migrations.RunSQL(VERSION_STANDS, VERSION_MOVES),
        migrations.RunSQL(CONTENT_STANDS, CONTENT_MOVES),
        migrations.RunSQL(GUARDS, NO_GUARDS),
    ]
