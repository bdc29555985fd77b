-- SPDX-License-Identifier: AGPL-3.0-or-later
-- Files whose bytes nothing refers to any more, because they had to go: taken out of their place by
-- the next step of the collector, which waits neither an hour nor a day for these.
CREATE TABLE forgotten_file (
    sha256 @text PRIMARY KEY,
    at @instant NOT NULL
);

-- What the journal says about one person, to be emptied when they are erased.
CREATE INDEX event_by_person ON event (subject_id, position) WHERE subject_type = 'person';

-- Two further permissions for the roles every desk begins with.
UPDATE role SET permissions = replace(permissions, ']', ',"ticket:redact"]')
WHERE key IN ('lead', 'manager', 'administrator');
UPDATE role SET permissions = replace(permissions, ']', ',"privacy:manage"]')
WHERE key = 'administrator';
