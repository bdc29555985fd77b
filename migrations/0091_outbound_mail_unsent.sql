-- SPDX-License-Identifier: AGPL-3.0-or-later
-- Letters that wait or did not arrive are listed for those who look after mail; they are few.
CREATE INDEX outgoing_letter_unsent ON outgoing_letter (id) WHERE state <> 'sent';
