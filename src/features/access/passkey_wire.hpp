// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "features/access/passkeys.hpp"
#include "kernel/text.hpp"

/// JSON of passkeys. What browsers give as bytes stands in base64url.
namespace heed::access::wire {

struct AddPasskey {
    Text<1, 100> name;
    Text<1, 4000> client_data;
    Text<1, 22000> attestation;
};
HEED_FIELDS(AddPasskey, name, client_data, attestation)

struct RenamePasskey {
    Text<1, 100> name;
};
HEED_FIELDS(RenamePasskey, name)

/// For `navigator.credentials.create`.
struct PasskeyOptions {
    std::string challenge;
    std::string site_id;
    std::string site_name;
    std::string user_id;
    std::string user_name;
    std::vector<std::string> exclude; // credentials that are known already
    std::vector<int> algorithms;
};
HEED_FIELDS(PasskeyOptions, challenge, site_id, site_name, user_id, user_name, exclude, algorithms)

struct PasskeyView {
    PasskeyId id;
    std::string name;
    Instant created_at = {};
    std::optional<Instant> last_used_at;
};
HEED_FIELDS(PasskeyView, id, name, created_at, last_used_at)

/// `codes` are recovery codes, where it is the first second factor; shown in this answer alone.
struct PasskeyAdded {
    PasskeyView passkey;
    std::vector<std::string> codes;
};
HEED_FIELDS(PasskeyAdded, passkey, codes)

struct AskPasskeyChallenge {
    std::optional<Text<1, 100>> second_step; // the token of one; absent: whoever it is
};
HEED_FIELDS(AskPasskeyChallenge, second_step)

/// For `navigator.credentials.get`.
struct PasskeyChallenge {
    std::string challenge;
    std::string site_id;
    std::vector<std::string> allow; // credentials; none: any
};
HEED_FIELDS(PasskeyChallenge, challenge, site_id, allow)

struct SignInByPasskey {
    Text<1, 1400> credential;
    Text<1, 4000> client_data;
    Text<1, 6000> authenticator_data;
    Text<1, 2000> signature;
    std::optional<Text<1, 100>> second_step;
};
HEED_FIELDS(SignInByPasskey, credential, client_data, authenticator_data, signature, second_step)

PasskeyView view(Passkey passkey);

} // namespace heed::access::wire
