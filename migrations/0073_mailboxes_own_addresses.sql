-- SPDX-License-Identifier: AGPL-3.0-or-later
-- People are told of the addresses of all mailboxes, so that nobody is given one.
INSERT INTO own_address (address, mailbox_id) SELECT address, mailbox_id FROM mailbox_address;
