// SPDX-License-Identifier: AGPL-3.0-or-later
#include "bench/scripts.hpp"

#include "kernel/format.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>

namespace heed::bench {

namespace {

constexpr std::array<std::string_view, 24> words = {
    "printer",  "invoice", "account", "delivery", "backup",   "calendar", "network", "password",
    "contract", "screen",  "update",  "window",   "shipment", "address",  "version", "certificate",
    "report",   "meeting", "library", "keyboard", "sensor",   "battery",  "license", "gateway"
};

constexpr int words_of_subject = 5;
constexpr int words_of_body = 40;

std::string some_words(Random& random, int count) {
    std::string text;
    for (int word = 0; word < count; ++word) {
        if (word > 0) text += ' ';
        text += words.at(random.below(words.size()));
    }
    return text;
}

class Desk final : public Script {
public:
    Desk(const World& world, std::string operation, std::uint64_t seed)
        : world_(world), operation_(std::move(operation)), random_(seed) {}

    Request next() override {
        const auto kind = operation_ == "mix" ? kind_of_mix() : operation_;
        kind_ = kind;
        return {.kind = kind, .text = text_of(kind)};
    }

    std::string fault_of(int status, std::string_view body) override {
        const bool reads = kind_ == "open" || kind_ == "list" || kind_ == "search";
        const int wanted = reads ? 200 : 201;
        if (status != wanted) return fmt::format("{} answered {}", kind_, status);
        if (kind_ == "open" && !body.starts_with(opened_)) return "another ticket was shown";
        if (kind_ == "list" && !body.starts_with("{\"items\":[")) return "no list was shown";
        if (kind_ == "search" && !body.starts_with("{\"items\":[{")) return "nothing was found";
        if (kind_ == "create" && body.find("\"entry_id\":") == std::string_view::npos)
            return "no entry was made";
        return {};
    }

private:
    std::string kind_of_mix() {
        const auto draw = random_.below(100);
        if (draw < 90) return "open";
        return draw < 95 ? "list" : "create";
    }

    std::string text_of(const std::string& kind) {
        if (kind == "open") return open();
        if (kind == "list") return get(world_.lists.at(random_.below(world_.lists.size())));
        if (kind == "search") return get(search());
        if (kind == "create") return post("/api/v1/tickets", "application/json", creation());
        if (kind == "reply") return post(reply_path(), "application/json", reply());
        if (kind == "letter") return post("/api/v1/mail/inbound", "message/rfc822", letter());
        throw std::runtime_error("unknown operation " + kind);
    }

    std::string open() {
        const auto number = 1 + world_.zipf.draw(random_);
        opened_ = fmt::format("{{\"number\":{},", number);
        return get(fmt::format("/api/v1/tickets/{}", number));
    }

    std::string search() {
        return "/api/v1/search?kind=ticket&q=" +
               world_.questions.at(random_.below(world_.questions.size()));
    }

    [[nodiscard]] std::string get(std::string_view path) const {
        return fmt::format(
            "GET {} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {}\r\n\r\n",
            path,
            world_.token
        );
    }

    std::string post(std::string_view path, std::string_view type, std::string_view body) {
        return fmt::format(
            "POST {} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {}\r\n"
            "Idempotency-Key: {:016x}{:016x}\r\nContent-Type: {}\r\nContent-Length: {}\r\n\r\n{}",
            path,
            world_.token,
            random_.next(),
            random_.next(),
            type,
            body.size(),
            body
        );
    }

    std::string creation() {
        return fmt::format(
            R"({{"subject":"{}","customer":{{"email":"{}"}},"team_id":{},)"
            R"("message":{{"kind":"customer","body_text":"{}"}}}})",
            some_words(random_, words_of_subject),
            customer(),
            world_.teams.at(random_.below(world_.teams.size())),
            some_words(random_, words_of_body)
        );
    }

    std::string reply_path() {
        const auto ticket = world_.answerable.at(random_.below(world_.answerable.size()));
        return fmt::format("/api/v1/tickets/{}/replies", ticket);
    }

    std::string reply() {
        return fmt::format(R"({{"body_text":"{}"}})", some_words(random_, words_of_body));
    }

    std::string letter() {
        return fmt::format(
            "From: A Customer <{}>\r\nTo: help@demo.example\r\nSubject: {}\r\n"
            "Message-ID: <{:016x}.{:016x}@bench.example>\r\n"
            "MIME-Version: 1.0\r\n"
            "Content-Type: text/plain; charset=utf-8\r\n\r\n{}\r\n",
            customer(),
            some_words(random_, words_of_subject),
            random_.next(),
            random_.next(),
            some_words(random_, words_of_body)
        );
    }

    const std::string& customer() {
        return world_.customers.at(random_.below(world_.customers.size()));
    }

    const World& world_;
    std::string operation_;
    Random random_;
    std::string kind_;
    std::string opened_;
};

/// Its first two or three words of plain letters, ready for a URL; empty when there are fewer.
std::string question_in(std::string_view subject) {
    constexpr int most = 3;
    std::string question;
    int count = 0;
    while (!subject.empty() && count < most) {
        const auto word = subject.substr(0, subject.find(' '));
        subject.remove_prefix(std::min(word.size() + 1, subject.size()));
        const bool plain =
            word.size() > 2 && std::ranges::all_of(word, [](char letter) {
                return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z');
            });
        if (!plain) continue;
        question += (question.empty() ? "" : "%20") + std::string(word);
        ++count;
    }
    return count < 2 ? std::string() : question + "%20";
}

} // namespace

World world_of(const std::string& file, const std::string& token, std::uint64_t seed) {
    RawDatabase database(file, RawDatabase::Use::read);
    Random random(seed);
    const auto tickets = database.number("SELECT max(id) FROM ticket");
    World world{
        .token = token, .tickets = tickets, .zipf = Zipf(static_cast<std::size_t>(tickets))
    };
    for (const auto& page : list_pages(database, random)) world.lists.push_back(page.url());
    for (const auto& row :
         database.rows("SELECT subject FROM ticket WHERE id % 97 = 1 ORDER BY id LIMIT 20000")) {
        auto question = question_in(std::get<std::string>(row.front()));
        if (!question.empty()) world.questions.push_back(std::move(question));
    }
    world.answerable = database.numbers(
        "SELECT id FROM ticket WHERE state IN ('new', 'open', 'waiting') ORDER BY id LIMIT 100000"
    );
    world.teams = database.numbers("SELECT id FROM team");
    for (const auto& row :
         database.rows("SELECT a.address FROM person p JOIN person_address a ON a.person_id = p.id "
                       "WHERE p.kind = 'customer' LIMIT 100000"))
        world.customers.push_back(std::get<std::string>(row.front()));
    return world;
}

std::unique_ptr<Script>
make_script(const World& world, const std::string& operation, std::uint64_t seed) {
    return std::make_unique<Desk>(world, operation, seed);
}

} // namespace heed::bench
