-- SPDX-License-Identifier: AGPL-3.0-or-later
-- Blocked letters are forgotten with what kept them from being taken twice.
CREATE INDEX letter_once_by_letter ON letter_once (letter_id);
