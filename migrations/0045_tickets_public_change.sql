-- SPDX-License-Identifier: AGPL-3.0-or-later
-- When last something changed that the customer can see: `changed_at` moves by notes and tags, too,
-- and would tell them that somebody is at it.
ALTER TABLE ticket ADD COLUMN public_changed_at @instant;
UPDATE ticket SET public_changed_at = changed_at;
