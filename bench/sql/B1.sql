SELECT id, code, proc_id, name, received_at, due_at, status FROM bare.dossier
 WHERE assignee_id = 9 AND finished_at IS NULL ORDER BY due_at, id LIMIT 50;
