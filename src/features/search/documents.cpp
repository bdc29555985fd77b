// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/search/documents.hpp"

#include "features/attachments/attachments.hpp"
#include "features/conversations/conversations.hpp"
#include "features/people/people.hpp"
#include "kernel/format.hpp"
#include "kernel/text.hpp"
#include "platform/words/words.hpp"

#include <charconv>
#include <set>

namespace heed::search {

namespace {

using full_text::Document;
using full_text::Passage;

// In which documents of a ticket a passage stands.
constexpr unsigned for_agents = 1;
constexpr unsigned for_all = 3;

constexpr int title_weight = 6;
constexpr int name_weight = 3;
/// Of one ticket, the newest first: beyond that a conversation is no longer read, but imported.
constexpr std::size_t text_bytes_most = 1U << 20U;
constexpr std::size_t entry_bytes_most = 1U << 17U;
constexpr int entries_at_once = 50;
constexpr std::size_t addresses_most = 200;

constexpr std::int64_t no_team = 0;

/// Collects what stands in a ticket.
class Ticketing {
public:
    Ticketing(db::Transaction& tx, const tickets::Ticket& ticket) : tx_(tx), ticket_(ticket) {}

    std::vector<Passage> passages() {
        add(ticket_.subject, for_all, title_weight);
        if (ticket_.resolution) add(*ticket_.resolution, for_agents);
        for (const auto& tag : tickets::tags_of(tx_, ticket_.id)) add(tag, for_agents, name_weight);
        add_customer();
        for (const auto& participant : conversations::participants_of(tx_, ticket_.id)) {
            add(participant.name, for_agents);
            add_address(participant.address);
        }
        add_entries();
        return std::move(passages_);
    }

    [[nodiscard]] const std::set<std::string>& addresses() const { return addresses_; }

private:
    void add(std::string_view text, unsigned in, int weight = 1) {
        if (text.empty()) return;
        passages_.push_back({.text = std::string(text), .weight = weight, .in = in});
    }

    void add_address(std::string_view address) {
        if (addresses_.size() >= addresses_most) return;
        auto folded = words::folded(address);
        if (!addresses_.insert(folded).second) return;
        add(address, for_agents, name_weight);
    }

    void add_customer() {
        const auto customer = people::find_person(tx_, ticket_.customer_id);
        if (customer) add(customer->name, for_agents, name_weight);
        for (const auto& address : people::addresses_of(tx_, ticket_.customer_id))
            add_address(address);
    }

    void add_entries() {
        std::optional<EntryId> before;
        while (text_bytes_ < text_bytes_most) {
            const auto entries =
                conversations::entries_before(tx_, ticket_.id, before, entries_at_once);
            for (const auto& entry : entries) add_entry(entry);
            if (entries.size() < static_cast<std::size_t>(entries_at_once)) return;
            before = entries.back().id;
        }
    }

    void add_entry(const conversations::Entry& entry) {
        const auto in = entry.is_for_customers() ? for_all : for_agents;
        const auto body = utf8_prefix(entry.body_text, entry_bytes_most);
        add(body, in);
        text_bytes_ += body.size();
        if (entry.subject && *entry.subject != ticket_.subject) add(*entry.subject, in);
        if (entry.from_name) add(*entry.from_name, for_agents);
        if (entry.from_address) add_address(*entry.from_address);
        if (entry.attachments == 0) return;
        for (const auto& file : attachments::attachments_of(tx_, entry.id)) add(file.filename, in);
    }

