-- One matter from first contact to lasting resolution. A ticket's public number is its id.
CREATE TABLE ticket (
    id @id,
    kind @text NOT NULL,
    state @text NOT NULL,
    waiting_for @text,
    waiting_until @instant,
    cancelled_as @text,
    subject @text NOT NULL,
    customer_id @ref(person) NOT NULL,
    organisation_id @ref(organisation),
    team_id @ref(team),
    owner_id @ref(person),
    impact @int NOT NULL,
    urgency @int NOT NULL,
    priority @int NOT NULL,
    priority_reason @text,
    channel @text NOT NULL,
    mailbox_id @int,
    opening_category_id @int,
    closing_category_id @int,
    resolution @text,
    cause_code @text,
    will_last @bool,
    opened_at @instant NOT NULL,
    changed_at @instant NOT NULL,
    resolved_at @instant,
    resolved_by @int,
    closed_at @instant,
    follow_up_of @int,
    entry_count @int NOT NULL,
    last_entry_at @instant,
    last_public_from @text,
    excerpt @text NOT NULL,
    version @int NOT NULL
);
CREATE INDEX ticket_by_changed ON ticket (changed_at, id);
CREATE INDEX ticket_by_state ON ticket (state, changed_at, id);
CREATE INDEX ticket_by_team ON ticket (team_id, state, changed_at, id);
CREATE INDEX ticket_by_owner ON ticket (owner_id, state, changed_at, id);
CREATE INDEX ticket_by_customer ON ticket (customer_id, changed_at, id);
CREATE INDEX ticket_by_organisation ON ticket (organisation_id, changed_at, id);
-- Auto-close looks for what has been resolved the longest.
CREATE INDEX ticket_by_resolved ON ticket (resolved_at, id) WHERE state = 'resolved';
-- A ticket that waits until an instant resumes then.
CREATE INDEX ticket_by_waiting_until ON ticket (waiting_until, id) WHERE waiting_until IS NOT NULL;

-- Others who join without taking over; kept after they leave.
CREATE TABLE ticket_helper (
    id @id,
    ticket_id @ref(ticket) NOT NULL,
    person_id @ref(person) NOT NULL,
    joined_at @instant NOT NULL,
    left_at @instant
);
CREATE UNIQUE INDEX ticket_helper_by_ticket ON ticket_helper (ticket_id, person_id) WHERE left_at IS NULL;
CREATE INDEX ticket_helper_by_person ON ticket_helper (person_id, ticket_id);

CREATE TABLE ticket_tag (
    ticket_id @ref(ticket) NOT NULL,
    tag @text NOT NULL,
    PRIMARY KEY (ticket_id, tag)
);
CREATE INDEX ticket_tag_by_tag ON ticket_tag (tag, ticket_id);

-- `kind` reads from ticket to other: ticket is the duplicate of other, a follow-up of other …
CREATE TABLE ticket_link (
    id @id,
    ticket_id @ref(ticket) NOT NULL,
    other_id @ref(ticket) NOT NULL,
    kind @text NOT NULL,
    created_at @instant NOT NULL
);
CREATE UNIQUE INDEX ticket_link_by_ticket ON ticket_link (ticket_id, other_id, kind);
CREATE INDEX ticket_link_by_other ON ticket_link (other_id, ticket_id);

-- Derived: how many tickets stand where. Exact at each position of the journal.
CREATE TABLE ticket_count (
    team_id @int NOT NULL,
    state @text NOT NULL,
    owner_id @int NOT NULL,
    tickets @int NOT NULL,
    PRIMARY KEY (team_id, state, owner_id)
);

-- Derived: words of subjects, for finding by the beginning of a word.
CREATE TABLE ticket_word (
    word @text NOT NULL,
    ticket_id @int NOT NULL,
    PRIMARY KEY (word, ticket_id)
);
CREATE INDEX ticket_word_by_ticket ON ticket_word (ticket_id, word);
