-- SPDX-License-Identifier: AGPL-3.0-or-later
-- Keys by which letters of a domain are signed (DKIM). A domain may have several, and each that
-- `signs` signs every letter. The private key is sealed; the record is what must stand in the zone.
CREATE TABLE signing_key (
    id @id,
    domain @text NOT NULL,
    selector @text NOT NULL,
    algorithm @text NOT NULL,
    private_key @text NOT NULL,
    record @text NOT NULL,
    made_at @instant NOT NULL,
    found_at @instant,
    signs @bool NOT NULL
);
CREATE UNIQUE INDEX signing_key_by_name ON signing_key (domain, selector);
