-- One item of a ticket's conversation.
CREATE TABLE entry (
    id @id,
    ticket_id @ref(ticket) NOT NULL,
    kind @text NOT NULL,
    at @instant NOT NULL,
    author_id @ref(person),
    from_name @text,
    from_address @text,
    to_addresses @json NOT NULL,
    cc_addresses @json NOT NULL,
    subject @text,
    body_text @text NOT NULL,
    body_html @text,
    html_version @int NOT NULL,
    reply_text @text,
    message_id @text,
    mailbox_id @int,
    letter_id @int,
    original_sha256 @text,
    call_direction @text,
    delivery @text,
    delivery_text @text,
    delivery_at @instant,
    attempts @int NOT NULL,
    release_at @instant,
    released_at @instant,
    attachments @int NOT NULL,
    judgements @int NOT NULL
);
CREATE INDEX entry_by_ticket ON entry (ticket_id, id);
CREATE INDEX entry_by_message_id ON entry (message_id) WHERE message_id IS NOT NULL;
CREATE INDEX entry_held ON entry (release_at, id) WHERE released_at IS NULL AND release_at IS NOT NULL;

-- What the desk decided by itself about an entry, why, and whether somebody took it back.
CREATE TABLE judgement (
    id @id,
    entry_id @ref(entry) NOT NULL,
    ticket_id @int NOT NULL,
    kind @text NOT NULL,
    reason @text NOT NULL,
    reversible @bool NOT NULL,
    made_at @instant NOT NULL,
    reversed_at @instant,
    reversed_by @int
);
CREATE INDEX judgement_by_entry ON judgement (entry_id, id);

-- Who belongs to a ticket besides staff: may join it by letter and is copied on answers.
CREATE TABLE participant (
    ticket_id @ref(ticket) NOT NULL,
    address @text NOT NULL,
    name @text NOT NULL,
    role @text NOT NULL,
    PRIMARY KEY (ticket_id, address)
);
CREATE INDEX participant_by_address ON participant (address, ticket_id);
