-- SPDX-License-Identifier: AGPL-3.0-or-later
-- With what somebody signed in, in words: for their own list of sessions. The browser's line itself
-- is not kept.
ALTER TABLE session ADD COLUMN browser @text;
ALTER TABLE session ADD COLUMN system @text;
