// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/mailboxes/mailboxes.hpp"
#include "features/mailboxes/signing.hpp"
#include "features/mailboxes/store.hpp"
#include "platform/desk/desk.hpp"
#include "platform/dkim/dkim.hpp"
#include "platform/json/decode.hpp"

namespace heed::mailboxes {

namespace {

using http::Lane;
using http::Method;
using http::Request;
using http::Response;

SigningKeyWire wire_of(const SigningKey& key, const crypto::Sealer& sealer) {
    const auto name = dkim::record_name(key.domain, key.selector);
    return {
        .id = key.id,
        .selector = key.selector,
        .algorithm = key.algorithm,
        .signs = key.signs,
        .usable = private_half(key, sealer).has_value(),
        .made_at = key.made_at,
        .found_at = key.found_at,
        .record_name = name,
        .record_text = key.record,
        .record = dns::text_record(name, key.record),
    };
}

Result<std::string> domain_in(Desk& desk, const Request& request) {
    const auto number = TRY(request.path_number("mailbox"));
    const MailboxId id{number};
    return desk.db.read([&](db::Transaction& tx) -> Result<std::string> {
        if (!store::find(tx, id))
            return refuse(Refusal::not_found, "not_found", "", "There is no such mailbox.");
        return domain_of_letters(store::addresses_of(tx, id));
    });
}

Result<Response> list_keys(Desk& desk, Request& request) {
    auto domain = TRY(domain_in(desk, request));
    SigningKeys list{.domain = std::move(domain), .items = {}};
    return desk.db.read([&](db::Transaction& tx) {
        for (const auto& key : store::signing_keys_of(tx, list.domain))
            list.items.push_back(wire_of(key, desk.sealer));
        return http::ok_json(to_json(list));
    });
}

Result<Response> present_key(Desk& desk, const Outcome& outcome, int status) {
    const auto key = desk.db.read([&](db::Transaction& tx) {
        return store::find_signing_key(tx, SigningKeyId{outcome.done.id});
    });
    if (!key) return refuse(Refusal::not_found, "not_found", "", "There is no such key.");
    return answer(outcome, to_json(wire_of(*key, desk.sealer)), status);
}

Writing writing_of(Desk& desk, const Request& request) {
    return {.actor = request.actor, .sealer = desk.sealer, .now = desk.clock.now()};
}

Result<Response> post_key(Desk& desk, Request& request) {
    const auto input = TRY(parse_json<NewSigningKey>(request.body));
    const auto domain = TRY(domain_in(desk, request));
    const auto fresh = fresh_signing_key(domain, input.algorithm, desk.sealer);
    const auto writing = writing_of(desk, request);
    const auto outcome = TRY(desk.run(request, [&](db::Transaction& tx) {
        return keep_signing_key(tx, writing, fresh);
    }));
    return present_key(desk, outcome, 201);
}

/// Receivers must find it before anything is signed by it.
Result<> require_record(Desk& desk, SigningKeyId id, const dns::Resolvers& resolvers) {
    const auto key =
        desk.db.read([&](db::Transaction& tx) { return store::find_signing_key(tx, id); });
    if (!key) return refuse(Refusal::not_found, "not_found", "", "There is no such key.");
    const auto found = resolvers ? dns::look_for_key(*resolvers(), key->domain, own_key(*key))
                                 : dns::KeyRecord::unanswered;
    switch (found) {
        case dns::KeyRecord::found: return {};
        case dns::KeyRecord::missing:
            return refuse(
                Refusal::conflict,
                "record_missing",
                "",
                "The record of this key is not to be found yet. Add it to the zone and try again: "
                "it can take some hours until it is seen everywhere."
            );
        case dns::KeyRecord::other:
            return refuse(
                Refusal::conflict,
                "record_other",
                "",
                "Another record stands under the name of this key. Put the one that is shown in "
                "its place, and try again."
            );
        case dns::KeyRecord::unanswered: break;
    }
    return refuse(
        Refusal::conflict,
        "dns_unanswered",
        "",
        "The name service gave no answer, so the record could not be looked for. Try again."
    );
}

Result<Response> patch_key(Desk& desk, Request& request, const dns::Resolvers& resolvers) {
    const auto input = TRY(parse_json<SigningKeyInput>(request.body));
    const auto number = TRY(request.path_number("key"));
    const SigningKeyId id{number};
    const bool insists = input.insist.value_or(false);
    const auto record = insists ? Record::not_looked_for : Record::found;
    if (input.signs && !insists) {
        TRY(require_record(desk, id, resolvers));
    }
    const auto writing = writing_of(desk, request);
    const auto outcome = TRY(desk.run(request, [&](db::Transaction& tx) {
        return input.signs ? start_signing(tx, writing, id, record) : stop_signing(tx, writing, id);
    }));
    return present_key(desk, outcome, 200);
}

Result<Response> delete_key(Desk& desk, Request& request) {
    const auto number = TRY(request.path_number("key"));
    const SigningKeyId id{number};
    const auto writing = writing_of(desk, request);
    const auto outcome = TRY(desk.run(request, [&](db::Transaction& tx) {
        return remove_signing_key(tx, writing, id);
    }));
    return no_content(outcome);
}

} // namespace

std::vector<http::Route> signing_routes(Desk& desk, dns::Resolvers resolvers) {
    const std::string of_mailbox = "/api/v1/mailboxes/{mailbox}/signing_keys";
    const std::string one = "/api/v1/signing_keys/{key}";
    std::vector<http::Route> routes;
    routes.push_back(
        {.method = Method::get,
         .pattern = of_mailbox,
         .needs = "settings:read",
         .handler = [&desk](Request& request) { return list_keys(desk, request); }}
    );
    routes.push_back(
        {.method = Method::post,
         .pattern = of_mailbox,
         .needs = "settings:manage",
         .handler = [&desk](Request& request) { return post_key(desk, request); },
         .lane = Lane::write,
         .body = http::json_body}
    );
    routes.push_back(
        {.method = Method::patch,
         .pattern = one,
         .needs = "settings:manage",
         .handler = [&desk, resolvers = std::move(resolvers)](Request& request
                    ) { return patch_key(desk, request, resolvers); },
         .lane = Lane::write,
         .body = http::json_body}
    );
    routes.push_back(
        {.method = Method::delete_,
         .pattern = one,
         .needs = "settings:manage",
         .handler = [&desk](Request& request) { return delete_key(desk, request); },
         .lane = Lane::write}
    );
    return routes;
}

} // namespace heed::mailboxes
