-- SPDX-License-Identifier: AGPL-3.0-or-later
-- What happened to one account, the newest first: for the security page of its owner.
CREATE INDEX event_of_account ON event (subject_id, position)
    WHERE subject_type = 'person' AND kind IN (
        'signed_in', 'sign_ins_failed', 'password_changed', 'factor_added', 'factor_removed',
        'factors_reset', 'recovery_codes_made', 'recovery_code_used', 'passkey_counter_went_back'
    );
