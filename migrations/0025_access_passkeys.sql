-- SPDX-License-Identifier: AGPL-3.0-or-later
-- `credential` and `public_key` are base64url; the key as its authenticator gave it (COSE).
CREATE TABLE passkey (
    id @id,
    person_id @ref(person) NOT NULL,
    name @text NOT NULL,
    credential @text NOT NULL,
    public_key @text NOT NULL,
    sign_count @int NOT NULL,
    created_at @instant NOT NULL,
    last_used_at @instant
);
CREATE UNIQUE INDEX passkey_by_credential ON passkey (credential);
CREATE INDEX passkey_by_person ON passkey (person_id, id);

-- What an authenticator is to sign, once. `bound_to` is what it was made for: the session that adds
-- a passkey, the second step it takes, or nothing for who has not said who they are. `digest` is
-- the SHA-256 of the challenge.
CREATE TABLE passkey_challenge (
    digest @text PRIMARY KEY,
    bound_to @text NOT NULL,
    expires_at @instant NOT NULL
);
CREATE INDEX passkey_challenge_by_expiry ON passkey_challenge (expires_at);
