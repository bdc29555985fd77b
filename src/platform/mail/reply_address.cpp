// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/mail/reply_address.hpp"

#include "kernel/check.hpp"
#include "kernel/text.hpp"

#include <algorithm>
#include <array>
#include <glib.h>

namespace heed::mail {

namespace {

constexpr std::size_t mac_letters = 20; // of 5 bits

std::string mac_of(TokenKind kind, std::int64_t id, std::string_view key) {
    CHECK(!key.empty());
    const auto message =
        (kind == TokenKind::request ? "heed:request:" : "heed:entry:") + std::to_string(id);
    GHmac* const hmac = g_hmac_new(
        G_CHECKSUM_SHA256, reinterpret_cast<const guchar*>(key.data()), key.size() // NOLINT: bytes
    );
    g_hmac_update(
        hmac,
        reinterpret_cast<const guchar*>(message.data()), // NOLINT: bytes
        static_cast<gssize>(message.size())
    );
    std::array<guint8, 32> digest{};
    gsize length = digest.size();
    g_hmac_get_digest(hmac, digest.data(), &length);
    g_hmac_unref(hmac);

    constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyz234567";
    std::string mac;
    unsigned bits = 0;
    unsigned count = 0;
    for (std::size_t at = 0; mac.size() < mac_letters; ++at) {
        bits = (bits << 8U) | digest.at(at);
        for (count += 8; count >= 5 && mac.size() < mac_letters; count -= 5)
            mac += letters[(bits >> (count - 5U)) & 31U];
    }
    return mac;
}

bool equal_in_constant_time(std::string_view left, std::string_view right) {
    if (left.size() != right.size()) return false;
    unsigned different = 0;
    for (std::size_t at = 0; at < left.size(); ++at)
        different |= static_cast<unsigned char>(left[at]) ^ static_cast<unsigned char>(right[at]);
    return different == 0;
}

} // namespace

std::string sign_token(TokenKind kind, std::int64_t id, std::string_view key) {
    CHECK(id > 0);
    return std::to_string(id) + "-" + mac_of(kind, id, key);
}

std::optional<std::int64_t>
verify_token(TokenKind kind, std::string_view token, std::string_view key) {
    const auto dash = token.find('-');
    if (dash == std::string_view::npos || dash > 18 || token.starts_with('0')) return std::nullopt;
    std::int64_t id = 0;
    for (const char digit : token.substr(0, dash)) {
        if (digit < '0' || digit > '9') return std::nullopt;
        id = id * 10 + (digit - '0');
    }
    if (id <= 0) return std::nullopt;
    const auto given = ascii_lower(token.substr(dash + 1));
    if (!equal_in_constant_time(given, mac_of(kind, id, key))) return std::nullopt;
    return id;
}

std::string
reply_address(std::string_view mailbox_address, std::int64_t ticket_id, std::string_view key) {
    const auto at_sign = std::min(mailbox_address.rfind('@'), mailbox_address.size());
    std::string address(mailbox_address.substr(0, at_sign));
    address += "+r-" + sign_token(TokenKind::request, ticket_id, key);
    return address.append(mailbox_address.substr(at_sign));
}

std::optional<std::int64_t> ticket_of_address(std::string_view address, std::string_view key) {
    const auto lower = ascii_lower(address);
    const auto at_sign = std::min(lower.rfind('@'), lower.size());
    const auto local = std::string_view(lower).substr(0, at_sign);
    const auto mark = local.rfind("+r-");
    if (mark == std::string_view::npos) return std::nullopt;
    return verify_token(TokenKind::request, local.substr(mark + 3), key);
}

std::string make_message_id(std::int64_t entry_id, std::string_view host, std::string_view key) {
    return "e-" + sign_token(TokenKind::entry, entry_id, key) + "@" + std::string(host);
}

std::string
make_acknowledgement_id(std::int64_t entry_id, std::string_view host, std::string_view key) {
    return "a-" + sign_token(TokenKind::entry, entry_id, key) + "@" + std::string(host);
}

std::optional<std::int64_t> entry_of_message_id(std::string_view message_id, std::string_view key) {
    const auto lower = ascii_lower(message_id);
    std::string_view local =
        std::string_view(lower).substr(0, std::min(lower.find('@'), lower.size()));
    if (local.starts_with('<')) local.remove_prefix(1);
    if (!local.starts_with("e-") && !local.starts_with("a-")) return std::nullopt;
    return verify_token(TokenKind::entry, local.substr(2), key);
}

} // namespace heed::mail
