-- SPDX-License-Identifier: AGPL-3.0-or-later
-- The newest entry of a ticket and who wrote it, and how far each agent has read: unread is what
-- somebody else wrote behind that.
ALTER TABLE ticket ADD COLUMN last_entry_id @int;
ALTER TABLE ticket ADD COLUMN last_entry_by @int;
CREATE TABLE read_until (
    person_id @ref(person) NOT NULL,
    ticket_id @ref(ticket) NOT NULL,
    entry_id @int NOT NULL,
    PRIMARY KEY (person_id, ticket_id)
);

-- Open tickets of agents who have left, given away in small steps after the first.
CREATE TABLE hand_over (
    id @id,
    from_id @ref(person) NOT NULL,
    team_id @ref(team),
    owner_id @ref(person),
    asked_by @int,
    asked_at @instant NOT NULL
);
