// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/mail/bounce_text.hpp"

#include "kernel/text.hpp"
#include "platform/mail/addresses.hpp"
#include "platform/mail/letter_case.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

namespace heed::mail {

namespace {

constexpr std::size_t lines_max = 300;

struct Meaning {
    std::string_view words; // compared by `bare_letters`
    std::string_view status;
};

// What says nothing against the address stands first.
constexpr auto meanings = std::to_array<Meaning>({
    {"mailbox full", "5.2.2"},
    {"mailbox is full", "5.2.2"},
    {"inbox is full", "5.2.2"},
    {"quota", "5.2.2"},
    {"storage limit", "5.2.2"},
    {"postfach ist voll", "5.2.2"},
    {"postfach voll", "5.2.2"},
    {"boite pleine", "5.2.2"},
    {"boite aux lettres est pleine", "5.2.2"},
    {"buzon lleno", "5.2.2"},
    {"buzon esta lleno", "5.2.2"},
    {"casella piena", "5.2.2"},
    {"casella e piena", "5.2.2"},
    {"caixa de correio cheia", "5.2.2"},
    {"caixa postal cheia", "5.2.2"},
    {"mailbox vol", "5.2.2"},
    {"skrzynka jest pelna", "5.2.2"},
    {"ящик переполнен", "5.2.2"},
    {"too large", "5.3.4"},
    {"too big", "5.3.4"},
    {"size limit", "5.3.4"},
    {"maximum size", "5.3.4"},
    {"zu gross", "5.3.4"},
    {"trop volumineux", "5.3.4"},
    {"demasiado grande", "5.3.4"},
    {"troppo grande", "5.3.4"},
    {"spam", "5.7.1"},
    {"blacklist", "5.7.1"},
    {"blocklist", "5.7.1"},
    {"block list", "5.7.1"},
    {"blocked", "5.7.1"},
    {"content filter", "5.7.1"},
    {"policy", "5.7.1"},
    {"reputation", "5.7.1"},
    {"dmarc", "5.7.1"},
    {"relaying", "5.7.1"},
    {"relay access", "5.7.1"},
    {"virus", "5.7.1"},
    {"too many hops", "5.4.6"},
    {"mail loop", "5.4.6"},
    {"mail is looping", "5.4.6"},
    {"connection timed out", "4.4.1"},
    {"connection refused", "4.4.1"},
    {"could not connect", "4.4.1"},
    {"user unknown", "5.1.1"},
    {"unknown user", "5.1.1"},
    {"no such user", "5.1.1"},
    {"no such person", "5.1.1"},
    {"no such recipient", "5.1.1"},
    {"no mailbox here", "5.1.1"},
    {"invalid recipient", "5.1.1"},
    {"recipient not found", "5.1.1"},
    {"address not found", "5.1.1"},
    {"recipient unknown", "5.1.1"},
    {"unknown recipient", "5.1.1"},
    {"user doesn't have a", "5.1.1"},
    {"does not exist", "5.1.1"},
    {"not listed in", "5.1.1"},
    {"empfanger unbekannt", "5.1.1"},
    {"adresse unbekannt", "5.1.1"},
    {"existiert nicht", "5.1.1"},
    {"adresse inconnue", "5.1.1"},
    {"destinataire inconnu", "5.1.1"},
    {"utilisateur inconnu", "5.1.1"},
    {"n'existe pas", "5.1.1"},
    {"usuario desconocido", "5.1.1"},
    {"no existe", "5.1.1"},
    {"utente sconosciuto", "5.1.1"},
    {"non esiste", "5.1.1"},
    {"usuario desconhecido", "5.1.1"},
    {"nao existe", "5.1.1"},
    {"onbekende gebruiker", "5.1.1"},
    {"bestaat niet", "5.1.1"},
    {"nie istnieje", "5.1.1"},
    {"не существует", "5.1.1"},
});

// Beside a line of dashes these say that our letter follows. Compared by `bare_letters`.
constexpr auto copy_words = std::to_array<std::string_view>(
    {"copy",
     "original message",
     "original letter",
     "unsent message",
     "header",
     "below this line",
     "kopie",
     "copie",
     "copia",
     "ursprungliche nachricht"}
);

std::string_view first_line(std::string_view text) {
    return text.substr(0, text.find('\n'));
}

bool begins_copy(std::string_view line) {
    const auto plain = trimmed(line);
    for (const auto* header : {"return-path:", "received:", "message-id:"})
        if (ascii_lower(plain.substr(0, 20)).starts_with(header)) return true;
    if (!plain.starts_with("---")) return false;
    const auto bare = bare_letters(utf8_prefix(plain, 200));
    return std::ranges::any_of(copy_words, [&](std::string_view word) {
        return bare.contains(word);
    });
}

/// The class of an SMTP reply code that stands alone: "550 No", "452-4".
std::optional<std::string_view> status_of_reply_code(std::string_view line) {
    for (std::size_t at = 0; at + 3 <= line.size(); ++at) {
        const auto code = line.substr(at, 3);
        const bool begins = at == 0 || std::string_view(" \t:([").contains(line[at - 1]);
        const bool ends =
            at + 3 == line.size() || std::string_view(" \t-:)]").contains(line[at + 3]);
        if (!begins || !ends) continue;
        if (code == "552") return "5.2.2";
        for (const auto* refused : {"550", "551", "553", "554"})
            if (code == refused) return "5.0.0";
        for (const auto* later : {"421", "450", "451", "452", "454"})
            if (code == later) return "4.0.0";
    }
    return std::nullopt;
}

std::vector<std::string_view> lines_of(std::string_view text) {
    std::vector<std::string_view> lines;
    while (!text.empty() && lines.size() < lines_max) {
        const auto line = first_line(text);
        text.remove_prefix(std::min(line.size() + 1, text.size()));
        lines.push_back(utf8_prefix(trimmed(line), 1000));
    }
    return lines;
}

ServerWords said(std::string_view status, std::string_view line) {
    return {.status = std::string(status), .line = std::string(line)};
}

bool is_name_of(const Letter& letter, const std::string& address) {
    const auto is_it = [&](const MailAddress& known) {
        return normalised_address(known.address) == address;
    };
    return std::ranges::any_of(letter.to, is_it) || std::ranges::any_of(letter.from, is_it) ||
           std::ranges::find(letter.delivered_to, address) != letter.delivered_to.end();
}

} // namespace

std::string status_in(std::string_view text) {
    for (std::size_t at = 0; at + 5 <= text.size(); ++at) {
        const bool begins = (text[at] == '4' || text[at] == '5') && text[at + 1] == '.' &&
                            (at == 0 || !std::string_view("0123456789.").contains(text[at - 1]));
        if (!begins) continue;
        auto end = text.find_first_not_of("0123456789.", at);
        end = std::min(end, text.size());
        auto code = text.substr(at, end - at);
        while (code.ends_with('.')) code.remove_suffix(1);
        const bool three =
            std::ranges::count(code, '.') == 2 && code.size() >= 5 && code.size() <= 9;
        if (three) return std::string(code);
    }
    return {};
}

ServerWords read_server_words(std::string_view text) {
    const auto lines = lines_of(text);
    for (const auto line : lines)
        if (const auto status = status_in(line); !status.empty()) return said(status, line);
    std::vector<std::string> bare;
    bare.reserve(lines.size());
    for (const auto line : lines) bare.push_back(bare_letters(line));
    for (const auto& meaning : meanings)
        for (std::size_t at = 0; at < lines.size(); ++at)
            if (bare[at].contains(meaning.words)) return said(meaning.status, lines[at]);
    for (const auto line : lines)
        if (const auto status = status_of_reply_code(line)) return said(*status, line);
    return {};
}

std::string_view before_copy(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        const auto line = first_line(text.substr(at));
        if (begins_copy(line)) return text.substr(0, at);
        at += line.size() + 1;
    }
    return text;
}

std::string failed_recipient(const Letter& letter) {
    if (const auto failed = letter.header("X-Failed-Recipients")) {
        const auto addresses = parse_addresses(*failed);
        return addresses.size() == 1 ? normalised_address(addresses.front().address)
                                     : std::string();
    }
    constexpr std::string_view between = " \t\n<>()[]\"',;:";
    std::string found;
    auto rest = before_copy(utf8_prefix(letter.text, 3000));
    while (!rest.empty()) {
        auto word = rest.substr(0, rest.find_first_of(between));
        rest.remove_prefix(std::min(word.size() + 1, rest.size()));
        while (word.ends_with('.')) word.remove_suffix(1);
        if (!word.contains('@')) continue;
        const auto address = normalised_address(word);
        if (!is_mail_address(address) || address == found || is_name_of(letter, address)) continue;
        if (!found.empty()) return {};
        found = address;
    }
    return found;
}

} // namespace heed::mail
