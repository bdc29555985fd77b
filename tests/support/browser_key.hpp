// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "kernel/format.hpp"
#include "platform/crypto/digest.hpp"
#include "platform/crypto/encoding.hpp"
#include "platform/crypto/soft_authenticator.hpp"
#include "tests/support/visitor.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace heed::tests {

inline constexpr const char* session_passkey = "/api/v1/session/passkey";

/// A browser with an authenticator that holds one passkey: makes it, and signs in by it.
class BrowserKey {
public:
    /// What it says that is not so.
    struct Lie {
        std::string origin = "https://desk.example";
        std::string site = "desk.example";
        std::string type = {};
        std::optional<std::string> challenge = {};
        bool verified = true;
        bool present = true;
        bool spoilt_signature = false;
        std::uint32_t sign_count = 0;
    };

    std::string
    added_body(Visitor& visitor, std::string_view name, std::string_view password, const Lie& lie) {
        const auto asked = visitor.post(
            "/api/v1/me/passkeys/challenge", fmt::format(R"({{"password":"{}"}})", password)
        );
        return fmt::format(
            R"({{"name":"{}","client_data":"{}","attestation":"{}"}})",
            name,
            crypto::base64url(client_data(asked.text("/challenge"), "webauthn.create", lie)),
            crypto::base64url(device_.attestation(says(lie)))
        );
    }

    std::string added_body(Visitor& visitor, std::string_view name, std::string_view password) {
        return added_body(visitor, name, password, Lie{});
    }

    Answer add(Visitor& visitor, std::string_view name, std::string_view password) {
        return visitor.post("/api/v1/me/passkeys", added_body(visitor, name, password));
    }

    std::string signed_in_body(Visitor& visitor, std::string_view step, const Lie& lie) {
        const auto with_step =
            step.empty() ? std::string() : fmt::format(R"("second_step":"{}")", step);
        const auto asked = visitor.post("/api/v1/session/passkey_challenge", "{" + with_step + "}");
        const auto client = client_data(asked.text("/challenge"), "webauthn.get", lie);
        const auto data = crypto::SoftAuthenticator::data(says(lie));
        auto signature = device_.sign(data + crypto::sha256(client));
        if (lie.spoilt_signature) signature.back() = static_cast<char>(signature.back() ^ 1);
        return fmt::format(
            R"({{"credential":"{}","client_data":"{}","authenticator_data":"{}",)"
            R"("signature":"{}"{}}})",
            crypto::base64url(device_.credential()),
            crypto::base64url(client),
            crypto::base64url(data),
            crypto::base64url(signature),
            with_step.empty() ? "" : "," + with_step
        );
    }

    std::string signed_in_body(Visitor& visitor, std::string_view step) {
        return signed_in_body(visitor, step, Lie{});
    }

    Answer enter(Visitor& visitor, std::string_view step, const Lie& lie) {
        return visitor.post(session_passkey, signed_in_body(visitor, step, lie));
    }

    Answer enter(Visitor& visitor, std::string_view step = {}) {
        return enter(visitor, step, Lie{});
    }

private:
    static crypto::SoftAuthenticator::Says says(const Lie& lie) {
        return {
            .site = lie.site,
            .present = lie.present,
            .verified = lie.verified,
            .sign_count = lie.sign_count,
        };
    }

    static std::string
    client_data(const std::string& challenge, std::string_view type, const Lie& lie) {
        return fmt::format(
            R"({{"type":"{}","challenge":"{}","origin":"{}","crossOrigin":false,"other":[1]}})",
            lie.type.empty() ? type : std::string_view(lie.type),
            lie.challenge.value_or(challenge),
            lie.origin
        );
    }

    crypto::SoftAuthenticator device_;
};

} // namespace heed::tests
