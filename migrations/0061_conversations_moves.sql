-- SPDX-License-Identifier: AGPL-3.0-or-later
-- Which version of its ticket a message made by waking it; taking the message away takes that back.
ALTER TABLE entry ADD COLUMN woke_version @int;
