ALTER TABLE exchange DROP COLUMN reason;
