-- SPDX-License-Identifier: AGPL-3.0-or-later
-- When somebody said that a letter which was set aside is a request after all: it is taken then,
-- whatever the desk thinks of it.
ALTER TABLE letter ADD COLUMN by_hand_at @instant;
-- When reading it was begun again: of several nodes one is at it.
ALTER TABLE letter ADD COLUMN attempted_at @instant;

-- Letters that became part of no request, for those who look after mail; they are few.
CREATE INDEX letter_set_aside ON letter (id)
    WHERE state IN ('auto_reply', 'dropped', 'duplicate')
        OR (state = 'bounce' AND ticket_id IS NULL);
-- How often the letter of an entry came again, and the last of them.
CREATE INDEX letter_duplicate ON letter (entry_id, id) WHERE state = 'duplicate';
