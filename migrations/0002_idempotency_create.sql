-- Answers to writes that carried an Idempotency-Key, kept a day: what to present again.
CREATE TABLE idempotency (
    key @text NOT NULL,
    actor @text NOT NULL,
    route @text NOT NULL,
    body_digest @bytes NOT NULL,
    status @int NOT NULL,
    id @int NOT NULL,
    item @int NOT NULL,
    at @instant NOT NULL,
    PRIMARY KEY (actor, key)
);
CREATE INDEX idempotency_by_at ON idempotency (at);
