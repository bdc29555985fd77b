-- SPDX-License-Identifier: AGPL-3.0-or-later
-- Whose people and letters are made up: nothing is sent to addresses that lead nowhere. A demo desk
-- begins with its demo.
ALTER TABLE desk_settings ADD COLUMN demo @bool NOT NULL DEFAULT FALSE;
UPDATE desk_settings SET demo = TRUE
WHERE (SELECT origin FROM event ORDER BY position LIMIT 1) = 'demo';
