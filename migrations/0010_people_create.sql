-- SPDX-License-Identifier: AGPL-3.0-or-later
CREATE TABLE organisation (
    id @id,
    name @text NOT NULL,
    name_key @text NOT NULL,
    note @text NOT NULL,
    shares_tickets @bool NOT NULL,
    created_at @instant NOT NULL,
    version @int NOT NULL
);
CREATE INDEX organisation_by_name ON organisation (name_key, id);

-- A mail domain attaches the people who write from it. `attached_through` is the last address seen
-- by the job that attaches people known before; null when it is done.
CREATE TABLE organisation_domain (
    domain @text PRIMARY KEY,
    organisation_id @ref(organisation) NOT NULL,
    attached_through @int
);
CREATE INDEX organisation_domain_by_organisation ON organisation_domain (organisation_id, domain);
CREATE INDEX organisation_domain_attaching ON organisation_domain (domain)
    WHERE attached_through IS NOT NULL;

-- `zone` and `language` are null where the desk's own hold. `name_key` is the name folded.
CREATE TABLE person (
    id @id,
    kind @text NOT NULL,
    name @text NOT NULL,
    name_key @text NOT NULL,
    zone @text,
    language @text,
    organisation_id @ref(organisation),
    note @text NOT NULL,
    active @bool NOT NULL,
    created_at @instant NOT NULL,
    version @int NOT NULL
);
CREATE INDEX person_by_name ON person (name_key, id);
CREATE INDEX person_by_kind ON person (kind, name_key, id);
CREATE INDEX person_by_organisation ON person (organisation_id, name_key, id);

CREATE TABLE person_address (
    id @id,
    person_id @ref(person) NOT NULL,
    address @text NOT NULL,
    domain @text NOT NULL,
    is_primary @bool NOT NULL,
    undeliverable_at @instant
);
CREATE UNIQUE INDEX person_address_by_address ON person_address (address);
CREATE UNIQUE INDEX person_address_primary ON person_address (person_id) WHERE is_primary;
CREATE INDEX person_address_by_person ON person_address (person_id, id);
CREATE INDEX person_address_by_domain ON person_address (domain, id);

-- Folded words of name and addresses: prefixes of these are what people are found by.
CREATE TABLE person_word (
    word @text NOT NULL,
    person_id @ref(person) NOT NULL,
    PRIMARY KEY (word, person_id)
);
CREATE INDEX person_word_by_person ON person_word (person_id, word);

-- `mailbox_id` is where the team's own conversations leave from; the mail features own that table.
CREATE TABLE team (
    id @id,
    name @text NOT NULL,
    name_key @text NOT NULL,
    mailbox_id @int,
    created_at @instant NOT NULL,
    version @int NOT NULL
);
CREATE UNIQUE INDEX team_by_name ON team (name_key);

CREATE TABLE team_member (
    team_id @ref(team) NOT NULL,
    person_id @ref(person) NOT NULL,
    PRIMARY KEY (team_id, person_id)
);
CREATE INDEX team_member_by_person ON team_member (person_id, team_id);