    db::Transaction& tx_;
    const tickets::Ticket& ticket_;
    std::vector<Passage> passages_;
    std::set<std::string> addresses_;
    std::size_t text_bytes_ = 0;
};

std::vector<std::string> sight_marks(const tickets::Ticket& ticket) {
    std::vector<std::string> marks{customer_mark(ticket.customer_id), number_mark(ticket.id)};
    if (ticket.organisation_id) marks.push_back(organisation_mark_of(*ticket.organisation_id));
    return marks;
}

Document agent_document(const tickets::Ticket& ticket, const std::set<std::string>& addresses) {
    Document document{
        .key = key_of(ticket.id),
        .marks = sight_marks(ticket),
        .words = std::string(agent_words),
        .stems = std::string(agent_stems),
        .at = ticket.changed_at,
    };
    document.marks.emplace_back(ticket_mark);
    document.marks.push_back(team_mark(ticket.team_id));
    for (const auto& address : addresses)
        document.marks.push_back(std::string(address_mark) + address);
    return document;
}

Document public_document(const tickets::Ticket& ticket) {
    Document document{
        .key = public_key_of(ticket.id),
        .marks = sight_marks(ticket),
        .words = std::string(customer_words),
        .stems = std::string(customer_stems),
        .at = ticket.public_changed_at,
    };
    document.marks.emplace_back(public_mark);
    return document;
}

/// One that agents alone read.
Document plain_document(std::string key, std::string_view kind) {
    return {
        .key = std::move(key),
        .marks = {std::string(kind)},
        .words = std::string(agent_words),
        .stems = std::string(agent_stems),
        .at = {},
    };
}

} // namespace

std::string team_mark(std::optional<TeamId> team) {
    return fmt::format("T{}", team ? team->value : no_team);
}

std::string customer_mark(PersonId person) {
    return fmt::format("U{}", person.value);
}

std::string organisation_mark_of(OrganisationId organisation) {
    return fmt::format("O{}", organisation.value);
}

std::string number_mark(TicketId ticket) {
    return fmt::format("N{}", ticket.value);
}

std::string key_of(TicketId ticket) {
    return fmt::format("t{}", ticket.value);
}

std::string public_key_of(TicketId ticket) {
    return fmt::format("c{}", ticket.value);
}

std::string key_of(PersonId person) {
    return fmt::format("p{}", person.value);
}

std::string key_of(OrganisationId organisation) {
    return fmt::format("o{}", organisation.value);
}

std::optional<std::int64_t> id_in(std::string_view key, char kind) {
    if (!key.starts_with(kind)) return std::nullopt;
    std::int64_t id = 0;
    const auto [end, problem] = std::from_chars(key.data() + 1, key.data() + key.size(), id);
    return problem == std::errc{} ? std::optional(id) : std::nullopt;
}

Made made_of_ticket(db::Transaction& tx, TicketId id) {
    Made made{.keys = {key_of(id), public_key_of(id)}};
    const auto ticket = tickets::get_ticket(tx, Actor::system("search"), id);
    if (!ticket) return made;
    Ticketing ticketing(tx, *ticket);
    made.passages = ticketing.passages();
    made.documents = {agent_document(*ticket, ticketing.addresses()), public_document(*ticket)};
    return made;
}

Made made_of_person(db::Transaction& tx, PersonId id) {
    Made made{.keys = {key_of(id)}};
    const auto person = people::find_person(tx, id);
    if (!person) return made;
    auto document = plain_document(key_of(id), person_mark);
    made.passages.push_back({.text = person->name, .weight = title_weight});
    for (const auto& address : people::addresses_of(tx, id)) {
        made.passages.push_back({.text = address, .weight = name_weight});
        document.marks.push_back(std::string(address_mark) + words::folded(address));
    }
    made.documents.push_back(std::move(document));
    return made;
}

Made made_of_organisation(db::Transaction& tx, OrganisationId id) {
    Made made{.keys = {key_of(id)}};
    const auto organisation = people::find_organisation_names(tx, id);
    if (!organisation) return made;
    made.passages.push_back({.text = organisation->name, .weight = title_weight});
    for (const auto& domain : organisation->domains)
        made.passages.push_back({.text = domain, .weight = name_weight});
    made.documents.push_back(plain_document(key_of(id), organisation_mark));
    return made;
}

void put(full_text::Index& index, const Made& made, full_text::Stems& stems) {
    if (!made.documents.empty()) return index.put(made.documents, made.passages, stems);
    for (const auto& key : made.keys) index.remove(key);
}

} // namespace heed::search
