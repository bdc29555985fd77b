// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/conversations/conversations.hpp"
#include "features/people/people.hpp"
#include "features/tickets/tickets.hpp"
#include "features/transfer/events.hpp"
#include "features/transfer/folder.hpp"
#include "features/transfer/transfer.hpp"
#include "kernel/fault.hpp"
#include "kernel/format.hpp"
#include "platform/config/config.hpp"
#include "platform/desk/desk.hpp"

#include <algorithm>
#include <unordered_set>

namespace heed::transfer {

namespace fs = std::filesystem;

namespace {

using conversations::Entry;

constexpr int page = 200;

template <std::size_t min, std::size_t max>
std::optional<Text<min, max>> said(const std::string& text) {
    return text.empty() ? std::nullopt : std::optional(Text<min, max>{text});
}

template <std::size_t min, std::size_t max>
std::optional<Text<min, max>> said(const std::optional<std::string>& text) {
    return said<min, max>(text.value_or(""));
}

wire::ForeignId id_of(std::int64_t number) {
    return {std::to_string(number)};
}

EntryKind kind_of(const Entry& entry) {
    switch (entry.kind) {
        case conversations::EntryKind::message_in: return EntryKind::message;
        case conversations::EntryKind::message_out: return EntryKind::answer;
        case conversations::EntryKind::note: return EntryKind::note;
        case conversations::EntryKind::call: return EntryKind::call;
    }
    return EntryKind::note;
}

std::string address_of(db::Transaction& tx, std::optional<PersonId> id) {
    const auto person = id ? people::find_person(tx, *id) : std::nullopt;
    return person ? person->email.value_or("") : "";
}

std::string name_of(db::Transaction& tx, std::optional<PersonId> id) {
    const auto person = id ? people::find_person(tx, *id) : std::nullopt;
    return person ? person->name : "";
}

/// A file of lines, each written at once.
class LineFile {
public:
    explicit LineFile(const fs::path& file) : file_(file), stream_(file, std::ios::binary) {}

    template <class Line>
    void add(const Line& line) {
        stream_ << to_json(line) << '\n';
        if (!stream_) throw StorageFault("writing " + file_.string() + " failed");
    }

    void close() {
        stream_.close();
        if (!stream_) throw StorageFault("writing " + file_.string() + " failed");
    }

private:
    fs::path file_;
    std::ofstream stream_;
};

class Export {
public:
    Export(Desk& desk, const fs::path& to, const Progress& progress)
        : desk_(desk), to_(to), progress_(progress) {}

    Result<ExportReport> run() {
        fs::create_directories(to_ / files_folder);
        fs::permissions(to_, fs::perms::owner_all);
        organisations();
        people();
        TRY(all_tickets());
        links();
        // Last: a folder without it is no export, so that none is taken for whole that is not.
        LineFile manifest(to_ / manifest_file);
        manifest.add(wire::Manifest{
            .format = std::string(wire::format), .source = {"Heed at " + desk_.config.base_url}
        });
        manifest.close();
        return report_;
    }

private:
    void organisations() {
        LineFile file(to_ / organisations_file);
        std::vector<OrganisationId> ids;
        do {
            ids = desk_.db.read([&](db::Transaction& tx) {
                auto found = people::organisations_behind(
                    tx, ids.empty() ? OrganisationId{} : ids.back(), page
                );
                for (const auto id : found) file.add(organisation(tx, id));
                return found;
            });
            report_.organisations += std::ssize(ids);
        } while (!ids.empty());
        file.close();
    }

    static wire::OrganisationLine organisation(db::Transaction& tx, OrganisationId id) {
        const auto whole = *heed::people::find_whole_organisation(tx, id);
        wire::OrganisationLine line{
            .id = id_of(id.value),
            .name = {whole.name},
            .domains = std::vector<Text<1, 253>>{},
            .note = said<0, 20'000>(whole.note),
            .shares_tickets = whole.shares_tickets,
            .created_at = whole.created_at
        };
        const auto names = heed::people::find_organisation_names(tx, id);
        for (const auto& domain : names->domains) line.domains->push_back({domain});
        return line;
    }

