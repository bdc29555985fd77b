// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace heed::oauth {

struct HttpAnswer {
    int status = 0;
    std::string body;
};

/// The answer in `bytes`; nothing while it is not whole. `ended` says that no more will come, which
/// ends an answer that says nothing of its length. A status of 0 is no HTTP.
std::optional<HttpAnswer> http_answer_in(std::string_view bytes, bool ended);

} // namespace heed::oauth
