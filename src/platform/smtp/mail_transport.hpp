// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "platform/net/endpoint.hpp"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace heed::smtp {

/// Who the post office is told about; independent of what stands in the letter's headers.
struct Envelope {
    std::string mail_from; // empty = the null sender <>, for letters nobody may answer by machine
    std::vector<std::string> rcpt_to;
};

/// A server's word: reply code, RFC 3463 status where given, and its text (printable, cut short).
struct ServerWord {
    int code = 0; // 0 = the server said nothing
    std::string enhanced_status = {};
    std::string text = {};

    [[nodiscard]] bool is_permanent() const { return code >= 500 && code < 600; }

    bool operator==(const ServerWord&) const = default;
};

struct RefusedRecipient {
    std::string address;
    ServerWord word;

    bool operator==(const RefusedRecipient&) const = default;
};

/// How one attempt to hand a letter over ended.
struct SendOutcome {
    enum class Kind {
        accepted,            // by the server, for every recipient not listed in `refused`
        refused_permanently, // sending it again unchanged is useless
        try_later,           // nothing was taken; the same attempt may work later
        unknown_after_data,  // the whole letter went out and no answer came: it may have arrived
        cannot_connect,
        tls_failed,
        auth_failed
    };

    Kind kind = Kind::try_later;
    ServerWord word = {};
    // Also filled when accepted: those with a temporary word are to be tried again alone.
    std::vector<RefusedRecipient> refused = {};
};

/// Called once, after the server agreed to take the letter and before its first byte leaves. When
/// it answers false nothing is sent. Here the attempt is recorded, so that a crash later on is
/// known to be one after which the letter may have arrived.
using BeforeData = std::function<bool()>;

/// The way letters leave. Used by one thread at a time.
class MailTransport {
public:
    virtual ~MailTransport() = default;

    /// Hands over one letter. Lone CR and LF become CRLF, so that no letter can end early and
    /// smuggle a second one behind it.
    virtual SendOutcome
    send(const Envelope& envelope, std::string_view letter, const BeforeData& before_data) = 0;

    /// Connects and signs in, sends nothing.
    virtual net::ConnectionTest test_connection() = 0;
};

} // namespace heed::smtp

namespace heed {

template <>
inline constexpr std::array<std::string_view, 7> enum_names<smtp::SendOutcome::Kind> = {
    "accepted",
    "refused_permanently",
    "try_later",
    "unknown_after_data",
    "cannot_connect",
    "tls_failed",
    "auth_failed"
};

} // namespace heed