    void people() {
        LineFile file(to_ / people_file);
        std::vector<PersonId> ids;
        do {
            ids = desk_.db.read([&](db::Transaction& tx) {
                auto found =
                    heed::people::people_behind(tx, ids.empty() ? PersonId{} : ids.back(), page);
                for (const auto id : found) person(tx, id, file);
                return found;
            });
        } while (!ids.empty());
        file.close();
    }

    /// Agents too, who may be customers of the desk. A person without an address has been erased.
    void person(db::Transaction& tx, PersonId id, LineFile& file) {
        const auto whole = *heed::people::find_whole_person(tx, id);
        const auto addresses = heed::people::addresses_of(tx, id);
        if (addresses.empty()) return;
        people_.insert(id.value);
        ++report_.people;
        wire::PersonLine line{
            .id = id_of(id.value),
            .name = said<0, 200>(whole.name),
            .addresses = {},
            .organisation = {},
            .language = said<2, 35>(whole.language),
            .zone = said<1, 60>(whole.zone),
            .note = said<0, 20'000>(whole.note),
            .created_at = whole.created_at
        };
        for (const auto& address : addresses) line.addresses.push_back({address});
        if (whole.organisation_id) line.organisation = id_of(whole.organisation_id->value);
        file.add(line);
    }

    Result<> all_tickets() {
        LineFile file(to_ / tickets_file);
        std::vector<TicketId> numbers;
        std::vector<TicketId> found;
        do {
            found = desk_.db.read([&](db::Transaction& tx) {
                const auto before = numbers.empty() ? std::nullopt : std::optional(numbers.back());
                return tickets::numbers_before(tx, before, page);
            });
            numbers.insert(numbers.end(), found.begin(), found.end());
        } while (!found.empty());
        std::ranges::reverse(numbers);
        for (const auto number : numbers) {
            TRY(one_ticket(number, file));
            progress_(report_.tickets);
        }
        file.close();
        return {};
    }

    /// Between requests that are both in the export.
    void links() {
        LineFile file(to_ / links_file);
        for (const auto number : tickets_) {
            const auto found =
                desk_.db.read([&](db::Transaction& tx) { return tickets::links_from(tx, number); });
            for (const auto& link : found) {
                if (!std::ranges::binary_search(tickets_, link.other)) continue;
                file.add(wire::LinkLine{
                    .ticket = id_of(number.value),
                    .kind = link.kind,
                    .other = id_of(link.other.value)
                });
                ++report_.links;
            }
        }
        file.close();
    }

    Result<> one_ticket(TicketId number, LineFile& file) {
        const auto line =
            TRY(desk_.db.read([&](db::Transaction& tx) { return ticket(tx, number); }));
        if (!line) return {}; // nobody has it any more
        ++report_.tickets;
        tickets_.push_back(number);
        file.add(*line);
        return {};
    }

    Result<std::optional<wire::TicketLine>> ticket(db::Transaction& tx, TicketId number) {
        const auto found = tickets::get_ticket(tx, Actor::system("export"), number);
        if (!found || !people_.contains(found->customer_id.value)) return std::nullopt;
        auto line = about(tx, *found);
        auto entries = conversations::entries_before(tx, number, std::nullopt, entries_max);
        std::ranges::reverse(entries);
        for (const auto& entry : entries) {
            // What has not left yet is nobody's word.
            if (entry.is_held()) continue;
            auto written = TRY(entry_line(tx, entry));
            line.entries.push_back(std::move(written));
        }
        report_.entries += std::ssize(line.entries);
        return line;
    }

