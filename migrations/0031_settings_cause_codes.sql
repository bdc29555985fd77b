-- SPDX-License-Identifier: AGPL-3.0-or-later
-- Why something happened, chosen when it is resolved. Tickets keep the words, so a code that is
-- renamed or put aside changes nothing of the past.
CREATE TABLE cause_code (
    id @id,
    name @text NOT NULL,
    name_key @text NOT NULL,
    active @bool NOT NULL,
    version @int NOT NULL
);
CREATE UNIQUE INDEX cause_code_by_name ON cause_code (name_key);
INSERT INTO cause_code (name, name_key, active, version) VALUES
    ('How to', 'how to', TRUE, 1),
    ('Documentation', 'documentation', TRUE, 1),
    ('Fault', 'fault', TRUE, 1),
    ('Wrong setting', 'wrong setting', TRUE, 1),
    ('Missing access', 'missing access', TRUE, 1),
    ('Change', 'change', TRUE, 1),
    ('Supplier', 'supplier', TRUE, 1),
    ('Unknown', 'unknown', TRUE, 1);

-- Dates on which the desk is closed, as a JSON list; silence on them does not count.
ALTER TABLE desk_settings ADD COLUMN holidays @json NOT NULL DEFAULT '[]';
