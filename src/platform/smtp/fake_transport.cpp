// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/smtp/fake_transport.hpp"

#include "platform/smtp/letter_lines.hpp"

#include <utility>

namespace heed::smtp {

SendOutcome FakeTransport::send(
    const Envelope& envelope, std::string_view letter, const BeforeData& before_data
) {
    using Kind = SendOutcome::Kind;
    SendOutcome answer = {.kind = Kind::accepted, .word = {.code = 250, .text = "queued"}};
    if (!next_answers.empty()) {
        answer = std::move(next_answers.front());
        next_answers.pop_front();
    }
    if (answer.kind != Kind::accepted && answer.kind != Kind::unknown_after_data) return answer;
    if (!before_data())
        return {.kind = Kind::try_later, .word = {.text = "The connection broke off."}};
    sent.push_back({.envelope = envelope, .letter = with_crlf_lines(letter)});
    return answer;
}

} // namespace heed::smtp
