// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "app/house.hpp"
#include "features/access/access.hpp"
#include "platform/http/router.hpp"
#include "tests/power_cut/recording.hpp"

#include <optional>
#include <random>
#include <string>
#include <vector>

namespace heed::tests {

/// A house with the routes of the main job, asked without a network.
class OpenDesk {
public:
    OpenDesk(app::House& house, std::string token);

    http::Response answer(http::Request& request);

    /// A request of a program that knows the token.
    [[nodiscard]] http::Request post(const std::string& path, std::string body) const;

    app::House& house;

private:
    std::string token_;
    access::Gate gate_;
    http::Router router_;
};

/// Something that a customer or an agent sends, known again by its word.
struct Sent {
    enum class Kind { letter, ticket, reply, note_with_file };

    Kind kind = Kind::letter;
    std::string word;
    std::size_t size = 0;    // of its attachment
    std::int64_t ticket = 0; // that it is about: replies and notes

    /// What it makes: a ticket of this subject, or an entry of this text.
    [[nodiscard]] bool makes_ticket() const { return kind == Kind::letter || kind == Kind::ticket; }
};

/// Sends it, as often as one likes: whoever never heard an answer asks again. The ticket it is
/// about; nothing when the desk did not take it.
std::optional<std::int64_t> deliver(OpenDesk& desk, const Sent& sent);

struct LoadPlan {
    std::uint64_t seed = 0;
    int senders = 4;
    int requests = 45;       // of each sender
    bool told_early = false; // plants a desk that answers before it has kept anything
};

/// Several at once, each noted when it is sent and when it is answered. By number of request.
std::vector<Sent> run_load(OpenDesk& desk, Recording& recording, const LoadPlan& plan);

} // namespace heed::tests
