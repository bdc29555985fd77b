-- SPDX-License-Identifier: AGPL-3.0-or-later
-- Agents who want to see what becomes of a ticket and have no part in it.
CREATE TABLE ticket_watcher (
    ticket_id @ref(ticket) NOT NULL,
    person_id @ref(person) NOT NULL,
    since @instant NOT NULL,
    PRIMARY KEY (ticket_id, person_id)
);
CREATE INDEX ticket_watcher_by_person ON ticket_watcher (person_id, ticket_id);
