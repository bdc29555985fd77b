// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/people/person.hpp"

#include "features/people/public_domains.hpp"
#include "kernel/text.hpp"
#include "platform/mail/addresses.hpp"
#include "platform/mail/domains.hpp"
#include "platform/tz/tz.hpp"
#include "platform/words/language.hpp"

#include <algorithm>

namespace heed::people {

namespace {

constexpr std::size_t domain_length_max = 253;
constexpr std::size_t label_length_max = 63;

bool is_label(std::string_view label) {
    const auto belongs = [](unsigned char letter) {
        return letter >= 0x80 || letter == '-' || (letter >= '0' && letter <= '9') ||
               (letter >= 'a' && letter <= 'z');
    };
    return !label.empty() && label.size() <= label_length_max && label.front() != '-' &&
           label.back() != '-' && std::ranges::all_of(label, belongs);
}

/// At least two labels: `acme.example`.
bool is_domain(std::string_view domain) {
    if (domain.size() > domain_length_max || !domain.contains('.')) return false;
    while (true) {
        const auto dot = domain.find('.');
        if (!is_label(domain.substr(0, dot))) return false;
        if (dot == std::string_view::npos) return true;
        domain.remove_prefix(dot + 1);
    }
}

} // namespace

Result<std::string> checked_address(std::string_view address, std::string_view pointer) {
    // `normalised_address` mends letters' addresses by taking blanks out; what is typed with one
    // in the middle is a mistake.
    const auto is_blank = [](unsigned char letter) { return letter <= ' ' || letter == 0x7F; };
    auto normalised = mail::normalised_address(address);
    if (mail::is_mail_address(normalised) && std::ranges::none_of(trimmed(address), is_blank))
        return normalised;
    return refuse(
        Refusal::invalid, "bad_address", pointer, "This is no mail address like `ana@acme.example`."
    );
}

Result<> require_meant(std::string_view address, std::string_view pointer) {
    if (mail::leads_nowhere(address))
        return refuse(
            Refusal::invalid,
            "bad_address",
            pointer,
            "No letter reaches an address under `.invalid`; it stands where a letter named no "
            "sender. Give one that exists."
        );
    if (!mail::has_doubled_dot(address)) return {};
    return refuse(
        Refusal::invalid,
        "bad_address",
        pointer,
        "Two dots stand side by side before the @. Give the address as its owner writes it."
    );
}

Result<std::string> checked_domain(std::string_view domain, std::string_view pointer) {
    auto plain = trimmed(domain);
    if (plain.starts_with('@')) plain.remove_prefix(1);
    auto normalised = mail::normalised_domain(plain);
    if (!is_domain(normalised)) {
        return refuse(
            Refusal::invalid, "bad_domain", pointer, "This is no mail domain like `acme.example`."
        );
    }
    if (!is_public_domain(normalised)) return normalised;
    return refuse(
        Refusal::invalid,
        "public_domain",
        pointer,
        "Anybody can have an address at " + normalised +
            ", so it cannot say who belongs to an organisation."
    );
}

Result<> require_zone(const std::optional<std::string>& zone, std::string_view pointer) {
    if (zone) TRY(tz::find_zone(*zone, pointer));
    return {};
}

Result<> require_language(const std::optional<std::string>& language, std::string_view pointer) {
    if (!language || words::is_language_tag(*language)) return {};
    return refuse(Refusal::invalid, "bad_language", pointer, "Use a tag like `en` or `pt-BR`.");
}

std::string name_from_address(std::string_view address) {
    const auto local = address.substr(0, address.find('@'));
    return std::string(local.empty() ? address : local);
}

} // namespace heed::people
