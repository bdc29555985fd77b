// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/journal/payloads.hpp"

#include "platform/crypto/digest.hpp"
#include "platform/crypto/encoding.hpp"
#include "platform/json/json.hpp"

#include <algorithm>
#include <array>
#include <vector>

namespace heed::journal {

namespace {

constexpr int step_rows = 200;

/// What says what happened and to which row, not what anybody said. All else is content.
constexpr std::array<std::string_view, 34> structural = {
    "as",          "at",          "block",         "call_direction", "cancelled_as", "channel",
    "closed_at",   "delivery",    "direction",     "due_at",         "expires_at",   "field",
    "from",        "judged",      "kind",          "link",           "method",       "minute_at",
    "opened_at",   "origin",      "permissions",   "person_kind",    "release_at",   "released_at",
    "resolved_at", "role",        "sha256",        "source",         "state",        "ticket_kind",
    "verdict",     "waiting_for", "waiting_until", "what",
};

void write_changed(
    std::string& out, const Json& value, std::string_view member, const ChangeText& change
);

void write_object(std::string& out, const Json& value, const ChangeText& change) {
    const auto field = value.find("field");
    const bool is_change = field && field->kind() == Json::Kind::text;
    out += '{';
    bool first = true;
    for (const auto& [name, item] : value.members()) {
        if (!first) out += ',';
        first = false;
        write_json_string(out, name);
        out += ':';
        const bool of_field = is_change && (name == "old_value" || name == "new_value");
        write_changed(out, item, of_field ? field->as_text() : name, change);
    }
    out += '}';
}

void write_changed(
    std::string& out, const Json& value, std::string_view member, const ChangeText& change
) {
    switch (value.kind()) {
        case Json::Kind::text: {
            const auto changed = change(member, value.as_text());
            write_json_string(out, changed ? std::string_view(*changed) : value.as_text());
            return;
        }
        case Json::Kind::list: {
            out += '[';
            for (std::size_t at = 0; at < value.size(); ++at) {
                if (at > 0) out += ',';
                write_changed(out, value.item(at), member, change);
            }
            out += ']';
            return;
        }
        case Json::Kind::object: write_object(out, value, change); return;
        case Json::Kind::null:
        case Json::Kind::boolean:
        case Json::Kind::integer:
        case Json::Kind::number: out += value.to_text(); return;
    }
}

/// In pieces, as a ticket may have thousands of facts. `next` gives those behind a position.
template <class Next>
int rewrite_all(
    db::Transaction& tx, const Rewriter& rewriter, const ChangeText& change, const Next& next
) {
    int changed = 0;
    std::int64_t after = 0;
    while (true) {
        std::vector<Fact> facts = next(after);
        PayloadsRewritten told;
        for (auto& fact : facts) {
            auto data = with_texts(fact.data.text, change);
            if (data == with_texts(fact.data.text, {})) continue;
            fact.data.text = std::move(data);
            tx.run(
                "UPDATE event SET data = ?2, salt = ?3 WHERE position = ?1",
                fact.position,
                fact.data,
                db::Bytes{}
            );
            told.facts.push_back({fact.position, crypto::hex(digest_of("", fact))});
        }
        changed += static_cast<int>(told.facts.size());
        if (!told.facts.empty()) append(tx, rewriter.actor, rewriter.now, told);
        if (facts.size() < step_rows) return changed;
        after = facts.back().position;
    }
}

} // namespace

std::string with_texts(std::string_view json, const ChangeText& change) {
    const auto document = JsonDocument::parse(json);
    CHECK(document.has_value());
    const ChangeText keep = [](std::string_view, std::string_view) {
        return std::optional<std::string>();
    };
    std::string out;
    write_changed(out, document->root(), "", change ? change : keep);
    return out;
}

std::optional<std::string> without_content(std::string_view member, std::string_view text) {
    if (text.empty() || std::ranges::binary_search(structural, member)) return std::nullopt;
    return std::string();
}

int rewrite_payloads_of(
    db::Transaction& tx, const Rewriter& rewriter, TicketId ticket, const ChangeText& change
) {
    return rewrite_all(tx, rewriter, change, [&](std::int64_t after) {
        return tx.rows<Fact>(
            "SELECT position, at, actor_kind, actor_id, actor_reason, kind, subject_type, "
            "subject_id, ticket_id, data, command_id, ordinal, caused_by, depth, origin "
            "FROM event WHERE ticket_id = ?1 AND position > ?2 ORDER BY position LIMIT ?3",
            ticket,
            after,
            step_rows
        );
    });
}

int rewrite_payloads_of_person(
    db::Transaction& tx, const Rewriter& rewriter, PersonId person, const ChangeText& change
) {
    return rewrite_all(tx, rewriter, change, [&](std::int64_t after) {
        return tx.rows<Fact>(
            "SELECT position, at, actor_kind, actor_id, actor_reason, kind, subject_type, "
            "subject_id, ticket_id, data, command_id, ordinal, caused_by, depth, origin "
            "FROM event WHERE subject_type = 'person' AND subject_id = ?1 AND position > ?2 "
            "ORDER BY position LIMIT ?3",
            person,
            after,
            step_rows
        );
    });
}

int rewrite_payloads_of_block(
    db::Transaction& tx, const Rewriter& rewriter, std::int64_t block, const ChangeText& change
) {
    return rewrite_all(tx, rewriter, change, [&](std::int64_t after) {
        return tx.rows<Fact>(
            "SELECT position, at, actor_kind, actor_id, actor_reason, kind, subject_type, "
            "subject_id, ticket_id, data, command_id, ordinal, caused_by, depth, origin "
            "FROM event WHERE subject_type = 'blocked_sender' AND subject_id = ?1 "
            "AND position > ?2 ORDER BY position LIMIT ?3",
            block,
            after,
            step_rows
        );
    });
}

} // namespace heed::journal
