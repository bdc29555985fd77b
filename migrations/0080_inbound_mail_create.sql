-- Every letter that came, with what was decided and why. Stored before it is read.
CREATE TABLE letter (
    id @id,
    mailbox_id @int,
    source @text NOT NULL,
    sha256 @text NOT NULL REFERENCES blob (sha256),
    size @int NOT NULL,
    received_at @instant NOT NULL,
    state @text NOT NULL,
    attempts @int NOT NULL,
    message_id @text,
    digest @text,
    from_address @text,
    from_name @text,
    subject @text,
    ticket_id @int,
    entry_id @int,
    may_acknowledge @bool NOT NULL,
    decisions @json NOT NULL
);
CREATE INDEX letter_by_state ON letter (state, id);
CREATE INDEX letter_by_ticket ON letter (ticket_id, id);

-- Same mailbox, Message-ID and content: the same letter again. Of two at once one gets the row.
CREATE TABLE letter_once (
    mailbox_id @int NOT NULL,
    message_id @text NOT NULL,
    digest @text NOT NULL,
    letter_id @ref(letter) NOT NULL,
    PRIMARY KEY (mailbox_id, message_id, digest)
);

-- Whose letters are refused: an address, or `@domain`.
CREATE TABLE blocked_sender (
    id @id,
    pattern @text NOT NULL,
    ticket_id @int,
    created_at @instant NOT NULL,
    created_by @int
);
CREATE UNIQUE INDEX blocked_sender_by_pattern ON blocked_sender (pattern);
