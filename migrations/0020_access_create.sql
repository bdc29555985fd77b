-- SPDX-License-Identifier: AGPL-3.0-or-later
-- `permissions` is a JSON list of names. Built-in roles have a key and never change.
CREATE TABLE role (
    id @id,
    key @text,
    name @text NOT NULL,
    name_key @text NOT NULL,
    permissions @text NOT NULL,
    version @int NOT NULL
);
CREATE UNIQUE INDEX role_by_key ON role (key);
CREATE UNIQUE INDEX role_by_name ON role (name_key);

-- Desk-wide where there is no team.
CREATE TABLE role_assignment (
    id @id,
    person_id @ref(person) NOT NULL,
    role_id @ref(role) NOT NULL,
    team_id @ref(team)
);
CREATE UNIQUE INDEX role_assignment_by_person
    ON role_assignment (person_id, role_id, coalesce(team_id, 0));
CREATE INDEX role_assignment_by_role ON role_assignment (role_id, person_id);
CREATE INDEX role_assignment_by_team ON role_assignment (team_id);

CREATE TABLE password (
    person_id @ref(person) PRIMARY KEY,
    encoded @text NOT NULL,
    changed_at @instant NOT NULL
);

-- `digest` is the SHA-256 of the token; the token itself is in the cookie alone.
CREATE TABLE session (
    id @id,
    person_id @ref(person) NOT NULL,
    digest @text NOT NULL,
    method @text NOT NULL,
    network @text NOT NULL,
    created_at @instant NOT NULL,
    seen_at @instant NOT NULL,
    idle_ms @int NOT NULL,
    ends_at @instant NOT NULL
);
CREATE UNIQUE INDEX session_by_digest ON session (digest);
CREATE INDEX session_by_person ON session (person_id, id);
CREATE INDEX session_by_end ON session (ends_at);

-- When somebody was last here, also after their sessions ended. At most a minute behind.
CREATE TABLE last_seen (
    person_id @ref(person) PRIMARY KEY,
    seen_at @instant NOT NULL
);

-- Invitations, resets, sign-in links and the setup token: spent once. `sealed` is the token for the
-- letter that carries it, unreadable without the key file.
CREATE TABLE one_time_token (
    id @id,
    purpose @text NOT NULL,
    person_id @ref(person),
    address @text NOT NULL,
    digest @text NOT NULL,
    sealed @text NOT NULL,
    created_at @instant NOT NULL,
    expires_at @instant NOT NULL,
    spent_at @instant
);
CREATE UNIQUE INDEX one_time_token_by_digest ON one_time_token (digest);
CREATE INDEX one_time_token_by_person ON one_time_token (person_id, purpose);
CREATE INDEX one_time_token_by_expiry ON one_time_token (expires_at);

-- A link in a letter that opens one ticket for one person.
CREATE TABLE request_link (
    id @id,
    ticket_id @int NOT NULL,
    person_id @ref(person) NOT NULL,
    digest @text NOT NULL,
    sealed @text NOT NULL,
    created_at @instant NOT NULL,
    expires_at @instant NOT NULL,
    revoked_at @instant
);
CREATE UNIQUE INDEX request_link_by_digest ON request_link (digest);
CREATE INDEX request_link_by_ticket ON request_link (ticket_id, person_id, id);
CREATE INDEX request_link_by_expiry ON request_link (expires_at);

-- Without a person for tokens made at the command line: they act for the desk.
CREATE TABLE api_token (
    id @id,
    person_id @ref(person),
    name @text NOT NULL,
    scopes @text NOT NULL,
    digest @text NOT NULL,
    created_at @instant NOT NULL,
    last_used_at @instant,
    expires_at @instant,
    revoked_at @instant
);
CREATE UNIQUE INDEX api_token_by_digest ON api_token (digest);
CREATE INDEX api_token_by_person ON api_token (person_id, id);

-- Tries in a window of time, by what is protected: an account from a network, a network, …
CREATE TABLE attempt (
    key @text PRIMARY KEY,
    window_started_at @instant NOT NULL,
    tries @int NOT NULL,
    rounds @int NOT NULL,
    blocked_until @instant NOT NULL
);
CREATE INDEX attempt_by_start ON attempt (window_started_at);

-- Failed sign-ins of one source in one minute, until they become one fact.
CREATE TABLE failed_sign_in (
    network @text NOT NULL,
    minute_at @instant NOT NULL,
    tries @int NOT NULL,
    PRIMARY KEY (minute_at, network)
);
