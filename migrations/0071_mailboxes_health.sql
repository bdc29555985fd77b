-- SPDX-License-Identifier: AGPL-3.0-or-later
-- Why a server could not be used, as a word: some troubles never heal by themselves.
ALTER TABLE mailbox_state ADD COLUMN fetch_code @text;
ALTER TABLE mailbox_state ADD COLUMN send_code @text;
-- How long it usually is from one letter to the next, so that silence can be called unusual.
ALTER TABLE mailbox_state ADD COLUMN usual_gap_ms @int;

-- Which node fetches from a mailbox. Each taking raises the number, and whoever comes back with an
-- older one is refused: two nodes never keep letters of one mailbox at the same time.
CREATE TABLE mailbox_lease (
    mailbox_id @int PRIMARY KEY,
    holder @text NOT NULL,
    number @int NOT NULL,
    until_at @instant NOT NULL
);
