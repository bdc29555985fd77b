// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "platform/imap/mail_source.hpp"

#include <string>
#include <vector>

namespace heed::imap {

/// A mailbox for tests: letters put in come out once, in order, until `next_problem` stands in the
/// way.
class FakeSource final : public MailSource {
public:
    void put(std::string letter, std::optional<Instant> delivered_at = {});

    FetchRun fetch_new(const Cursor& cursor, const OnLetter& on_letter) override;
    Result<Cursor> end_of_folder() override;

    net::ConnectionTest test_connection() override { return net::connection_test(test_code); }

    /// As after a server was restored from a backup.
    void renumber() { ++uid_validity_; }

    std::string next_problem = {}; // code; the next run ends with it before its first letter
    std::string test_code = "ok";
    std::size_t letter_bytes_max = std::string::npos; // of a larger one only the headers come

private:
    struct Kept {
        std::string bytes;
        std::optional<Instant> delivered_at;
    };

    std::vector<Kept> letters_; // the UID is the place, counted from 1
    std::int64_t uid_validity_ = 1;
};

} // namespace heed::imap
