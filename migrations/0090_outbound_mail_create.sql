-- Every letter that has to leave, with how far it is. `cause` is the position of the fact it
-- answers, `due_at` is empty when nothing more is to be done, `remaining` lists who is still to get
-- it (empty: everybody).
CREATE TABLE outgoing_letter (
    id @id,
    kind @text NOT NULL,
    cause @int NOT NULL,
    ticket_id @int,
    entry_id @int,
    person_id @int,
    token_id @int,
    address @text NOT NULL,
    mailbox_id @int,
    message_id @text,
    state @text NOT NULL,
    attempts @int NOT NULL,
    due_at @instant,
    remaining @json NOT NULL,
    words @text NOT NULL,
    created_at @instant NOT NULL
);
CREATE UNIQUE INDEX outgoing_letter_by_cause ON outgoing_letter (kind, cause);
CREATE INDEX outgoing_letter_by_due ON outgoing_letter (mailbox_id, due_at);
CREATE INDEX outgoing_letter_by_address ON outgoing_letter (kind, address, created_at);
CREATE INDEX outgoing_letter_by_age ON outgoing_letter (kind, created_at);

-- Words of letters that somebody changed; all others are in the program.
CREATE TABLE letter_template (
    kind @text NOT NULL,
    language @text NOT NULL,
    subject @text NOT NULL,
    text @text NOT NULL,
    html @text NOT NULL,
    version @int NOT NULL,
    PRIMARY KEY (kind, language)
);
