// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/dkim/dkim.hpp"

#include "kernel/format.hpp"
#include "kernel/text.hpp"
#include "platform/crypto/digest.hpp"
#include "platform/crypto/encoding.hpp"
#include "platform/dkim/canonical.hpp"

#include <array>
#include <chrono>
#include <vector>

namespace heed::dkim {

namespace {

/// What people and programs go by: nobody on the way may change these, nor add one.
constexpr std::array<std::string_view, 14> sealed_names = {
    "From",
    "Sender",
    "Reply-To",
    "To",
    "Cc",
    "Subject",
    "Date",
    "Message-ID",
    "In-Reply-To",
    "References",
    "MIME-Version",
    "Content-Type",
    "Content-Transfer-Encoding",
    "Auto-Submitted",
};

constexpr std::size_t line_max = 72;

/// Fields are taken from the last one up (RFC 6376 section 5.4.2); a name without field stands for
/// nothing, and breaks as soon as there is one.
std::string signed_head(const std::vector<Field>& head, std::vector<std::string_view>& names) {
    std::string out;
    for (const auto name : sealed_names) {
        for (auto field = head.rbegin(); field != head.rend(); ++field) {
            if (!equals_ignoring_case(field->name, name)) continue;
            out += relaxed_field(*field);
            names.push_back(name);
        }
        names.push_back(name);
    }
    return out;
}

std::string folded_names(const std::vector<std::string_view>& names) {
    std::string out;
    std::size_t column = 3; // after the tab and `h=`
    for (const auto name : names) {
        if (!out.empty()) out += ':';
        if (column + name.size() + 1 > line_max) {
            out += "\r\n\t";
            column = 1;
        }
        out += name;
        column += name.size() + 1;
    }
    return out;
}

std::string folded(std::string_view base64) {
    std::string out;
    while (base64.size() > line_max) {
        out.append(base64.substr(0, line_max)).append("\r\n\t");
        base64.remove_prefix(line_max);
    }
    return out.append(base64);
}

/// Of Ed25519 it is the digest that is signed (RFC 8463 section 3).
std::optional<std::string> signature_by(const Signer& signer, std::string_view message) {
    const bool hashed = signer.kind == crypto::KeyKind::ed25519;
    return crypto::signature_of(
        signer.kind, signer.private_key, hashed ? crypto::sha256(message) : std::string(message)
    );
}

} // namespace

std::optional<std::string>
signature_field(std::string_view letter, const Signer& signer, Instant signed_at) {
    const auto parts = parts_of(letter);
    std::vector<std::string_view> names;
    auto message = signed_head(parts.head, names);
    const auto seconds = std::chrono::floor<std::chrono::seconds>(signed_at);
    auto field = fmt::format(
        "DKIM-Signature: v=1; a={}-sha256; c=relaxed/relaxed; t={};\r\n"
        "\td={}; s={};\r\n"
        "\th={};\r\n"
        "\tbh={};\r\n"
        "\tb=",
        name_of(signer.kind),
        seconds.time_since_epoch().count(),
        signer.domain,
        signer.selector,
        folded_names(names),
        crypto::base64(crypto::sha256(relaxed_body(parts.body)))
    );
    // The signature signs its own field as well, as it is before there is one, and without the end
    // of its line.
    message += relaxed_field({.name = "dkim-signature", .text = field});
    message.resize(message.size() - 2);
    const auto signature = signature_by(signer, message);
    if (!signature) return std::nullopt;
    return field + folded(crypto::base64(*signature)) + "\r\n";
}

std::string record_name(std::string_view domain, std::string_view selector) {
    return fmt::format("{}._domainkey.{}", selector, domain);
}

std::string record_of(crypto::KeyKind kind, std::string_view public_key) {
    return fmt::format("v=DKIM1; k={}; p={}", name_of(kind), crypto::base64(public_key));
}

} // namespace heed::dkim
