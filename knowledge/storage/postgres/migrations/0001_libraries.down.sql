DROP TABLE snapshot_part, snapshot, file, change, article, library;
DROP FUNCTION mine;
