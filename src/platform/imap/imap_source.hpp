// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "platform/imap/mail_source.hpp"

#include <chrono>
#include <memory>
#include <stop_token>
#include <string>

namespace heed::imap {

/// What becomes of a letter on the server once it is committed here.
enum class Afterwards { leave, mark_seen, move, remove };

struct Limits {
    int letters_max = 200;                                        // in one run
    std::int64_t letter_bytes_max = 50'000'000;                   // above: headers only
    std::chrono::milliseconds connect = std::chrono::seconds(30); // up to the open folder
    std::chrono::milliseconds command = std::chrono::seconds(60);
    std::chrono::milliseconds letter = std::chrono::seconds(180);
    std::chrono::milliseconds run = std::chrono::minutes(10);
    // RFC 2177: servers hang up on who has been idle for half an hour.
    std::chrono::milliseconds idle = std::chrono::minutes(25);
};

/// How to reach the server that holds a mailbox's letters.
struct Account {
    net::Endpoint endpoint;
    std::string user;
    std::string password;
    std::string access_token = {}; // when it is not empty, instead of the password
    std::string folder = "INBOX";
    Afterwards afterwards = Afterwards::mark_seen;
    std::string move_to = {}; // a folder, for Afterwards::move
    Limits limits = {};
};

/// The real source: one connection per run, nothing kept in between but the memory of which letter
/// broke the last run.
std::unique_ptr<MailSource>
make_imap_source(Account account, net::AddressCheck check, std::stop_token stop = {});

} // namespace heed::imap

namespace heed {

template <>
inline constexpr std::array<std::string_view, 4> enum_names<imap::Afterwards> = {
    "leave", "mark_seen", "move", "remove"
};

} // namespace heed
