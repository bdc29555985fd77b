-- SPDX-License-Identifier: AGPL-3.0-or-later
-- Addresses that the desk itself writes from: no person is given one, since answers would come back
-- as questions. The mailboxes keep it (0073 brings in those that are there already); each has one.
CREATE TABLE own_address (
    address @text PRIMARY KEY,
    mailbox_id @int NOT NULL
);
CREATE INDEX own_address_by_mailbox ON own_address (mailbox_id);
