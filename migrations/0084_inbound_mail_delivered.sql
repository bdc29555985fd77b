-- SPDX-License-Identifier: AGPL-3.0-or-later
-- When the mail server took the letter in, where it says so: what is old is not acknowledged.
ALTER TABLE letter ADD COLUMN delivered_at @instant;
