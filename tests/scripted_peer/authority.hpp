// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <memory>
#include <string>

namespace heed::tests {

/// A certificate with its key, as a server holds them.
struct Identity {
    std::string certificate_pem;
    std::string key_pem;
};

/// A certificate authority made for one test; nobody else trusts it.
class Authority {
public:
    Authority();
    ~Authority();
    Authority(const Authority&) = delete;
    Authority& operator=(const Authority&) = delete;

    /// `names` as in a subjectAltName, e.g. "DNS:localhost,IP:127.0.0.1". A negative validity
    /// makes a certificate that has already run out.
    [[nodiscard]] Identity issue(const std::string& names, int valid_days = 2) const;

    /// A PEM file holding the authority's certificate; gone with the object.
    [[nodiscard]] const std::string& ca_file() const { return ca_file_; }

private:
    struct State;
    std::unique_ptr<State> state_;
    std::string ca_file_;
};

} // namespace heed::tests
