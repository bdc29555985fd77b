// SPDX-License-Identifier: AGPL-3.0-or-later
#include "kernel/text.hpp"
#include "platform/mail/addresses.hpp"
#include "platform/mail/automatic.hpp"
#include "platform/mail/letter.hpp"
#include "platform/mail/reply_text.hpp"
#include "platform/mail/sender.hpp"
#include "platform/mail/thanks.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <doctest/doctest.h>
#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <set>
#include <sstream>
#include <thread>

using namespace heed;
using namespace heed::mail;

namespace {

const std::filesystem::path folder = "tests/corpus/mail";
const DeskIdentity desk = {.desk_id = "desk-1", .addresses = {"help@desk.example"}};
constexpr auto kinds =
    std::to_array<std::string_view>({"not_automatic", "auto_reply", "bulk", "bounce", "own_loop"});

std::string content_of(const std::filesystem::path& path) {
    const std::ifstream file(path, std::ios::binary);
    REQUIRE(file);
    std::ostringstream content;
    content << file.rdbuf();
    return content.str();
}

std::string joined(const std::vector<std::string>& texts, std::string_view between) {
    std::string out;
    for (const auto& text : texts) out += (out.empty() ? "" : std::string(between)) + text;
    return out;
}

std::string shown(const std::vector<MailAddress>& addresses) {
    std::vector<std::string> texts;
    texts.reserve(addresses.size());
    for (const auto& address : addresses) texts.push_back(display_form(address));
    return joined(texts, " | ");
}

std::string shown(const Attachment& attachment, bool with_size) {
    const auto* const place = attachment.is_letter   ? "letter"
                              : attachment.is_inline ? "inline"
                                                     : "file";
    const auto size = with_size ? std::to_string(attachment.content.size()) : "*";
    return attachment.filename + " " + attachment.content_type + " " + size + " " + place;
}

std::string shown(const std::optional<Bounce>& bounce) {
    if (!bounce) return {};
    return bounce->status + (bounce->hard ? " hard " : " soft ") + bounce->recipient + " " +
           bounce->original_message_id;
}

std::string others(const std::optional<Bounce>& bounce) {
    std::vector<std::string> texts;
    if (bounce)
        for (const auto& one : bounce->others)
            texts.push_back(one.recipient + " " + one.status + (one.hard ? " hard" : " soft"));
    return joined(texts, " | ");
}

std::string yes(bool value) {
    return value ? "true" : "false";
}

/// Facts that are one text.
std::string fact(const Letter& letter, std::string_view name) {
    const std::map<std::string_view, std::function<std::string()>> facts = {
        {"subject", [&] { return letter.subject; }},
        {"from", [&] { return shown(letter.from); }},
        {"sender", [&] { return sender_of(letter).address; }},
        {"answer", [&] { return answer_address(letter, false, desk).address; }},
        {"to", [&] { return shown(letter.to); }},
        {"cc", [&] { return shown(letter.cc); }},
        {"id", [&] { return letter.message_id; }},
        {"in_reply_to", [&] { return joined(letter.in_reply_to, " "); }},
        {"references", [&] { return joined(letter.references, " "); }},
        {"date", [&] { return letter.date ? to_rfc3339(*letter.date) : ""; }},
        {"return_path", [&] { return letter.return_path.value_or("none"); }},
        {"delivered_to", [&] { return joined(letter.delivered_to, " "); }},
        {"importance",
         [&] { return std::string(letter.importance == Importance::high ? "high" : "normal"); }},
        {"language", [&] { return letter.language; }},
        {"unreadable", [&] { return letter.unreadable; }},
        {"text", [&] { return std::string(trimmed(letter.text)); }},
        {"derived", [&] { return yes(letter.text_is_derived); }},
        {"attachments", [&] { return std::to_string(letter.attachments.size()); }},
        {"kind",
         [&] {
             return std::string(kinds.at(static_cast<std::size_t>(judge_automatic(letter, desk).kind
             )));
         }},
        {"away", [&] { return yes(judge_automatic(letter, desk).out_of_office); }},
        {"acknowledge",
         [&] { return std::string(may_acknowledge(letter, desk).allowed ? "yes" : "no"); }},
        {"bounce", [&] { return shown(find_bounce(letter)); }},
        {"also_failed", [&] { return others(find_bounce(letter)); }},
        {"complaint",
         [&] {
             const auto bounce = find_bounce(letter);
             return yes(bounce && bounce->complaint);
         }},
        {"reply", [&] { return std::string(trimmed(reply_text(letter).text)); }},
        {"quoted", [&] { return yes(reply_text(letter).quoted); }},
        {"thanks", [&] { return yes(bare_thanks(letter).has_value()); }},
    };
    const auto found = facts.find(name);
    REQUIRE_MESSAGE(found != facts.end(), name);
    return found->second();
}

void check(const Letter& letter, std::string_view name, const std::string& value) {
    if (name == "text_has")
        CHECK(letter.text.contains(value));
    else if (name == "html_has")
        CHECK(letter.html.contains(value));
    else if (name == "reply_has")
        CHECK(reply_text(letter).text.contains(value));
    else if (name == "reply_lacks")
        CHECK_FALSE(reply_text(letter).text.contains(value));
    else if (name == "defect")
        CHECK(joined(letter.defects, " ").contains(value));
    else if (name == "attachment") {
        std::vector<std::string> all;
        all.reserve(letter.attachments.size());
        for (const auto& attachment : letter.attachments)
            all.push_back(shown(attachment, !value.contains(" * ")));
        CAPTURE(joined(all, ", "));
        CHECK(std::ranges::find(all, value) != all.end());
    } else {
        CHECK(fact(letter, name) == value);
    }
}

std::string unescaped(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const bool escape = text[at] == '\\' && at + 1 < text.size();
        if (!escape)
            out += text[at];
        else
            out += text[++at] == 'n' ? '\n' : '\t';
    }
    return out;
}

} // namespace

