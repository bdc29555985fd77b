-- SPDX-License-Identifier: AGPL-3.0-or-later
-- What has been imported, so that the same lines again add nothing. `key` is a digest of source,
-- kind and foreign id: some desks use addresses of people as ids.
CREATE TABLE imported (
    key @text PRIMARY KEY,
    id @int NOT NULL
);
