-- SPDX-License-Identifier: AGPL-3.0-or-later
-- Mailboxes that sign in by a token of their provider instead of a password. The provider's own
-- addresses stand here only where the desk does not know them; secrets and tokens are sealed.
ALTER TABLE mailbox ADD COLUMN oauth_provider @text;
ALTER TABLE mailbox ADD COLUMN oauth_client_id @text;
ALTER TABLE mailbox ADD COLUMN oauth_client_secret @text;
ALTER TABLE mailbox ADD COLUMN oauth_tenant @text;
ALTER TABLE mailbox ADD COLUMN oauth_authorise_url @text;
ALTER TABLE mailbox ADD COLUMN oauth_token_url @text;
ALTER TABLE mailbox ADD COLUMN oauth_scope @text;
ALTER TABLE mailbox ADD COLUMN oauth_refresh_token @text;
ALTER TABLE mailbox ADD COLUMN oauth_access_token @text;
ALTER TABLE mailbox ADD COLUMN oauth_access_until @instant;
-- Why the provider gave no new token, as a word, and when it was asked last.
ALTER TABLE mailbox ADD COLUMN oauth_trouble @text;
ALTER TABLE mailbox ADD COLUMN oauth_tried_at @instant;
