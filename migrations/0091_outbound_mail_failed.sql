-- SPDX-License-Identifier: AGPL-3.0-or-later
-- Letters that were given up are listed for who reviews mail.
CREATE INDEX outgoing_letter_failed ON outgoing_letter (id) WHERE state = 'failed';
