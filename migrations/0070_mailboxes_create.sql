-- Where letters come from and leave by. Passwords are sealed.
CREATE TABLE mailbox (
    id @id,
    name @text NOT NULL,
    from_form @text NOT NULL,
    signature @text NOT NULL,
    team_id @ref(team),
    imap_host @text,
    imap_port @int,
    imap_tls @text,
    imap_user @text,
    imap_password @text,
    imap_folder @text,
    poll_seconds @int NOT NULL,
    smtp_host @text,
    smtp_port @int,
    smtp_tls @text,
    smtp_user @text,
    smtp_password @text,
    active @bool NOT NULL,
    created_at @instant NOT NULL,
    version @int NOT NULL
);

-- The first one is what letters come from.
CREATE TABLE mailbox_address (
    address @text PRIMARY KEY,
    mailbox_id @ref(mailbox) NOT NULL,
    place @int NOT NULL
);
CREATE INDEX mailbox_address_by_mailbox ON mailbox_address (mailbox_id, place);

-- How fetching and sending go; not part of the mailbox's own version.
CREATE TABLE mailbox_state (
    mailbox_id @int PRIMARY KEY,
    cursor @json NOT NULL,
    last_fetch_at @instant,
    last_letter_at @instant,
    fetch_error @text,
    fetch_failing_since @instant,
    last_sent_at @instant,
    send_error @text,
    send_failing_since @instant
);
