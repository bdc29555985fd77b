// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace heed::crypto {

/// A device that makes one passkey, in software, for tests: its key lies in memory.
class SoftAuthenticator {
public:
    enum class Algorithm { es256, eddsa, rs256 };

    explicit SoftAuthenticator(Algorithm algorithm = Algorithm::es256);
    ~SoftAuthenticator();
    SoftAuthenticator(SoftAuthenticator&&) noexcept;
    SoftAuthenticator& operator=(SoftAuthenticator&&) noexcept;

    struct Says {
        std::string site = "desk.example";
        bool present = true;
        bool verified = true;
        std::uint32_t sign_count = 0;
    };

    /// Raw, as all that follows.
    [[nodiscard]] const std::string& credential() const;
    [[nodiscard]] std::string public_key() const;
    [[nodiscard]] std::string attestation(const Says& says) const;
    [[nodiscard]] static std::string data(const Says& says);
    [[nodiscard]] std::string sign(std::string_view bytes) const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace heed::crypto
