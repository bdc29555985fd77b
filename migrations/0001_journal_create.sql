-- The journal: every change to the desk, append-only. Positions come from one sequence.
CREATE TABLE event (
    position @id,
    at @instant NOT NULL,
    actor_kind @text NOT NULL,
    actor_id @int,
    actor_reason @text,
    kind @text NOT NULL,
    subject_type @text NOT NULL,
    subject_id @int NOT NULL,
    ticket_id @int,
    data @json NOT NULL,
    command_id @text NOT NULL,
    ordinal @int NOT NULL,
    caused_by @int,
    depth @int NOT NULL DEFAULT 0,
    origin @text NOT NULL,
    salt @bytes NOT NULL,
    digest @bytes NOT NULL
);
CREATE INDEX event_by_ticket ON event (ticket_id, position);
CREATE UNIQUE INDEX event_by_command ON event (command_id, ordinal);

-- How far each reactor has read. `quiet_until` is the head at its first start for acting reactors.
CREATE TABLE reactor (
    name @text PRIMARY KEY,
    position @int NOT NULL,
    started_at @instant NOT NULL
);

-- A subject whose fact a reactor could not digest: its later facts wait in order, others flow.
CREATE TABLE parked (
    reactor @text NOT NULL,
    subject_type @text NOT NULL,
    subject_id @int NOT NULL,
    position @int NOT NULL,
    attempts @int NOT NULL,
    reason @text NOT NULL,
    parked_at @instant NOT NULL,
    PRIMARY KEY (reactor, subject_type, subject_id)
);

-- Facts of a parked subject that came after the one that failed, kept in order until retried.
CREATE TABLE parked_fact (
    reactor @text NOT NULL,
    position @int NOT NULL,
    subject_type @text NOT NULL,
    subject_id @int NOT NULL,
    PRIMARY KEY (reactor, position)
);

-- Single values of the desk itself: journal head sealing, quiet mode, schema marks.
CREATE TABLE desk_value (
    name @text PRIMARY KEY,
    value @text NOT NULL
);
