\set t random(1, :n)
SELECT bare.complete_step((SELECT id FROM bare.task WHERE id >= :t AND done_at IS NULL ORDER BY id LIMIT 1), 7);
