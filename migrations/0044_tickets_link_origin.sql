-- SPDX-License-Identifier: AGPL-3.0-or-later
-- What made a link besides a person's own hand; taking that back takes the link with it, no other.
ALTER TABLE ticket_link ADD COLUMN origin @text;
