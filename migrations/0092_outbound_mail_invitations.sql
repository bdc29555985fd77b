-- SPDX-License-Identifier: AGPL-3.0-or-later
-- What became of the letters that invite somebody; they are few.
CREATE INDEX outgoing_letter_invitation ON outgoing_letter (person_id, id)
    WHERE kind = 'invitation';
