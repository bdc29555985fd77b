// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/privacy/handing_out.hpp"

#include "features/inbound_mail/inbound_mail.hpp"
#include "platform/journal/browse.hpp"

#include <algorithm>
#include <utility>

namespace heed::privacy {

namespace {

constexpr int page_size = 100;
constexpr int others_looked_at = 500;
constexpr std::size_t facts_most = 1000;
constexpr int journal_pages = 50;

using conversations::AddressWire;
using conversations::EntryWire;

const Actor& looks() {
    static const auto actor = Actor::system("privacy");
    return actor;
}

std::unexpected<Error> too_much() {
    return refuse(
        Refusal::conflict,
        "too_much_held",
        "",
        "This person has more than 20,000 messages or 64 MiB of text here, which is more "
        "than one file takes. Ask who runs Heed for `heed export`, which writes "
        "everything down, and take theirs from it."
    );
}

template <class T>
bool has(const std::vector<T>& all, const T& one) {
    return std::ranges::find(all, one) != all.end();
}

std::string words_of(const AddressWire& address) {
    if (address.name.empty()) return address.email;
    return address.name + " <" + address.email + ">";
}

std::vector<std::string> words_of(const std::vector<AddressWire>& addresses) {
    std::vector<std::string> words;
    words.reserve(addresses.size());
    for (const auto& address : addresses) words.push_back(words_of(address));
    return words;
}

/// Puts together what one person is handed, and counts how much it is.
class Gathering {
public:
    Gathering(db::Transaction& tx, PersonId person, const ExportOptions& options)
        : tx_(tx),
          person_(person),
          options_(options),
          addresses_(people::addresses_of(tx, person)) {}

    Result<std::vector<PersonalTicket>> tickets() {
        std::vector<PersonalTicket> result;
        TicketId after{0};
        for (;;) {
            const auto numbers = tickets::tickets_asked_by(tx_, person_, after, page_size);
            if (numbers.empty()) break;
            for (const auto number : numbers) {
                auto ticket = TRY(own_ticket(number));
                result.push_back(std::move(ticket));
            }
            after = numbers.back();
        }
        for (const auto number : others(result)) {
            PersonalTicket ticket;
            ticket.number = number;
            ticket.own = false;
            ticket.entries = TRY(entries_of(number, false));
            if (!ticket.entries.empty()) result.push_back(std::move(ticket));
        }
        return result;
    }

private:
    Result<PersonalTicket> own_ticket(TicketId number) {
        const auto found = TRY(tickets::get_ticket(tx_, looks(), number));
        PersonalTicket ticket{
            .number = number,
            .own = true,
            .subject = found.subject,
            .state = found.state,
            .opened_at = found.opened_at,
            .resolved_at = found.resolved_at,
            .closed_at = found.closed_at,
            .resolution = found.resolution,
            .entries = {},
        };
        ticket.entries = TRY(entries_of(number, true));
        return ticket;
    }

    std::vector<TicketId> others(const std::vector<PersonalTicket>& own) {
        std::vector<TicketId> result;
        for (const auto& address : addresses_) {
            for (const auto number :
                 conversations::tickets_of_address(tx_, address, others_looked_at)) {
                const bool is_own =
                    std::ranges::find(own, number, &PersonalTicket::number) != own.end();
                if (!is_own && !has(result, number)) result.push_back(number);
            }
        }
        return result;
    }

    Result<std::vector<PersonalEntry>> entries_of(TicketId number, bool own) {
        std::vector<PersonalEntry> result;
        std::optional<EntryId> before;
        for (;;) {
            auto page = conversations::entries_of(tx_, looks(), number, before, page_size);
            for (auto& entry : page.items) {
                const auto whole = TRY(conversations::get_entry(tx_, looks(), entry.id));
                const bool internal = !whole.is_for_customers();
                if (internal ? !own || !options_.notes : !own && !takes_part(entry)) continue;
                auto item = TRY(taken(entry, internal));
                result.push_back(std::move(item));
            }
            if (!page.earlier) break;
            before = page.items.front().id;
        }
        std::ranges::sort(result, {}, [](const auto& one) {
            return std::pair(one.at, one.id.value);
        });
        return result;
    }

    /// They wrote it, or it was sent to them.
    bool takes_part(const EntryWire& entry) const {
        if (entry.author && entry.author->id == person_) return true;
        const auto is_theirs = [&](const AddressWire& one) { return has(addresses_, one.email); };
        return (entry.from && is_theirs(*entry.from)) || std::ranges::any_of(entry.to, is_theirs) ||
               std::ranges::any_of(entry.cc, is_theirs);
    }