TEST_CASE("every letter of the corpus is read as expected") {
    std::ifstream table(folder / "expected.tsv");
    REQUIRE(table);
    std::set<std::string> named;
    for (std::string line; std::getline(table, line);) {
        if (line.starts_with('#')) continue;
        const auto first = line.find('\t');
        const auto second = line.find('\t', first + 1);
        REQUIRE(second != std::string::npos);
        const auto file = line.substr(0, first);
        const auto name = line.substr(first + 1, second - first - 1);
        CAPTURE(file);
        CAPTURE(name);
        named.insert(file);
        const auto letter = parse_letter(content_of(folder / (file + ".eml")));
        REQUIRE(letter);
        check(*letter, name, unescaped(line.substr(second + 1)));
    }
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        if (entry.path().extension() == ".eml") CHECK(named.contains(entry.path().stem().string()));
    }
    CHECK(named.size() >= 100);
}

TEST_CASE("every rule of reading has a letter, and every letter a rule") {
    std::ifstream table(folder / "rules.tsv");
    REQUIRE(table);
    std::set<std::string> named;
    std::size_t rules = 0;
    for (std::string line; std::getline(table, line);) {
        if (line.starts_with('#')) continue;
        CAPTURE(line);
        const auto first = line.find('\t');
        const auto second = line.find('\t', first + 1);
        REQUIRE(second != std::string::npos);
        std::istringstream letters(line.substr(second + 1));
        std::size_t found = 0;
        for (std::string letter; letters >> letter; ++found) {
            CHECK_MESSAGE(std::filesystem::exists(folder / (letter + ".eml")), letter);
            named.insert(letter);
        }
        CHECK(found > 0);
        ++rules;
    }
    CHECK(rules >= 55);
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        const auto letter = entry.path().stem().string();
        if (entry.path().extension() == ".eml") CHECK_MESSAGE(named.contains(letter), letter);
    }
}

TEST_CASE("all texts of all letters are valid UTF-8 and their digests differ") {
    std::set<std::string> digests;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        if (entry.path().extension() != ".eml") continue;
        CAPTURE(entry.path().string());
        const auto raw = content_of(entry.path());
        const auto letter = parse_letter(raw).value();
        for (const auto* text : {&letter.subject, &letter.text, &letter.html, &letter.message_id})
            CHECK((is_valid_utf8(*text) && !text->contains('\0')));
        for (const auto& header : letter.headers)
            CHECK((is_valid_utf8(header.name) && is_valid_utf8(header.value)));
        CHECK(letter_digest(letter) == letter_digest(parse_letter(raw).value()));
        digests.insert(letter_digest(letter));
    }
    CHECK(digests.size() > 90);
}

TEST_CASE("letters are read by several threads at once") {
    std::vector<std::string> letters;
    std::vector<std::string> digests;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        if (entry.path().extension() != ".eml") continue;
        letters.push_back(content_of(entry.path()));
        digests.push_back(letter_digest(parse_letter(letters.back()).value()));
    }
    std::atomic<int> wrong = 0;
    {
        std::vector<std::jthread> threads;
        threads.reserve(4);
        for (int thread = 0; thread < 4; ++thread)
            threads.emplace_back([&] {
                for (std::size_t at = 0; at < letters.size(); ++at) {
                    const auto letter = parse_letter(letters[at]).value();
                    if (letter_digest(letter) != digests[at]) ++wrong;
                    static_cast<void>(judge_automatic(letter, desk));
                    static_cast<void>(reply_text(letter));
                }
            });
    }
    CHECK(wrong == 0);
}
