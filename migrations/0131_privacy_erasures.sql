-- SPDX-License-Identifier: AGPL-3.0-or-later
-- What was erased, deleted or redacted, in order and without a word of it: enough to do it again in
-- a desk that is restored from a backup made before. `places` are bytes of the entry's text as it
-- was then.
CREATE TABLE erasure (
    id @id,
    at @instant NOT NULL,
    scope @text NOT NULL,
    person_id @int,
    ticket_id @int,
    entry_id @int,
    attachment_id @int,
    places @json NOT NULL,
    everywhere @bool NOT NULL,
    done_by @int,
    basis @text NOT NULL
);
INSERT INTO erasure (at, scope, person_id, ticket_id, places, everywhere, done_by, basis)
SELECT asked_at, CASE kind WHEN 'erasure' THEN 'person' ELSE 'ticket' END, person_id, ticket_id,
       '[]', FALSE, asked_by, reason
FROM privacy_request WHERE state IN ('running', 'done') ORDER BY id;
