// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "features/conversations/conversations.hpp"
#include "features/portal/portal.hpp"
#include "platform/crypto/digest.hpp"
#include "tests/support/world.hpp"

#include <doctest/doctest.h>
#include <fstream>
#include <map>
#include <string>
#include <utility>
#include <vector>

/// What the portal's tests share: a browser without scripts, and a desk that answers.
namespace heed::portal {

using Fields = std::vector<std::pair<std::string, std::string>>;

struct Shown {
    http::Response response;

    [[nodiscard]] int status() const { return response.status; }

    [[nodiscard]] const std::string& html() const { return response.body; }

    [[nodiscard]] bool says(std::string_view text) const { return html().contains(text); }

    [[nodiscard]] std::string header(std::string_view name) const {
        return std::string(response.header(name).value_or(""));
    }

    /// The value of a hidden field.
    [[nodiscard]] std::string hidden(const std::string& name) const {
        const auto mark = "name=\"" + name + "\" value=\"";
        const auto at = html().find(mark);
        if (at == std::string::npos) return {};
        const auto begin = at + mark.size();
        return html().substr(begin, html().find('"', begin) - begin);
    }
};

class Browser {
public:
    explicit Browser(tests::World& world, std::string peer = "198.51.100.7")
        : world_(world), peer_(std::move(peer)) {}

    static Browser of(tests::World& world, const tests::Visitor& visitor) {
        Browser browser(world);
        const auto& cookie = visitor.cookie();
        browser.cookies[cookie.substr(0, cookie.find('='))] = cookie.substr(cookie.find('=') + 1);
        return browser;
    }

    Shown get(const std::string& path) { return send(http::Method::get, path, {}); }

    /// Sends a form as the page at hand would: with what it carried, from our own origin.
    Shown post(const std::string& path, Fields fields) {
        return send(http::Method::post, path, std::move(fields));
    }

    /// A file that goes with the next form.
    Browser& attach(const std::string& name, const std::string& content) {
        files_.emplace_back(name, content);
        return *this;
    }

    std::map<std::string, std::string> cookies;
    std::string origin = "https://desk.example";
    std::string language = {}; // as its Accept-Language says

private:
    Shown send(http::Method method, const std::string& path, const Fields& fields) {
        http::Request request;
        request.method = method;
        request.target = path;
        request.path = path.substr(0, path.find('?'));
        if (path.contains('?'))
            request.query = *http::Parameters::parse(path.substr(path.find('?') + 1));
        for (const auto& [name, value] : fields) {
            if (!request.body.empty()) request.body += '&';
            request.body += http::percent_encoded(name) + '=' + http::percent_encoded(value);
            request.form.add(name, value);
        }
        if (request.method == http::Method::post) add_files(request);
        request.peer = peer_;
        request.scheme = "https";
        request.host = "desk.example";
        if (method == http::Method::post && !origin.empty()) request.headers.add("Origin", origin);
        if (!language.empty()) request.headers.add("Accept-Language", language);
        std::string jar;
        for (const auto& [name, value] : cookies)
            jar += (jar.empty() ? "" : "; ") + name + '=' + value;
        if (!jar.empty()) request.headers.add("Cookie", jar);
        Shown shown{world_.answer(request)};
        keep_cookies(shown.response);
        return shown;
    }

    void add_files(http::Request& request) {
        for (const auto& [name, content] : files_) {
            static int uploads = 0;
            const auto path = world_.desk().config.data / ("upload_" + std::to_string(++uploads));
            std::ofstream(path, std::ios::binary) << content;
            request.uploads.push_back({
                .field = "files",
                .filename = name,
                .content_type = "text/plain",
                .file = http::TemporaryFile(path),
                .size = content.size(),
                .sha256 = crypto::sha256(content),
            });
        }
        files_.clear();
    }

    void keep_cookies(const http::Response& response) {
        for (const auto& [name, value] : response.headers) {
            if (name != "Set-Cookie") continue;
            const auto pair = value.substr(0, value.find(';'));
            const auto equals = pair.find('=');
            cookies[pair.substr(0, equals)] = pair.substr(equals + 1);
            if (pair.size() == equals + 1) cookies.erase(pair.substr(0, equals));
        }
    }

