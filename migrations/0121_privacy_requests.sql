-- SPDX-License-Identifier: AGPL-3.0-or-later
-- Whether a second person has to confirm what cannot be undone. One row.
CREATE TABLE privacy_settings (
    id @id,
    needs_two @bool NOT NULL,
    version @int NOT NULL
);
INSERT INTO privacy_settings (id, needs_two, version) VALUES (1, FALSE, 1);

-- Deletions of tickets and erasures of people, asked for and carried out. `done_to` is the last
-- ticket an erasure has been through. Kept for good: who asked for what, when, and on what basis.
CREATE TABLE privacy_request (
    id @id,
    kind @text NOT NULL,
    ticket_id @int,
    person_id @int,
    reason @text NOT NULL,
    state @text NOT NULL,
    asked_by @int,
    asked_at @instant NOT NULL,
    expires_at @instant NOT NULL,
    confirmed_by @int,
    ended_at @instant,
    done_to @int NOT NULL
);
CREATE UNIQUE INDEX privacy_request_open
    ON privacy_request (kind, coalesce(ticket_id, 0), coalesce(person_id, 0))
    WHERE state IN ('asked', 'running');

-- What must be kept, e.g. for a court: neither redacted nor erased nor deleted.
CREATE TABLE legal_hold (
    ticket_id @int PRIMARY KEY,
    reason @text NOT NULL,
    held_by @int,
    held_at @instant NOT NULL
);

-- Letters that became part of no ticket, by who sent them.
CREATE INDEX letter_by_sender ON letter (from_address, id) WHERE ticket_id IS NULL;
-- What the journal says of one block.
CREATE INDEX event_by_block ON event (subject_id, position) WHERE subject_type = 'blocked_sender';