    Result<PersonalEntry> taken(EntryWire& entry, bool internal) {
        text_ += entry.body_text.size();
        if (++entries_ > exported_entries_max || text_ > exported_text_max) return too_much();
        PersonalEntry result{
            .id = entry.id,
            .kind = entry.kind,
            .at = entry.at,
            .internal = internal,
            .from = {},
            .to = words_of(entry.to),
            .cc = words_of(entry.cc),
            .subject = std::move(entry.subject),
            .text = std::move(entry.body_text),
            .delivery = std::move(entry.delivery),
            .files = {},
        };
        // Which colleague wrote a note is about that colleague.
        if (!internal && entry.author) result.from = entry.author->name;
        if (!internal && entry.from) result.from = words_of(*entry.from);
        for (const auto& file : entry.attachments) result.files.push_back(file_of(file));
        return result;
    }

    PersonalFile file_of(const attachments::AttachmentWire& file) {
        PersonalFile result{
            .id = file.id,
            .filename = file.filename,
            .content_type = file.content_type,
            .size = file.size,
            .path = {},
        };
        if (files_ + file.size > exported_files_max) return result;
        files_ += file.size;
        result.path = "files/" + std::to_string(file.id.value) + "-" +
                      attachments::safe_filename(file.filename);
        return result;
    }

    db::Transaction& tx_;
    PersonId person_;
    ExportOptions options_;
    std::vector<std::string> addresses_;
    int entries_ = 0;
    std::size_t text_ = 0;
    std::int64_t files_ = 0;
};

PersonalAccount account_of(db::Transaction& tx, PersonId person, Instant now) {
    auto security = access::security_of(tx, person);
    PersonalAccount account{
        .password_changed_at = security.password_changed_at,
        .authenticator_since = security.authenticator_since,
        .recovery_codes_left = security.recovery_codes_left,
        .passkeys = {},
        .sessions = {},
    };
    for (auto& passkey : security.passkeys) account.passkeys.push_back({std::move(passkey.name)});
    for (auto& session : access::sessions_of(tx, person, now))
        account.sessions.push_back({
            .method = std::move(session.method),
            .network = std::move(session.network),
            .browser = std::move(session.device.browser),
            .system = std::move(session.device.system),
            .created_at = session.created_at,
            .last_seen_at = session.last_seen_at,
            .ends_at = session.ends_at,
        });
    return account;
}

std::vector<PersonalFact> facts_about(db::Transaction& tx, PersonId person) {
    std::vector<PersonalFact> result;
    journal::FactFilter filter;
    filter.subject_type = "person";
    filter.subject_id = person.value;
    std::optional<std::int64_t> before;
    for (int pages = 0; pages < journal_pages && result.size() < facts_most; ++pages) {
        auto page = journal::browse(tx, filter, before, page_size);
        for (auto& fact : page.facts)
            result.push_back({
                .at = fact.at,
                .kind = std::move(fact.kind),
                .by_themselves = fact.actor_id == person.value,
                .data = std::move(fact.data),
            });
        before = page.next;
        if (!before) break;
    }
    return result;
}

/// What is said about them beside tickets is the desk's own note.
void describe(db::Transaction& tx, PersonalCopy& data, const people::Person& person) {
    data.kind = person.kind;
    data.name = person.name;
    data.zone = person.zone;
    data.language = person.language;
    data.active = person.active;
    data.known_since = person.created_at;
    if (data.with_internal && !person.note.empty()) data.note = person.note;
    if (!person.organisation_id) return;
    if (auto organisation = people::find_whole_organisation(tx, *person.organisation_id))
        data.organisation = std::move(organisation->name);
}

} // namespace

Result<PersonalCopy>
copy_of_person(db::Transaction& tx, PersonId id, const ExportOptions& options, Instant now) {
    const auto person = people::find_whole_person(tx, id);
    if (!person) return refuse(Refusal::not_found, "not_found");
    PersonalCopy data;
    data.made_at = now;
    data.with_internal = options.notes;
    describe(tx, data, *person);
    for (auto& address : people::addresses_of(tx, id)) {
        for (auto& letter : inbound_mail::letters_without_ticket(tx, address))
            data.letters.push_back(
                {letter.received_at, std::move(letter.from_address), std::move(letter.subject)}
            );
        const bool is_primary = data.addresses.empty();
        const bool undeliverable = people::is_undeliverable(tx, address);
        data.addresses.push_back({std::move(address), is_primary, undeliverable});
    }
    data.account = account_of(tx, id, now);
    data.tickets = TRY(Gathering(tx, id, options).tickets());
    data.journal = facts_about(tx, id);
    // What a change of the note says is a note as well.
    if (!options.notes)
        for (auto& fact : data.journal)
            if (fact.kind == "person_changed") fact.data = {};
    return data;
}

} // namespace heed::privacy