    tests::World& world_;
    std::string peer_;
    std::vector<std::pair<std::string, std::string>> files_;
};

/// In which language the desk writes to whoever has this address, as far as it knows.
inline std::optional<std::string> language_of(tests::World& world, const std::string& address) {
    return world.read([&](db::Transaction& tx) {
        const auto id = people::find_by_address(tx, address);
        return id ? people::find_person(tx, *id)->language : std::nullopt;
    });
}

/// A letter to this address came back for good.
inline void comes_back(tests::World& world, const std::string& address) {
    const auto marked = world.run([&](db::Transaction& tx, const Actor& actor, Instant now) {
        people::mark_undeliverable(tx, actor, address, now);
        return Result<bool>(true);
    });
    REQUIRE(marked);
}

inline bool is_given_up(tests::World& world, const std::string& address) {
    return world.read([&](db::Transaction& tx) { return people::is_undeliverable(tx, address); });
}

/// Runs `test` in a fresh world of each engine.
template <class Test>
void in_each_world(Test test) {
    for (const auto engine : db::test_engines()) {
        tests::World world(engine, {.routes = {routes()}});
        world.administrator(); // the desk is set up
        test(world);
    }
}

/// Presses "send" on the form for help, with these fields over good ones.
inline Shown ask(Browser& browser, const Fields& changed = {}) {
    const auto page = browser.get("/");
    Fields fields = {
        {"csrf", page.hidden("csrf")},
        {"once", page.hidden("once")},
        {"subject", "The printer is silent"},
        {"text", "It prints nothing."},
        {"name", "Ana"},
        {"email", "ana@customers.example"},
        {"website", ""},
        {"kind", "incident"},
    };
    for (const auto& [name, value] : changed) {
        for (auto& field : fields) {
            if (field.first == name) field.second = value;
        }
    }
    return browser.post("/", fields);
}

/// The desk's people at work: every command runs as an agent who may do it.
struct Staff {
    tests::World& world;
    PersonId person = world.agent("Leo").person;

    template <class Command>
    auto run(Command command) {
        return world.run([&](db::Transaction& tx, const Actor&, Instant now) {
            return command(tx, *access::actor_of_person(tx, person), now);
        });
    }

    void answer(TicketId id, const std::string& text, std::optional<Instant> release_at = {}) {
        const auto body = conversations::ready_body({.html = {}, .markdown = text, .text = {}});
        const conversations::Reply reply{.body = body.value(), .release_at = release_at};
        run([&](db::Transaction& tx, const Actor& actor, Instant now) {
            return conversations::write_reply(tx, actor, id, reply, now);
        }).value();
    }

    void note(TicketId id, const std::string& text) {
        const auto body = conversations::ready_body({.html = {}, .markdown = {}, .text = text});
        run([&](db::Transaction& tx, const Actor& actor, Instant now) {
            return conversations::write_note(tx, actor, id, {.body = body.value()}, now);
        }).value();
    }

    tickets::Ticket ticket(TicketId id) {
        return world.read([&](db::Transaction& tx) {
            return tickets::get_ticket(tx, *access::actor_of_person(tx, person), id).value();
        });
    }

    /// A link to one request, as a letter would carry it.
    std::string link(TicketId id, PersonId of) {
        const access::RequestLink link{
            .ticket = id, .person = of, .fresh = access::fresh_token(world.desk().sealer)
        };
        const auto issued = world.run([&](db::Transaction& tx, const Actor& actor, Instant now) {
            return Result<access::RequestLinkId>(access::issue_request_link(tx, actor, link, now));
        });
        return world.read([&](db::Transaction& tx) {
            return access::request_link_for_letter(tx, world.desk().sealer, issued.value()).value();
        });
    }
};

/// A customer's request, opened by its form.
inline TicketId request_of(tests::World& world, const tests::Visitor& customer) {
    auto browser = Browser::of(world, customer);
    const auto sent = ask(browser);
    const auto location = sent.header("Location");
    const auto digits = location.substr(10, location.find('?') - 10);
    return TicketId{std::stoll(digits)};
}

} // namespace heed::portal
