// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "kernel/instant.hpp"
#include "kernel/result.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace heed::imap {

/// One response of a server. A NUL in `text` stands where each literal stood, in order.
struct Response {
    std::string text;
    std::vector<std::string> literals = {};
};

/// What a server may send in one response before we stop believing it.
struct ReadLimits {
    std::size_t text_bytes_max = 65'536;
    std::size_t literal_bytes_max = 65'536; // all literals together
    std::size_t literals_max = 100;         // an empty one costs us more than its sender
};

/// Cuts the byte stream into responses. Refuses with protocol_error what breaks the grammar or the
/// limits; a refusal of the source passes through.
class ResponseReader {
public:
    /// Reads at least one byte.
    using Source = std::function<Result<std::size_t>(std::span<char>)>;

    Result<Response> next(const ReadLimits& limits, const Source& source);

    /// True when bytes were received that no response has used. After STARTTLS there must be none.
    [[nodiscard]] bool has_unread() const { return position_ < buffer_.size(); }

private:
    Result<> read_more(const Source& source);
    Result<std::string> read_line(std::size_t bytes_max, const Source& source);
    Result<std::string> read_literal(std::size_t size, const Source& source);

    std::string buffer_;
    std::size_t position_ = 0;
};

std::unexpected<Error> protocol_error(std::string_view why);

/// Digits only, at least one, not above `max`.
std::optional<std::uint64_t> number_from(std::string_view digits, std::uint64_t max);

struct Status {
    enum class Word { ok, no, bad, bye, preauth };

    Word word = Word::ok;
    std::string code = {}; // in brackets, e.g. "UIDVALIDITY 3857529045"
    std::string text = {};
};

/// Reads what follows a tag or the star of a status response; nothing for other responses.
std::optional<Status> status_from(std::string_view text);

/// The number behind `name` in a response code, e.g. 7 in "UIDNEXT 7".
std::optional<std::uint32_t> code_number(const Status& status, std::string_view name);

/// "* 23 EXISTS": the number before `name`.
std::optional<std::uint32_t> number_before(std::string_view text, std::string_view name);

/// The numbers of a "* SEARCH …" response; nothing for other responses.
std::optional<std::vector<std::uint32_t>> search_result(std::string_view text);

/// The parts of a FETCH response that we ask for.
struct Fetched {
    std::optional<std::uint32_t> uid = {};
    std::optional<std::uint64_t> size_bytes = {};
    std::optional<Instant> delivered_at = {}; // INTERNALDATE
    std::optional<std::string> body = {};     // of BODY[…]
};

/// "17-Jul-1996 02:44:25 -0700"; nothing for what is no such moment.
std::optional<Instant> moment_from(std::string_view text);

/// Nothing for other responses; refuses a FETCH that cannot be read.
Result<std::optional<Fetched>> fetched_from(Response response);

} // namespace heed::imap
