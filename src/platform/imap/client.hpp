// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "platform/imap/response.hpp"
#include "platform/net/connection.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace heed::imap {

using Uid = std::uint32_t;

/// What an open folder said of itself.
struct Folder {
    std::uint32_t uid_validity = 0;
    std::uint32_t uid_next = 0; // 0 = not said
    std::uint32_t letters = 0;
};

/// What a page of letters says of each before it is fetched.
struct Outline {
    std::uint64_t size_bytes = 0; // 0 = not said
    std::optional<Instant> delivered_at = {};
};

enum class LetterPart { whole, headers };

/// One signed-in talk with an IMAP server: a command, its answer, the next command.
///
/// The refusal command_refused (NO or BAD) leaves the talk usable; after any other it is over.
class Client {
public:
    /// Connects, reads the greeting and, for TlsMode::starttls, insists on TLS before anything
    /// else.
    static Result<Client>
    connect(const net::Endpoint& endpoint, const std::string& address, const net::Until& until);

    Result<> sign_in(const std::string& user, const std::string& password, const net::Until& until);

    /// By a token of OAuth 2.0, as XOAUTH2 or OAUTHBEARER (RFC 7628), whichever is offered.
    Result<> sign_in_by_token(
        const std::string& user, const std::string& access_token, const net::Until& until
    );

    Result<Folder> open_folder(std::string_view name, bool writable, const net::Until& until);

    /// Which UIDs of `set` (e.g. "5:9,12") exist; in the server's order, at most a million.
    Result<std::vector<Uid>> existing(const std::string& set, const net::Until& until);

    Result<std::map<Uid, Outline>> outlines(const std::string& set, const net::Until& until);

    struct LetterRequest {
        Uid uid = 0;
        LetterPart part = LetterPart::whole;
        std::size_t bytes_max = 0; // a server that announces more is not believed any longer
    };

    /// The letter without marking it; nothing when the server gives none. Handed over only after
    /// the whole answer was read, so a letter that was cut short never looks complete.
    Result<std::optional<std::string>>
    letter(const LetterRequest& request, const net::Until& until);

    Result<> mark_seen(Uid uid, const net::Until& until);

    /// Away for good. Other clients' letters that wait for their end are left alone.
    Result<> remove(Uid uid, const net::Until& until);

    /// Into another folder, which is made when there is none.
    Result<> move(Uid uid, std::string_view folder, const net::Until& until);

    [[nodiscard]] bool can_idle() const { return can("IDLE"); }

    /// Waits in the open folder until the server tells of a letter (RFC 2177), at most until
    /// `wait`; false when it told of none. Each answer may take as long as `answer`.
    Result<bool> idle(const net::Until& wait, std::chrono::milliseconds answer);

    void log_out(const net::Until& until);

private:
    using OnUntagged = std::function<Result<>(Response)>;

    struct Command {
        std::string text;
        OnUntagged on_untagged = {};
        std::string continuation = {};             // sent when the server asks for more
        std::optional<std::string> last_word = {}; // sent when it then asks once more
        ReadLimits limits = {};
    };

    explicit Client(net::Connection connection) : connection_(std::move(connection)) {}

    Result<> greet(const net::Endpoint& endpoint, const net::Until& until);
    Result<> start_tls(const net::Endpoint& endpoint, const net::Until& until);
    Result<> read_capabilities(const net::Until& until);
    Result<> prove(const Command& command, const net::Until& until);
    Result<> leave_idle(const std::string& tag, const net::Until& until);
    OnUntagged on_letters(bool& arrived);
    Result<> relocate(Uid uid, const std::string& folder, const net::Until& until);

    Result<Status> run(const Command& command, const net::Until& until);
    Result<std::optional<Status>>
    take(Response response, const std::string& tag, const OnUntagged& on_untagged) const;
    Result<> order(std::string text, const net::Until& until);
    Result<Response> read(const ReadLimits& limits, const net::Until& until);
    [[nodiscard]] Result<> notice(const Status& status) const;
    [[nodiscard]] bool can(std::string_view capability) const;

    net::Connection connection_;
    ResponseReader reader_;
    std::vector<std::string> capabilities_;
    bool signed_in_ = false;
    std::uint32_t uid_validity_ = 0;
    std::uint32_t letters_ = 0; // in the open folder
    int last_tag_ = 0;
};

} // namespace heed::imap
