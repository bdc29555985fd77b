-- SPDX-License-Identifier: AGPL-3.0-or-later
-- A token that belongs to nobody uploads too; what it uploaded is its own until it is used.
ALTER TABLE attachment ADD COLUMN uploaded_by_token @int;