    static wire::TicketLine about(db::Transaction& tx, const tickets::Ticket& ticket) {
        const auto owner = address_of(tx, ticket.owner_id);
        const auto team =
            ticket.team_id ? heed::people::find_team(tx, *ticket.team_id) : std::nullopt;
        return {
            .id = id_of(ticket.id.value),
            .subject = {ticket.subject},
            .customer = {std::to_string(ticket.customer_id.value)},
            .opened_at = ticket.opened_at,
            .state = ticket.state,
            .state_at = ticket.closed_at ? ticket.closed_at : ticket.resolved_at,
            .waiting_for = ticket.waiting_for,
            .waiting_until = ticket.waiting_until,
            .cancelled_as = ticket.cancelled_as,
            .resolution = said<1, 20'000>(ticket.resolution),
            .kind = ticket.kind,
            .channel = ticket.channel,
            .team = team ? std::optional(Text<1, 100>{team->name}) : std::nullopt,
            .owner = said<3, 254>(owner),
            .impact = ticket.impact,
            .urgency = ticket.urgency,
            .tags = tickets::tags_of(tx, ticket.id),
            .known_as = Text<1, 200>{fmt::format("#{}", ticket.id.value)},
            .entries = {}
        };
    }

    Result<wire::EntryLine> entry_line(db::Transaction& tx, const Entry& entry) {
        const bool customer = kind_of(entry) == EntryKind::message;
        const bool known = entry.author_id && people_.contains(entry.author_id->value);
        const auto by = customer && known ? std::to_string(entry.author_id->value)
                                          : address_of(tx, entry.author_id);
        wire::EntryLine line{
            .kind = kind_of(entry),
            .at = entry.at,
            .by = said<1, 254>(by),
            .by_name = said<0, 200>(name_of(tx, entry.author_id)),
            .text = entry.body_text,
            .html = entry.body_html,
            .direction = {},
            .message_id = said<1, 500>(entry.message_id),
            .files = {}
        };
        if (entry.call_direction == conversations::CallDirection::in)
            line.direction = Direction::in;
        if (entry.call_direction == conversations::CallDirection::out)
            line.direction = Direction::out;
        for (const auto& file : attachments::attachments_of(tx, entry.id)) {
            auto written = TRY(file_line(tx, file));
            if (!line.files) line.files.emplace();
            line.files->push_back(std::move(written));
        }
        return line;
    }

    Result<wire::FileLine>
    file_line(db::Transaction& tx, const attachments::Attachment& attachment) {
        const auto file = fmt::format("{}/{}", files_folder, attachment.sha256);
        if (files_.insert(attachment.sha256).second) {
            const auto bytes = attachments::read_blob(tx, desk_.files, attachment.sha256);
            if (!bytes)
                return refuse(
                    Refusal::unavailable,
                    "file_missing",
                    {},
                    fmt::format(
                        "The attachment {} of request {} is missing: see `heed check`.",
                        attachment.filename,
                        attachment.ticket_id ? attachment.ticket_id->value : 0
                    )
                );
            std::ofstream stream(to_ / file, std::ios::binary);
            stream << *bytes;
            stream.close();
            if (!stream) throw StorageFault("writing " + (to_ / file).string() + " failed");
        }
        ++report_.files;
        return wire::FileLine{
            .file = {file},
            .name = {attachment.filename},
            .type = Text<0, 200>{attachment.content_type}
        };
    }

    static constexpr int entries_max = 10'000;

    Desk& desk_;
    const fs::path& to_;
    const Progress& progress_;
    ExportReport report_ = {};
    std::unordered_set<std::int64_t> people_;
    std::vector<TicketId> tickets_; // in order
    std::unordered_set<std::string> files_;
};

} // namespace

Result<ExportReport> export_desk(Desk& desk, const fs::path& to, const Progress& progress) {
    if (fs::exists(to))
        return refuse(
            Refusal::conflict, "exists", {}, to.string() + " is there already: name a new folder."
        );
    const auto report = TRY(Export(desk, to, progress).run());
    TRY(desk.db.write([&](db::Transaction& tx) -> Result<bool> {
        journal::append(
            tx,
            Actor::system("heed export"),
            desk.clock.now(),
            DeskExported{.to = to.string(), .tickets = report.tickets}
        );
        return true;
    }));
    return report;
}

} // namespace heed::transfer
