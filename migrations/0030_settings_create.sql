-- SPDX-License-Identifier: AGPL-3.0-or-later
-- One row. `quiet`: nothing is fetched and nothing leaves until an administrator resumes.
CREATE TABLE desk_settings (
    id @id,
    desk_name @text NOT NULL,
    zone @text NOT NULL,
    language @text NOT NULL,
    auto_close_days @int NOT NULL,
    acknowledge @bool NOT NULL,
    quiet @bool NOT NULL,
    version @int NOT NULL
);
INSERT INTO desk_settings
    (id, desk_name, zone, language, auto_close_days, acknowledge, quiet, version)
VALUES (1, 'Heed', 'UTC', 'en', 5, TRUE, FALSE, 1);

-- Rows are added, never changed, so that a reactor finds the one in force at its fact's instant.
CREATE TABLE priority_matrix (
    id @id,
    in_force_at @instant NOT NULL,
    matrix @text NOT NULL
);
CREATE INDEX priority_matrix_by_start ON priority_matrix (in_force_at, id);
INSERT INTO priority_matrix (in_force_at, matrix) VALUES (0, '[[1,2,3],[2,3,4],[3,4,5]]');

CREATE TABLE category (
    id @id,
    name @text NOT NULL,
    name_key @text NOT NULL,
    parent_id @ref(category),
    kind @text NOT NULL,
    active @bool NOT NULL,
    version @int NOT NULL
);
CREATE UNIQUE INDEX category_by_name ON category (coalesce(parent_id, 0), name_key);
