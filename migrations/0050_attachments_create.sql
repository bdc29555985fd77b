-- Bytes by content: small ones in the row, larger ones as a file named by their hash.
CREATE TABLE blob (
    sha256 @text PRIMARY KEY,
    size @int NOT NULL,
    content @bytes,
    created_at @instant NOT NULL
);
CREATE INDEX blob_by_created ON blob (created_at);

-- A use of a blob. Uploaded first, tied to its entry when that is written.
CREATE TABLE attachment (
    id @id,
    sha256 @text NOT NULL REFERENCES blob (sha256),
    ticket_id @int,
    entry_id @int,
    uploaded_by @int,
    filename @text NOT NULL,
    content_type @text NOT NULL,
    size @int NOT NULL,
    content_id @text,
    inline @bool NOT NULL,
    internal @bool NOT NULL,
    created_at @instant NOT NULL
);
CREATE INDEX attachment_by_entry ON attachment (entry_id, id);
CREATE INDEX attachment_by_blob ON attachment (sha256);
CREATE INDEX attachment_unused ON attachment (created_at) WHERE entry_id IS NULL;

-- What else needs a blob, e.g. the letter an entry came from.
CREATE TABLE blob_hold (
    sha256 @text NOT NULL REFERENCES blob (sha256),
    holder @text NOT NULL,
    PRIMARY KEY (sha256, holder)
);
