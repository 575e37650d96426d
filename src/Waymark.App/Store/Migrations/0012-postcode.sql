-- Of a worker's home, so that a look at the record of a child at the same address is noticed.

ALTER TABLE worker ADD COLUMN postcode {text};
