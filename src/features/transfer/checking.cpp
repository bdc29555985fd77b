// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/transfer/checking.hpp"

#include "features/people/people.hpp"
#include "features/transfer/folder.hpp"
#include "kernel/format.hpp"
#include "platform/mail/addresses.hpp"

#include <set>
#include <unordered_set>

namespace heed::transfer {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t problems_max = 100;
constexpr std::size_t entries_max = 10'000;
constexpr std::size_t text_bytes_max = std::size_t{1} << 20U;

Result<> wrong(std::string_view pointer, std::string_view sentence) {
    return refuse(Refusal::invalid, "wrong", pointer, sentence);
}

bool is_address(std::string_view text) {
    return text.find('@') != text.npos;
}

class Check {
public:
    Check(const fs::path& folder, const DeskNames& names, const Bounds& bounds)
        : folder_(folder), names_(names), bounds_(bounds) {}

    ImportReport run() {
        all<wire::OrganisationLine>(organisations_file);
        all<wire::PersonLine>(people_file);
        all<wire::TicketLine>(tickets_file);
        all<wire::LinkLine>(links_file);
        report_.strangers.assign(strangers_.begin(), strangers_.end());
        return std::move(report_);
    }

private:
    template <class Line>
    void all(const char* file) {
        Lines lines(folder_ / file);
        std::string text;
        while (report_.problems.size() < problems_max) {
            const auto more = lines.next(text);
            if (more && !*more) return;
            const auto seen = more ? one<Line>(text) : std::unexpected(more.error());
            if (!seen) report_.problems.push_back(problem_at(lines, seen.error()));
            if (!more) return;
        }
    }

    template <class Line>
    Result<> one(const std::string& text) {
        const auto line = TRY(parse_json<Line>(text));
        return look_at(line);
    }

    Result<> look_at(const wire::OrganisationLine& line) {
        ++report_.organisations;
        if (!organisations_.insert(line.id.value).second)
            return wrong("/id", "An organisation above has this id.");
        if (!line.domains) return {};
        for (const auto& domain : *line.domains) {
            const auto checked = TRY(people::checked_domain(domain.value, "/domains"));
            if (!domains_.insert(checked).second)
                return wrong("/domains", checked + " belongs to an organisation above.");
        }
        return {};
    }

    Result<> look_at(const wire::PersonLine& line) {
        ++report_.people;
        if (!people_.insert(line.id.value).second)
            return wrong("/id", "A person above has this id.");
        if (line.addresses.empty())
            return wrong("/addresses", "Nobody could write to this person without an address.");
        for (const auto& address : line.addresses) {
            const auto checked = TRY(people::checked_address(address.value, "/addresses"));
            if (!addresses_.insert(checked).second)
                return wrong("/addresses", checked + " belongs to a person above.");
        }
        if (line.organisation && !organisations_.contains(line.organisation->value))
            return wrong("/organisation", "No organisation has this id.");
        const auto text = [](const auto& value) {
            return value ? std::optional(value->value) : std::nullopt;
        };
        TRY(people::require_language(text(line.language), "/language"));
        return people::require_zone(text(line.zone), "/zone");
    }

    Result<> look_at(const wire::TicketLine& line) {
        ++report_.tickets;
        if (!tickets_.insert(line.id.value).second)
            return wrong("/id", "A request above has this id.");
        TRY(look_at_person(line.customer.value, "/customer"));
        if (line.team && !names_.teams.contains(line.team->value))
            return wrong("/team", "The desk has no team of this name: make it first.");
        if (line.owner) note_agent(line.owner->value);
        for (const auto& level : {line.impact, line.urgency}) {
            if (level && (*level < 1 || *level > 3))
                return wrong("/impact", "Impact and urgency are 1 (high), 2 or 3 (low).");
        }
        TRY(look_at_state(line));
        if (line.entries.size() > entries_max)
            return wrong("/entries", "A request has at most 10,000 entries.");
        for (const auto& entry : line.entries) {
            TRY(look_at_entry(entry));
        }
        return {};
    }

