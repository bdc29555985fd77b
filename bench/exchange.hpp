// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace heed::bench {

/// A blocking connection to the desk on this machine.
int connected(int port);

void send_all(int descriptor, std::string_view text);

/// An answer, once all of it has arrived.
struct Answer {
    int status = 0;
    std::size_t head = 0;
    std::size_t body = 0;
};

std::optional<Answer> whole_answer(std::string_view received);

} // namespace heed::bench
