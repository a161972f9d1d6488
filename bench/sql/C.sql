\set i random(1, :n)
SELECT code, status, received_at, due_at, finished_at FROM bare.dossier WHERE code = 'H41.' || :i % 100 || '-' || :i;