    Result<> look_at(const wire::LinkLine& line) {
        ++report_.links;
        for (const auto& [id, pointer] :
             {std::pair(&line.ticket, "/ticket"), {&line.other, "/other"}})
            if (!tickets_.contains(id->value)) return wrong(pointer, "No request has this id.");
        if (line.ticket == line.other)
            return wrong("/other", "A request cannot be linked to itself.");
        return {};
    }

    Result<> look_at_state(const wire::TicketLine& line) {
        if (line.opened_at > bounds_.now) return wrong("/opened_at", "This is in the future.");
        if (line.state_at && *line.state_at > bounds_.now)
            return wrong("/state_at", "This is in the future.");
        const bool until = line.waiting_for == tickets::WaitingFor::until;
        if (until && (!line.waiting_until || *line.waiting_until <= bounds_.now))
            return wrong("/waiting_until", "What waits until a day needs one that is to come.");
        return {};
    }

    Result<> look_at_person(const std::string& named, std::string_view pointer) {
        if (is_address(named)) {
            TRY(people::checked_address(named, pointer));
            return {};
        }
        if (people_.contains(named)) return {};
        return wrong(pointer, "No person has this id, and it is no address.");
    }

    Result<> look_at_entry(const wire::EntryLine& entry) {
        ++report_.entries;
        if (entry.at > bounds_.now) return wrong("/entries/at", "This is in the future.");
        if (!entry.text && !entry.html) return wrong("/entries", "An entry has a text or an html.");
        for (const auto& text : {entry.text, entry.html}) {
            if (text && text->size() > text_bytes_max)
                return wrong("/entries", "A text is at most 1 MiB: put the rest into a file.");
        }
        if (entry.by && entry.kind == EntryKind::message) {
            TRY(look_at_person(entry.by->value, "/entries/by"));
        } else if (entry.by) {
            note_agent(entry.by->value);
        }
        if (!entry.files) return {};
        for (const auto& file : *entry.files) {
            TRY(look_at_file(file));
        }
        return {};
    }

    Result<> look_at_file(const wire::FileLine& line) {
        ++report_.files;
        const fs::path path(line.file.value);
        const bool leads_out =
            path.is_absolute() || line.file.value.find("..") != std::string::npos;
        std::error_code error;
        if (leads_out || !fs::is_regular_file(folder_ / path, error))
            return wrong("/entries/files", line.file.value + " is no file of this folder.");
        if (fs::file_size(folder_ / path) > bounds_.file_bytes_max)
            return wrong(
                "/entries/files",
                line.file.value + " is larger than this desk takes: raise upload_max."
            );
        return {};
    }

    void note_agent(const std::string& address) {
        constexpr std::size_t strangers_max = 1'000;
        const bool known = names_.agents.contains(mail::normalised_address(address));
        if (!known && strangers_.size() < strangers_max) strangers_.insert(address);
    }

    const fs::path& folder_;
    const DeskNames& names_;
    const Bounds& bounds_;
    ImportReport report_ = {};
    std::unordered_set<std::string> organisations_;
    std::unordered_set<std::string> domains_;
    std::unordered_set<std::string> people_;
    std::unordered_set<std::string> addresses_;
    std::unordered_set<std::string> tickets_;
    std::set<std::string> strangers_;
};

} // namespace

PersonId DeskNames::agent(std::string_view address) const {
    const auto found = agents.find(mail::normalised_address(address));
    return found == agents.end() ? by : found->second;
}

Result<DeskNames> names_of(db::Transaction& tx, const std::string& by) {
    DeskNames names;
    for (const auto& agent : people::find_agents(tx)) {
        for (const auto& address : people::addresses_of(tx, agent.id))
            if (agent.active) names.agents[address] = agent.id;
    }
    for (const auto& team : people::find_teams(tx)) names.teams[team.name] = team.id;
    names.by = names.agent(by);
    if (names.by.is_set()) return names;
    return refuse(
        Refusal::invalid,
        "unknown_agent",
        {},
        "Nobody who may sign in as an agent has the address " + by + "."
    );
}

ImportReport check_lines(const fs::path& folder, const DeskNames& names, const Bounds& bounds) {
    return Check(folder, names, bounds).run();
}

} // namespace heed::transfer
