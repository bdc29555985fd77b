// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/mail/addresses.hpp"

#include "kernel/text.hpp"
#include "platform/mail/domains.hpp"
#include "platform/mail/header_text.hpp"

#include <algorithm>

namespace heed::mail {

namespace {

constexpr std::size_t addresses_max = 2000;
constexpr std::string_view strip_from_ends = " \t\r\n<>\"'`,;:";

/// Without quotes around and backslashes inside; encoded words decoded.
std::string clean_name(std::string_view raw) {
    std::string unquoted;
    for (std::size_t at = 0; at < raw.size(); ++at) {
        if (raw[at] == '\\' && at + 1 < raw.size())
            ++at;
        else if (raw[at] == '"')
            continue;
        unquoted += raw[at];
    }
    std::string name = decode_header(unquoted);
    // Outlook writes 'name' in apostrophes.
    if (name.size() >= 2 && name.starts_with('\'') && name.ends_with('\''))
        name = name.substr(1, name.size() - 2);
    return std::string(trimmed(name));
}

bool is_local_part(std::string_view local) {
    return !local.empty() && local.size() <= 64 && std::ranges::none_of(local, [](char letter) {
        return static_cast<unsigned char>(letter) <= 0x20U || letter == 0x7F ||
               std::string_view("<>()[]\\,;:\"@").contains(letter);
    });
}

/// Without blanks at the last `@`. Control characters, which decoding would drop, become what no
/// address has.
std::string with_bare_sign(std::string_view raw) {
    std::string text(trimmed(raw));
    if (const auto sign = text.rfind('@'); sign != std::string::npos) {
        std::string joined(trimmed(std::string_view(text).substr(0, sign)));
        joined += '@';
        joined += trimmed(std::string_view(text).substr(sign + 1));
        text = std::move(joined);
    }
    const auto is_control = [](char letter) {
        const bool blank = letter == '\t' || letter == '\r' || letter == '\n';
        return !blank && ((letter >= 0 && letter < ' ') || letter == 0x7F);
    };
    std::ranges::replace_if(text, is_control, '\\');
    return decode_header(text);
}

/// True when quotes stand around the local part. They are taken away where it says the same
/// without them; else it stays as it is, and is no address that anybody can be written to at.
bool unquote_local_part(std::string& address) {
    const auto open = address.find_first_not_of(" <");
    const auto sign = address.rfind('@');
    if (open == std::string::npos || sign == std::string::npos || sign < open + 2) return false;
    if (address[open] != '"' || address[sign - 1] != '"') return false;
    const auto local = address.substr(open + 1, sign - open - 2);
    if (!is_local_part(local) || strip_from_ends.contains(local.front())) return true;
    address.replace(open, sign - open, local);
    return false;
}

/// What stands around an address is mended. What stands inside makes it unreadable: without that
/// it would be somebody else's.
std::string clean_address(std::string_view raw) {
    auto address = with_bare_sign(raw);
    if (unquote_local_part(address)) return address;
    const auto first = address.find_first_not_of(strip_from_ends);
    if (first == std::string::npos) return {};
    address = address.substr(first, address.find_last_not_of(strip_from_ends) - first + 1);
    if (ascii_lower(address).starts_with("mailto:")) address.erase(0, 7);
    while (address.ends_with('.')) address.pop_back();
    // A source route: "@relay:person@host".
    if (const auto colon = address.rfind(':');
        address.starts_with('@') && colon != std::string::npos)
        address.erase(0, colon + 1);
    return address;
}

/// "mailto" before a colon is no group's name.
bool ends_with_mailto(std::string_view text) {
    constexpr std::string_view word = "mailto";
    const auto last = text.find_last_not_of(" \t\r\n");
    if (last == std::string_view::npos || last + 1 < word.size()) return false;
    return equals_ignoring_case(text.substr(last + 1 - word.size(), word.size()), word);
}

/// Pieces between commas and semicolons that stand outside quotes, brackets and comments.
/// A group's name and its closing semicolon fall away. When the nesting never closes, `strict`
/// is off and only the separators count.
std::vector<std::string_view> split_list(std::string_view list, bool strict) {
    std::vector<std::string_view> pieces;
    std::size_t begin = 0;
    bool quoted = false;
    bool bracketed = false;
    int comment = 0;
    // Searched once for all colons, so that a list of colons costs no more than any other.
    std::size_t sign = std::min(list.find('@'), list.size());
    const auto names_address = [&](std::size_t end) {
        if (sign < begin) sign = std::min(list.find('@', begin), list.size());
        return sign < end;
    };
    for (std::size_t at = 0; at < list.size(); ++at) {
        const char letter = list[at];
        if (strict && letter == '\\') {
            ++at;
        } else if (strict && letter == '"' && comment == 0) {
            quoted = !quoted;
        } else if (quoted) {
            continue;
        } else if (strict && letter == '(') {
            ++comment;
        } else if (strict && letter == ')' && comment > 0) {
            --comment;
        } else if (letter == '<') {
            bracketed = true;
        } else if (letter == '>') {
            bracketed = false;
        } else if (letter == ':' && comment == 0 && !bracketed) {
            const auto name = list.substr(begin, at - begin);
            if (!names_address(at) && !ends_with_mailto(name)) begin = at + 1;
        } else if ((letter == ',' || letter == ';') && comment == 0 && !(strict && bracketed)) {
            pieces.push_back(list.substr(begin, at - begin));
            begin = at + 1;
        }
    }
    const bool broken = quoted || comment != 0 || bracketed;
    if (strict && broken) return split_list(list, false);
    pieces.push_back(list.substr(std::min(begin, list.size())));
    return pieces;
}

/// The last `(comment)` of a piece is the name in old letters: `ana@example.org (Ana)`.
MailAddress from_commented(std::string_view piece) {
    const auto open = piece.find('(');
    const auto close = piece.rfind(')');
    if (open == std::string_view::npos || close == std::string_view::npos || close < open)
        return {.address = clean_address(piece)};
    std::string address(piece.substr(0, open));
    address += piece.substr(close + 1);
    return {
        .name = clean_name(piece.substr(open + 1, close - open - 1)),
        .address = clean_address(address)
    };
}

/// Where the word begins that ends here; what is quoted is one word.
std::size_t last_word(std::string_view text) {
    const bool inside = std::ranges::count(text, '"') % 2 != 0;
    if (inside) return text.rfind('"');
    if (text.ends_with('"')) return text.substr(0, text.size() - 1).rfind('"');
    return text.find_last_of(" \t\r\n") + 1;
}

/// `text` without brackets: the word that has an `@` is the address, the others are the name.
MailAddress from_words(std::string_view piece) {
    const auto at_sign = piece.rfind('@');
    if (at_sign == std::string_view::npos) {
        const auto name = clean_name(piece);
        if (name.contains(' ')) return {.name = name};
        return {.address = clean_address(name)};
    }
    const auto before = piece.substr(0, at_sign);
    const auto begin = last_word(before);
    const auto end = std::min(piece.find_first_of(" \t\r\n", at_sign), piece.size());
    std::string name(piece.substr(0, begin));
    name += piece.substr(end);
    return {.name = clean_name(name), .address = clean_address(piece.substr(begin, end - begin))};
}

/// Where the address begins after the name, which may have brackets inside its quotes.
std::size_t first_bracket(std::string_view piece) {
    bool quoted = false;
    for (std::size_t at = 0; at < piece.size(); ++at) {
        if (piece[at] == '\\')
            ++at;
        else if (piece[at] == '"')
            quoted = !quoted;
        else if (piece[at] == '<' && !quoted)
            return at;
    }
    return piece.find('<');
}

MailAddress parse_piece(std::string_view piece) {
    // The last bracketed text with an @ is the address; the rest is the name.
    const auto close = std::min(piece.rfind('>'), piece.size());
    const auto open = piece.substr(0, close).rfind('<');
    if (open != std::string_view::npos) {
        auto name = clean_name(piece.substr(0, first_bracket(piece)));
        auto address = clean_address(piece.substr(open + 1, close - open - 1));
        if (address.empty() && close < piece.size())
            address = clean_address(piece.substr(close + 1));
        if (address.empty() && name.contains('@')) std::swap(name, address);
        return {.name = std::move(name), .address = std::move(address)};
    }
    if (piece.contains('(') && piece.contains('@')) return from_commented(piece);
    if (const auto sign = piece.find('@'); sign != std::string_view::npos) {
        std::string joined(trimmed(piece.substr(0, sign)));
        joined += '@';
        joined += trimmed(piece.substr(sign + 1));
        return from_words(joined);
    }
    // The whole entry, address included, may hide in an encoded word.
    const auto decoded = decode_header(piece);
    if (decoded.contains('@') && decoded != piece) return parse_piece(decoded);
    return from_words(piece);
}

bool is_label(std::string_view label) {
    const bool sized = !label.empty() && label.size() <= 63;
    return sized && !label.starts_with('-') && !label.ends_with('-') &&
           std::ranges::all_of(label, [](char letter) {
               const auto byte = static_cast<unsigned char>(letter);
               return byte >= 0x80U || letter == '-' || (letter >= '0' && letter <= '9') ||
                      (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z');
           });
}

bool is_domain(std::string_view domain) {
    if (domain.starts_with('[') && domain.ends_with(']')) {
        const auto literal = domain.substr(1, domain.size() - 2);
        return literal.size() >= 3 &&
               literal.find_first_not_of("0123456789abcdefABCDEFIPv.:") == std::string_view::npos;
    }
    if (!domain.contains('.')) return false;
    for (std::size_t begin = 0; begin <= domain.size();) {
        const auto end = std::min(domain.find('.', begin), domain.size());
        if (!is_label(domain.substr(begin, end - begin))) return false;
        begin = end + 1;
    }
    return true;
}

} // namespace

std::vector<MailAddress> parse_addresses(std::string_view header_value) {
    std::vector<MailAddress> addresses;
    std::string pending; // "Doe" of an unquoted `Doe, Ana <ana@example.org>`
    for (const auto piece : split_list(header_value, true)) {
        const auto entry = trimmed(piece);
        if (entry.empty()) continue;
        if (addresses.size() >= addresses_max) break;
        auto address = parse_piece(entry);
        if (address.address.empty() && address.name.empty()) continue;
        const bool lone_words = !address.address.contains('@') && !entry.contains('<');
        if (!pending.empty() && entry.contains('<') && !address.name.empty())
            address.name = clean_name(pending) + ", " + address.name;
        else if (!pending.empty())
            addresses.push_back(parse_piece(pending));
        pending = lone_words ? std::string(entry) : std::string();
        if (!lone_words) addresses.push_back(std::move(address));
    }
    if (!pending.empty()) addresses.push_back(parse_piece(pending));
    return addresses;
}

std::string normalised_address(std::string_view address) {
    auto plain = ascii_lower(valid_utf8(clean_address(address)));
    const auto at_sign = plain.rfind('@');
    if (at_sign == std::string::npos) return plain;
    return plain.replace(
        at_sign + 1, std::string::npos, normalised_domain(plain.substr(at_sign + 1))
    );
}

bool is_mail_address(std::string_view address) {
    const auto at_sign = address.rfind('@');
    if (at_sign == std::string_view::npos || address.size() > 254 || !is_valid_utf8(address))
        return false;
    const auto local = address.substr(0, at_sign);
    return is_local_part(local) && !local.starts_with('.') && !local.ends_with('.') &&
           is_domain(address.substr(at_sign + 1));
}

bool leads_nowhere(std::string_view address) {
    const auto domain = domain_of(address);
    return domain == "invalid" || domain.ends_with(".invalid");
}

bool has_doubled_dot(std::string_view address) {
    return address.substr(0, address.rfind('@')).contains("..");
}

std::string without_detail(std::string_view address) {
    std::string plain(address);
    const auto plus = plain.find('+');
    const auto at_sign = plain.rfind('@');
    // A sign in front is a name of its own.
    if (plus == std::string::npos || at_sign == std::string::npos || plus == 0 || plus > at_sign)
        return plain;
    return plain.erase(plus, at_sign - plus);
}

std::string domain_of(std::string_view address) {
    const auto at_sign = address.rfind('@');
    return at_sign == std::string_view::npos ? "" : ascii_lower(address.substr(at_sign + 1));
}

std::string display_form(const MailAddress& address) {
    if (address.name.empty()) return address.address;
    if (address.address.empty()) return address.name;
    return address.name + " <" + address.address + ">";
}

} // namespace heed::mail
