-- SPDX-License-Identifier: AGPL-3.0-or-later
-- What becomes of the ticket when a held answer leaves, and the version at which it was written:
-- a state that somebody has set since then stays.
ALTER TABLE entry ADD COLUMN then_state @text;
ALTER TABLE entry ADD COLUMN held_version @int;
-- Files of calls and of answers that have not left are for agents alone.
UPDATE attachment SET internal = TRUE WHERE entry_id IN (
    SELECT id FROM entry
    WHERE kind = 'call' OR (kind = 'message_out' AND released_at IS NULL)
);
