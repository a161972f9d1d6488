\set i random(1, :n)
SELECT d.*, p.name, u.name FROM bare.dossier d
  JOIN bare.proc p ON p.id = d.proc_id JOIN bare.unit u ON u.id = d.unit_id WHERE d.id = :i;
SELECT * FROM bare.component WHERE dossier_id = :i;
SELECT * FROM bare.event WHERE dossier_id = :i ORDER BY id;
SELECT * FROM bare.task WHERE dossier_id = :i ORDER BY id;
