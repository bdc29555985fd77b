-- SPDX-License-Identifier: AGPL-3.0-or-later
-- The secret of an authenticator app, sealed for its person. One row in force, and one that waits
-- for its first code. `used_period`: codes of later half minutes only are let in.
CREATE TABLE authenticator (
    person_id @ref(person) NOT NULL,
    confirmed @bool NOT NULL,
    sealed @text NOT NULL,
    created_at @instant NOT NULL,
    used_period @int NOT NULL,
    PRIMARY KEY (person_id, confirmed)
);

-- Each lets its person in once in place of the second factor. `digest` is the SHA-256 of 80 bits.
CREATE TABLE recovery_code (
    id @id,
    person_id @ref(person) NOT NULL,
    digest @text NOT NULL,
    created_at @instant NOT NULL
);
CREATE UNIQUE INDEX recovery_code_by_person ON recovery_code (person_id, digest);

-- Who must have a second factor, and how many days they have for it. One row; `role_ids` is a JSON
-- list.
CREATE TABLE factor_policy (
    id @id,
    everybody @bool NOT NULL,
    role_ids @text NOT NULL,
    grace_days @int NOT NULL,
    since_at @instant NOT NULL,
    version @int NOT NULL
);
INSERT INTO factor_policy (id, everybody, role_ids, grace_days, since_at, version)
VALUES (1, FALSE, '[]', 7, 0, 1);

-- Failed sign-ins of one person from one network in one minute, until they become one fact. Those
-- of nobody known stay in failed_sign_in.
CREATE TABLE failed_sign_in_of (
    person_id @ref(person) NOT NULL,
    network @text NOT NULL,
    minute_at @instant NOT NULL,
    tries @int NOT NULL,
    PRIMARY KEY (minute_at, network, person_id)
);
CREATE INDEX failed_sign_in_of_by_person ON failed_sign_in_of (person_id, minute_at);
