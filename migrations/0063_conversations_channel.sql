-- SPDX-License-Identifier: AGPL-3.0-or-later
-- How an entry came or goes: a ticket that began on the phone is answered by mail. Notes have none.
ALTER TABLE entry ADD COLUMN channel @text;
-- Of messages before this that no letter brought, it was not kept whether portal or form did.
UPDATE entry SET channel = CASE
    WHEN kind = 'call' THEN 'phone'
    WHEN letter_id IS NOT NULL OR delivery IS NOT NULL THEN 'mail'
    WHEN kind = 'message_out' THEN 'portal'
END WHERE kind <> 'note';
