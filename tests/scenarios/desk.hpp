// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "app/openapi.hpp"
#include "app/parts.hpp"
#include "features/attachments/attachments.hpp"
#include "features/conversations/conversations.hpp"
#include "features/inbound_mail/inbound_mail.hpp"
#include "features/mailboxes/mailboxes.hpp"
#include "features/privacy/privacy.hpp"
#include "features/search/search.hpp"
#include "features/settings/settings.hpp"
#include "features/tickets/tickets.hpp"
#include "tests/support/schema_check.hpp"
#include "tests/support/world.hpp"

#include <doctest/doctest.h>
#include <string>

namespace heed::tests {

/// A desk with every reader of the journal, ready for letters.
struct StoryDesk : World {
    explicit StoryDesk(db::Engine engine)
        : World(
              engine,
              {.routes =
                   {tickets::routes(),
                    attachments::routes(),
                    conversations::routes(),
                    mailboxes::routes(),
                    inbound_mail::routes(),
                    access::routes(),
                    people::routes(),
                    settings::routes(),
                    search::routes(),
                    privacy::routes()},
               .reactors = reactors_of_stories(),
               .on_answer = hold_against_document}
          ) {
        const auto prepared = run([](db::Transaction& tx, const Actor&, Instant) -> Result<bool> {
            mailboxes::ensure_desk_key(tx);
            return true;
        });
        if (!prepared) throw Fault("the mail key could not be made");
    }

    /// Every answer of every story is what the API document promises.
    static void hold_against_document(const http::Route& route, const http::Response& response) {
        static const ApiDocument document(app::openapi());
        const auto method = ascii_lower(name_of(route.method));
        const std::string_view base = "/api/v1";
        if (!route.pattern.starts_with(base)) return;
        const auto path = std::string_view(route.pattern).substr(base.size());
        if (!document.knows(method, path)) return; // openapi_test.cpp complains
        const ApiDocument::Spoken answer{
            .method = method,
            .path = path,
            .status = response.status,
            .content_type = response.header("Content-Type").value_or(""),
            .body = response.body,
        };
        for (const auto& misfit : document.misfits(answer)) FAIL_CHECK(misfit);
    }

    static std::vector<journal::Reactor> reactors_of_stories() {
        auto reactors = tickets::reactors();
        for (auto& reactor : inbound_mail::reactors()) reactors.push_back(std::move(reactor));
        return reactors;
    }

    /// A letter arrives by the pipe.
    inbound_mail::Ingested arrives(const std::string& letter) {
        auto ingested =
            inbound_mail::ingest(desk(), {.bytes = letter, .source = inbound_mail::Source::pipe});
        if (!ingested) throw Fault("not taken: " + ingested.error().code);
        run_reactors();
        return std::move(*ingested);
    }
};

struct LetterOf {
    std::string from = "Ana <ana@acme.example>";
    std::string subject = "VPN is down";
    std::string message_id = "one@acme.example";
    std::string in_reply_to = {};
    std::string headers = {}; // further lines, each with its line end
    std::string text = "It does not connect.\n";
};

inline std::string letter(const LetterOf& parts) {
    std::string bytes =
        "From: " + parts.from + "\r\nTo: help@desk.example\r\nSubject: " + parts.subject +
        "\r\nMessage-ID: <" + parts.message_id + ">\r\nDate: Fri, 15 Jan 2027 08:00:00 +0000\r\n";
    if (!parts.in_reply_to.empty()) bytes += "In-Reply-To: <" + parts.in_reply_to + ">\r\n";
    return bytes + parts.headers + "\r\n" + parts.text;
}

} // namespace heed::tests
