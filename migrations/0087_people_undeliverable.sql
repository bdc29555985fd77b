-- SPDX-License-Identifier: AGPL-3.0-or-later
-- Addresses from which letters come back, the longest first: they are tried again after a while.
CREATE INDEX person_address_undeliverable ON person_address (undeliverable_at)
    WHERE undeliverable_at IS NOT NULL;
