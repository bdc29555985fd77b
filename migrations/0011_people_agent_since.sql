-- SPDX-License-Identifier: AGPL-3.0-or-later
-- Since when somebody has been an agent: what was written before is not unread for them.
ALTER TABLE person ADD COLUMN agent_since @instant;
UPDATE person SET agent_since = created_at WHERE kind = 'agent';
