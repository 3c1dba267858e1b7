-- Why nothing answered, in one word; empty where something did.

ALTER TABLE exchange ADD COLUMN reason text NOT NULL DEFAULT '';
