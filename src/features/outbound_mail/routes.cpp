// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/outbound_mail/choosing.hpp"
#include "features/outbound_mail/commands.hpp"
#include "features/outbound_mail/outbound_mail.hpp"
#include "features/outbound_mail/store.hpp"
#include "features/outbound_mail/wire.hpp"
#include "features/tickets/tickets.hpp"
#include "platform/desk/described.hpp"
#include "platform/desk/desk.hpp"
#include "platform/json/decode.hpp"

#include <algorithm>
#include <array>

namespace heed::outbound_mail {

namespace {

using http::Lane;
using http::Method;
using http::Request;
using http::Response;

TemplateWire wire_of(const Template& words) {
    const auto variables = variables_of(words.kind);
    return {
        .kind = words.kind,
        .language = words.language,
        .subject = words.subject,
        .text = words.text,
        .html = words.html,
        .variables = {variables.begin(), variables.end()},
        .built_in = words.version == 0,
        .version = words.version,
    };
}

Result<TemplateName> name_in(const Request& request) {
    const auto kind = enum_from<TemplateKind>(request.path_text("kind"));
    if (!kind)
        return refuse(Refusal::not_found, "not_found", "", "There is no such kind of letter.");
    return TemplateName{.kind = *kind, .language = request.path_text("language")};
}

Result<Response> list_templates(Desk& desk, Request&) {
    return desk.db.read([](db::Transaction& tx) {
        TemplateList list;
        for (std::size_t kind = 0; kind < enum_names<TemplateKind>.size(); ++kind) {
            for (const auto language : built_in_languages())
                list.items.push_back(
                    wire_of(template_for(tx, static_cast<TemplateKind>(kind), language))
                );
        }
        for (const auto& words : store::templates(tx)) {
            const auto languages = built_in_languages();
            if (std::ranges::find(languages, words.language) == languages.end())
                list.items.push_back(wire_of(words));
        }
        return http::ok_json(to_json(list));
    });
}

std::string template_json(Desk& desk, const TemplateName& name) {
    return desk.db.read([&](db::Transaction& tx) {
        return to_json(wire_of(template_for(tx, name.kind, name.language)));
    });
}

Result<Response> get_template(Desk& desk, Request& request) {
    const auto name = TRY(name_in(request));
    TRY(require_language(name));
    return http::ok_json(template_json(desk, name));
}

Template words_in(const TemplateName& name, const TemplateInput& input) {
    return {
        .kind = name.kind,
        .language = name.language,
        .subject = input.subject.value,
        .text = input.text.value,
        .html = input.html.value,
    };
}

Result<Response> put_template(Desk& desk, Request& request) {
    const auto name = TRY(name_in(request));
    const auto input = TRY(parse_json<TemplateInput>(request.body));
    const ChangeTemplate command{
        .words = words_in(name, input), .expected_version = input.expected_version
    };
    const auto outcome = TRY(desk.run(request, [&](db::Transaction& tx) {
        return change_template(tx, request.actor, command, desk.clock.now());
    }));
    return answer(outcome, template_json(desk, name));
}

Result<Response> post_preview(Desk&, Request& request) {
    const auto name = TRY(name_in(request));
    const auto input = TRY(parse_json<TemplateInput>(request.body));
    const auto words = words_in(name, input);
    TRY(require_sound(words));
    auto shown = rendered(words, sample_values());
    return http::ok_json(to_json(PreviewWire{
        .subject = std::move(shown.subject),
        .text = std::move(shown.text),
        .html = std::move(shown.html)
    }));
}

constexpr std::size_t page_size = 50;

OutgoingLetter wire_of(const LetterRow& row) {
    return {
        .id = row.id,
        .kind = std::string(name_of(row.kind)),
        .state = std::string(name_of(row.state)),
        .address = row.address,
        .number = row.ticket_id,
        .entry_id = row.entry_id,
        .mailbox_id = row.mailbox_id,
        .attempts = row.attempts,
        .due_at = row.due_at,
        .text = row.words,
        .created_at = row.created_at,
    };
}

Result<Response> list_outgoing(Desk& desk, Request& request) {
    const auto cursor = TRY(request.query.number("cursor"));
    return desk.db.read([&](db::Transaction& tx) {
        OutgoingLetterList list;
        auto rows = store::unsent(tx, cursor.value_or(std::int64_t{1} << 53U), page_size + 1);
        if (rows.size() > page_size) {
            list.next = std::to_string(rows[page_size - 1].id.value);
            rows.pop_back();
        }
        for (const auto& row : rows) {
            const bool hidden =
                row.ticket_id && !tickets::get_ticket(tx, request.actor, *row.ticket_id);
            if (!hidden) list.items.push_back(wire_of(row));
        }
        return http::ok_json(to_json(list));
    });
}

Result<Response> post_again(Desk& desk, Request& request) {
    const auto number = TRY(request.path_number("letter"));
    const OutgoingId id{number};
    const auto outcome = TRY(desk.run(request, [&](db::Transaction& tx) {
        return try_letter_again(tx, request.actor, id, desk.clock.now());
    }));
    const auto json = desk.db.read([&](db::Transaction& tx) {
        const auto row = store::find(tx, id);
        return to_json(row ? wire_of(*row) : OutgoingLetter{});
    });
    return answer(outcome, json);
}

constexpr std::string_view outgoing = "/api/v1/outgoing_letters";
constexpr std::string_view again = "/api/v1/outgoing_letters/{letter}/retry";
constexpr std::string_view all = "/api/v1/templates";
constexpr std::string_view one = "/api/v1/templates/{kind}/{language}";
constexpr std::string_view preview = "/api/v1/templates/{kind}/{language}/preview";

// NOLINTBEGIN(modernize-use-designated-initializers): a table, read by column
constexpr std::array table = {
    Route{Method::get, outgoing, "mail:review", list_outgoing},
    Route{Method::post, again, "mail:review", post_again, Lane::write},
    Route{Method::get, all, "settings:read", list_templates},
    Route{Method::get, one, "settings:read", get_template},
    Route{Method::put, one, "settings:manage", put_template, Lane::write, http::json_body},
    Route{Method::post, preview, "settings:read", post_preview, Lane::read, http::json_body},
};
// NOLINTEND(modernize-use-designated-initializers)

constexpr QueryParameter outgoing_parameters[] = {cursor_parameter};

constexpr Described descriptions[] = {
    {.method = Method::get,
     .pattern = outgoing,
     .says = "Letters that wait or did not arrive, the newest first.",
     .query = outgoing_parameters,
     .answer = gives<OutgoingLetterList>},
    {.method = Method::post,
     .pattern = again,
     .says = "Tries one of them again now.",
     .answer = gives_settled<OutgoingLetter>},
    {.method = Method::get,
     .pattern = all,
     .says = "The words of all letters that Heed writes.",
     .answer = gives<TemplateList>},
    {.method = Method::get,
     .pattern = one,
     .says = "The words of one kind of letter in one language.",
     .answer = gives<TemplateWire>},
    {.method = Method::put,
     .pattern = one,
     .says = "Replaces them.",
     .body = takes<TemplateInput>,
     .answer = gives_settled<TemplateWire>},
    {.method = Method::post,
     .pattern = preview,
     .says = "Shows how they would read.",
     .body = takes<TemplateInput>,
     .answer = gives<PreviewWire>,
     .unkeyed = "it changes nothing."},
};

} // namespace

std::span<const Route> routes() {
    return table;
}

std::span<const Described> described() {
    return descriptions;
}

} // namespace heed::outbound_mail
