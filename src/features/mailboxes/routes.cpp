// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/mailboxes/commands.hpp"
#include "features/mailboxes/mailboxes.hpp"
#include "features/mailboxes/presenting.hpp"
#include "features/mailboxes/store.hpp"
#include "platform/desk/described.hpp"
#include "platform/desk/desk.hpp"
#include "platform/desk/versions.hpp"
#include "platform/json/decode.hpp"

#include <array>
#include <chrono>

namespace heed::mailboxes {

namespace {

using http::Lane;
using http::Method;
using http::Request;
using http::Response;

struct MailboxList {
    std::vector<MailboxWire> items;
    std::optional<std::string> next;
};
HEED_FIELDS(MailboxList, items, next)

Result<Response> list_mailboxes(Desk& desk, Request&) {
    return desk.db.read([](db::Transaction& tx) {
        MailboxList list;
        for (const auto& mailbox : store::all(tx)) list.items.push_back(wire_of(tx, mailbox));
        return http::ok_json(to_json(list));
    });
}

Result<Mailbox> mailbox_in(Desk& desk, const Request& request) {
    const auto id = TRY(request.path_number("mailbox"));
    auto mailbox =
        desk.db.read([&](db::Transaction& tx) { return store::find(tx, MailboxId{id}); });
    if (!mailbox) return refuse(Refusal::not_found, "not_found", "", "There is no such mailbox.");
    return std::move(*mailbox);
}

Result<Response> get_mailbox(Desk& desk, Request& request) {
    const auto mailbox = TRY(mailbox_in(desk, request));
    return desk.db.read([&](db::Transaction& tx) {
        return http::ok_json(to_json(wire_of(tx, mailbox)));
    });
}

Result<Response> post_mailbox(Desk& desk, Request& request) {
    const auto input = TRY(parse_json<MailboxInput>(request.body));
    const Writing writing{.actor = request.actor, .sealer = desk.sealer, .now = desk.clock.now()};
    const auto outcome = TRY(desk.run(request, [&](db::Transaction& tx) {
        return create_mailbox(tx, writing, input);
    }));
    return present(desk, outcome, 201);
}

Result<Response> patch_mailbox(Desk& desk, Request& request) {
    auto input = TRY(parse_json<MailboxInput>(request.body));
    TRY(take_version(request, input));
    const auto id = TRY(request.path_number("mailbox"));
    const Writing writing{.actor = request.actor, .sealer = desk.sealer, .now = desk.clock.now()};
    const auto outcome = TRY(desk.run(request, [&](db::Transaction& tx) {
        return change_mailbox(tx, writing, MailboxId{id}, input);
    }));
    return present(desk, outcome, 200);
}

Result<Response> delete_mailbox(Desk& desk, Request& request) {
    const auto id = TRY(request.path_number("mailbox"));
    const Writing writing{.actor = request.actor, .sealer = desk.sealer, .now = desk.clock.now()};
    const auto outcome = TRY(desk.run(request, [&](db::Transaction& tx) {
        return retire_mailbox(tx, writing, MailboxId{id});
    }));
    return present(desk, outcome, 200);
}

struct TestWire {
    bool ok = false;
    std::string text;
};
HEED_FIELDS(TestWire, ok, text)

struct TestAnswer {
    std::optional<TestWire> imap;
    std::optional<TestWire> smtp;
    std::vector<SendingWire> sending; // what receivers find on the domain it sends for
};
HEED_FIELDS(TestAnswer, imap, smtp, sending)

std::vector<SendingWire> look_at_domain(Desk& desk, const Mailbox& mailbox, const Trial& trial) {
    std::vector<SendingWire> found;
    const auto domain =
        desk.db.read([&](db::Transaction& tx) { return sending_domain_of(tx, mailbox); });
    if (!domain || !trial.resolvers) return found;
    for (auto& finding : dns::judge_sending(*trial.resolvers(), *domain))
        found.push_back(wire_of(std::move(finding)));
    return found;
}

/// With each of the two servers: somebody waits at a screen, and a server that stops for so long at
/// most.
constexpr std::chrono::milliseconds patience{4'500};

Result<TestWire> told(const net::ConnectionTest& test) {
    if (test.code == "stopped") return refuse(Refusal::unavailable, "stopped");
    return TestWire{.ok = test.ok, .text = test.text};
}

constexpr std::string_view all = "/api/v1/mailboxes";
constexpr std::string_view one = "/api/v1/mailboxes/{mailbox}";

// NOLINTBEGIN(modernize-use-designated-initializers): a table, read by column
constexpr std::array table = {
    Route{Method::get, all, "settings:read", list_mailboxes},
    Route{Method::post, all, "settings:manage", post_mailbox, Lane::write, http::json_body},
    Route{Method::get, one, "settings:read", get_mailbox},
    Route{Method::patch, one, "settings:manage", patch_mailbox, Lane::write, http::json_body},
    Route{Method::delete_, one, "settings:manage", delete_mailbox, Lane::write},
};
// NOLINTEND(modernize-use-designated-initializers)

constexpr Described descriptions[] = {
    {.method = Method::get,
     .pattern = all,
     .says = "All mailboxes with how they fare.",
     .answer = gives<MailboxList>},
    {.method = Method::post,
     .pattern = all,
     .says = "Makes a mailbox; name and addresses are needed.",
     .body = takes<MailboxInput>,
     .status = 201,
     .answer = gives_settled<MailboxWire>},
    {.method = Method::get, .pattern = one, .says = "One mailbox.", .answer = gives<MailboxWire>},
    {.method = Method::patch,
     .pattern = one,
     .says = "Changes a mailbox; passwords that are absent stay.",
     .body = takes<MailboxInput>,
     .answer = gives_settled<MailboxWire>},
    {.method = Method::delete_,
     .pattern = one,
     .says = "Retires a mailbox.",
     .answer = gives_settled<MailboxWire>},
    {.method = Method::post,
     .pattern = "/api/v1/mailboxes/{mailbox}/test",
     .says = "Tries both servers of a mailbox and says in words what happened, and what receivers "
             "find on the domain it sends for (SPF, DKIM, DMARC, reverse name).",
     .answer = gives<TestAnswer>,
     .needs = "settings:manage",
     .unkeyed = "it changes nothing; asked again, it tries again."},
    {.method = Method::post,
     .pattern = "/api/v1/mailboxes/{mailbox}/authorisation",
     .says = "Where a browser asks the provider of a mailbox for leave to sign in; good for ten "
             "minutes, for who asked.",
     .answer = gives<AuthorisationWire>,
     .needs = "settings:manage",
     .unkeyed = "it changes nothing; asked again, it makes another address."},
    {.method = Method::post,
     .pattern = "/api/v1/mailbox_connections",
     .says = "Takes what the provider gave the browser, and connects the mailbox.",
     .body = takes<ConnectionInput>,
     .answer = gives_settled<MailboxWire>,
     .needs = "settings:manage",
     .unkeyed = "the provider takes a code once, and refuses it when asked again."},
    {.method = Method::get,
     .pattern = "/api/v1/mailboxes/{mailbox}/signing_keys",
     .says = "Keys by which letters of the mailbox's domain are signed (DKIM), or are to be, with "
             "the record that each needs in the zone.",
     .answer = gives<SigningKeys>,
     .needs = "settings:read"},
    {.method = Method::post,
     .pattern = "/api/v1/mailboxes/{mailbox}/signing_keys",
     .says = "Makes a key for the mailbox's domain; it signs nothing yet.",
     .body = takes<NewSigningKey>,
     .status = 201,
     .answer = gives_settled<SigningKeyWire>,
     .needs = "settings:manage"},
    {.method = Method::patch,
     .pattern = "/api/v1/signing_keys/{key}",
     .says = "Switches signing by a key on or off. It is switched on when its record is found "
             "(else 409 `record_missing`, `record_other` or `dns_unanswered`), or without looking "
             "for those who `insist`.",
     .body = takes<SigningKeyInput>,
     .answer = gives_settled<SigningKeyWire>,
     .needs = "settings:manage"},
    {.method = Method::delete_,
     .pattern = "/api/v1/signing_keys/{key}",
     .says = "Removes a key for good.",
     .status = 204,
     .needs = "settings:manage"},
};

} // namespace

std::span<const Route> routes() {
    return table;
}

std::span<const Described> described() {
    return descriptions;
}

http::Route test_route(Desk& desk, Trial trial) {
    return {
        .method = Method::post,
        .pattern = "/api/v1/mailboxes/{mailbox}/test",
        .needs = "settings:manage",
        .handler = [&desk, trial = std::move(trial)](Request& request) -> Result<Response> {
            const auto mailbox = TRY(mailbox_in(desk, request));
            TestAnswer result;
            if (const auto trouble = secret_trouble(mailbox, desk.sealer); !trouble.empty())
                return refuse(
                    Refusal::conflict, "secret_lost", {}, "It cannot be tried: " + trouble
                );
            if (auto account = imap_account(mailbox, desk.sealer)) {
                account->limits.run = patience;
                result.imap =
                    TRY(told(imap::make_imap_source(std::move(*account), trial.check, trial.stop)
                                 ->test_connection()));
            }
            if (auto account = smtp_account(mailbox, desk.sealer)) {
                account->timeouts.letter = patience;
                result.smtp =
                    TRY(told(smtp::make_smtp_transport(std::move(*account), trial.check, trial.stop)
                                 ->test_connection()));
            }
            result.sending = look_at_domain(desk, mailbox, trial);
            return http::ok_json(to_json(result));
        },
        .lane = Lane::write,
    };
}

} // namespace heed::mailboxes
