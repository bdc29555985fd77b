-- SPDX-License-Identifier: AGPL-3.0-or-later
-- With which letters reading begins: all that lie in the folder, or those that come from then on.
ALTER TABLE mailbox ADD COLUMN imap_start_with @text NOT NULL DEFAULT 'all';
