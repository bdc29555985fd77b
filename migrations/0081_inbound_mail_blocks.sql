-- SPDX-License-Identifier: AGPL-3.0-or-later
-- Taking a spam mark back lifts the blocks that it asked for.
CREATE INDEX blocked_sender_by_ticket ON blocked_sender (ticket_id, id) WHERE ticket_id IS NOT NULL;
