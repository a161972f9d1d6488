\set p random(0, 1999)
SELECT * FROM bare.register(:p, 'Nguyễn Thị Hương', '0912345678', :p % 500);
