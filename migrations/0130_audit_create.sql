-- SPDX-License-Identifier: AGPL-3.0-or-later
-- The journal, sealed: each seal stands for the facts after the one before it, up to its position,
-- and for all seals before it. `after` is unique, so that of two nodes one adds the next link.
CREATE TABLE seal (
    position @int PRIMARY KEY,
    after @int NOT NULL,
    facts @int NOT NULL,
    hash @bytes NOT NULL,
    sealed_at @instant NOT NULL
);
CREATE UNIQUE INDEX seal_by_after ON seal (after);
