// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/tickets/rules.hpp"

#include "features/access/access.hpp"
#include "features/people/people.hpp"
#include "features/tickets/store.hpp"
#include "kernel/both_fields.hpp"
#include "platform/journal/changes.hpp"

#include <algorithm>
#include <array>

namespace heed::tickets {

namespace {

/// Entries move these without a change of the ticket itself; `store::save_entry` writes no others.
constexpr std::array<std::string_view, 9> moved_by_entries = {
    "version",
    "changed_at",
    "public_changed_at",
    "entry_count",
    "last_entry_at",
    "last_public_from",
    "excerpt",
    "last_entry_id",
    "last_entry_by"
};

bool counts_as_change(std::string_view field) {
    return std::ranges::find(moved_by_entries, field) == moved_by_entries.end();
}

/// What customers are told of a ticket itself; a date only when the ticket waits for nothing else.
bool is_seen_by_customers(const Ticket& ticket, std::string_view field) {
    if (field == "waiting_until") return ticket.waiting_for == WaitingFor::until;
    return field == "state" || field == "waiting_for" || field == "subject";
}

/// The last value of a field written after `version`, with who and when.
struct Later {
    RawJson value;
    Instant at;
    std::optional<std::int64_t> by;
    std::optional<std::string> token; // by which they did it
};

std::optional<std::string> token_of(const journal::Fact& fact) {
    return fact.actor_kind == "token" ? fact.actor_reason : std::nullopt;
}

/// What stands there now, by nobody known: for who looked too many changes ago to be told more.
std::optional<Later> as_it_stands(const Ticket& ticket, std::string_view field) {
    std::optional<Later> standing;
    for_each_field(ticket, [&](std::string_view name, const auto& value) {
        if (name != field) return;
        standing = Later{
            .value = {to_json(value)}, .at = ticket.changed_at, .by = std::nullopt, .token = {}
        };
    });
    return standing;
}

/// Each change makes a version, so as many facts at most lie between.
std::optional<Later> written_after(
    db::Transaction& tx, const Ticket& ticket, std::int64_t version, std::string_view field
) {
    const auto behind = ticket.version - version;
    const auto among = std::min(behind, store::changes_looked_through);
    const auto fact = store::newest_change_of(tx, ticket.id, field, among);
    if (!fact && behind > among) return as_it_stands(ticket, field);
    if (!fact) return std::nullopt;
    const auto changed = fact->as<TicketChanged>();
    const auto change = std::ranges::find(changed.changes, field, &FieldChange::field);
    if (changed.version <= version || change == changed.changes.end()) return std::nullopt;
    return Later{
        .value = change->new_value, .at = fact->at, .by = fact->actor_id, .token = token_of(*fact)
    };
}

/// What moved is only what entries move.
void save_entry(db::Transaction& tx, const Ticket& before, const Ticket& ticket) {
    if (before.changed_at == ticket.changed_at)
        store::save_first_entry(tx, ticket);
    else
        store::save_entry(tx, ticket);
}

} // namespace

Place place_of(const Ticket& ticket) {
    return {.team_id = ticket.team_id, .state = ticket.state, .owner_id = ticket.owner_id};
}

std::vector<FieldChange> changes_between(const Ticket& before, const Ticket& after) {
    std::vector<FieldChange> changes;
    for_each_field_of_both(
        before,
        after,
        [&](std::string_view name, const auto& old_value, const auto& new_value) {
            if (old_value == new_value || !counts_as_change(name)) return;
            changes.push_back({std::string(name), {to_json(old_value)}, {to_json(new_value)}});
        }
    );
    return changes;
}

void save_changes(
    db::Transaction& tx,
    const Actor& actor,
    const Ticket& before,
    Ticket& ticket,
    std::optional<std::string> reason
) {
    auto changes = changes_between(before, ticket);
    if (changes.empty()) return save_entry(tx, before, ticket);
    ++ticket.version;
    for (const auto& change : changes)
        if (is_seen_by_customers(ticket, change.field))
            ticket.public_changed_at = ticket.changed_at;
    store::save(tx, ticket);
    journal::append(
        tx,
        actor,
        ticket.changed_at,
        TicketChanged{
            .ticket = ticket.id,
            .version = ticket.version,
            .before = place_of(before),
            .after = place_of(ticket),
            .changes = std::move(changes),
            .reason = std::move(reason),
        }
    );
}

Result<> require_team(db::Transaction& tx, std::optional<TeamId> team, std::string_view pointer) {
    if (!team || people::find_team(tx, *team)) return {};
    return refuse(Refusal::invalid, "unknown_team", pointer, "There is no such team.");
}

Result<> require_agent(db::Transaction& tx, PersonId id, std::string_view pointer) {
    const auto person = people::find_person(tx, id);
    if (person && person->active && person->kind == people::PersonKind::agent) return {};
    return refuse(
        Refusal::invalid, "not_an_agent", pointer, "Only an active agent can own a request."
    );
}

namespace {

bool may_there(db::Transaction& tx, const Owning& there, Permission what) {
    if (!there.owner) return true;
    const auto rights = access::actor_of_person(tx, *there.owner);
    if (!rights || !rights->is_staff()) return false;
    return there.team ? rights->may_in(what, there.team) : rights->may_somewhere(what);
}

} // namespace

bool may_own(db::Transaction& tx, const Owning& owning) {
    return may_there(tx, owning, Permission::ticket_write);
}

bool may_help(db::Transaction& tx, const Owning& helping) {
    return may_there(tx, helping, Permission::ticket_read);
}

Result<> require_helper(
    db::Transaction& tx, PersonId helper, std::optional<TeamId> team, std::string_view pointer
) {
    const auto person = people::find_person(tx, helper);
    if (!person || !person->active || person->kind != people::PersonKind::agent)
        return refuse(
            Refusal::invalid,
            "not_an_agent",
            pointer,
            "Only an active agent can help with a request."
        );
    if (may_help(tx, {.owner = helper, .team = team})) return {};
    return refuse(
        Refusal::invalid,
        "may_not_help",
        pointer,
        person->name + " may not see requests of this team; choose somebody of the team, or give "
                       "them a role in it."
    );
}

Result<> require_owner(db::Transaction& tx, const Owning& owning, std::string_view pointer) {
    if (!owning.owner) return {};
    TRY(require_agent(tx, *owning.owner, pointer));
    if (may_own(tx, owning)) return {};
    const auto person = people::find_person(tx, *owning.owner);
    return refuse(
        Refusal::invalid,
        "may_not_own",
        pointer,
        person->name + " may not answer requests of this team; choose somebody of the team, or "
                       "give them a role in it."
    );
}

Result<> require_level(int level, std::string_view pointer) {
    if (level >= 1 && level <= 3) return {};
    return refuse(
        Refusal::invalid, "out_of_range", pointer, "Impact and urgency are 1 (high) to 3 (low)."
    );
}

Result<> require_unchanged(db::Transaction& tx, const Ticket& ticket, const Guard& guard) {
    if (!guard.expected || *guard.expected == ticket.version) return {};
    TRY(journal::require_known(*guard.expected, ticket.version));
    std::string fields = "{";
    for (const auto& [field, mine] : guard.wanted) {
        const auto later = written_after(tx, ticket, *guard.expected, field);
        if (!later || mine == later->value.text) continue;
        const auto by = later->by ? people::find_person(tx, PersonId{*later->by}) : std::nullopt;
        if (fields.size() > 1) fields += ',';
        write_json_string(fields, field);
        fields += ":{\"yours\":" + mine + ",\"theirs\":" + later->value.text +
                  ",\"by\":" + to_json(by ? std::optional(by->name) : later->token) +
                  ",\"token\":" + to_json(later->token) + ",\"at\":" + to_json(later->at) + "}";
    }
    if (fields.size() == 1) return {};
    Error error{
        .kind = Refusal::conflict,
        .code = "changed_meanwhile",
        .pointer = {},
        .detail = "Somebody changed the same field since you looked.",
        .members = {}
    };
    error.members.emplace_back("fields", fields + "}");
    error.members.emplace_back("version", to_json(ticket.version));
    return std::unexpected(std::move(error));
}

} // namespace heed::tickets
