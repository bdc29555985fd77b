// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "features/tickets/tickets.hpp"
#include "kernel/field.hpp"
#include "kernel/fields.hpp"
#include "kernel/instant.hpp"
#include "kernel/text.hpp"

#include <array>
#include <optional>
#include <string>
#include <vector>

namespace heed::transfer {

enum class EntryKind { message, answer, note, call };
enum class Direction { in, out };

} // namespace heed::transfer

template <>
inline constexpr std::array<std::string_view, 4> heed::enum_names<heed::transfer::EntryKind> = {
    "message", "answer", "note", "call"
};
template <>
inline constexpr std::array<std::string_view, 2> heed::enum_names<heed::transfer::Direction> = {
    "in", "out"
};

/// The lines of an export, and of what may be imported: docs/operations/import.md says what each
/// means. Ids are those of the other desk.
namespace heed::transfer::wire {

inline constexpr std::string_view format = "heed-transfer-1";

using ForeignId = Text<1, 100>;

struct Manifest {
    std::string format;
    Text<1, 100> source; // which desk it was
};
HEED_FIELDS(Manifest, format, source)

struct OrganisationLine {
    ForeignId id;
    Text<1, 200> name;
    std::optional<std::vector<Text<1, 253>>> domains;
    std::optional<Text<0, 20'000>> note;
    std::optional<bool> shares_tickets;
    std::optional<Instant> created_at;
};
HEED_FIELDS(OrganisationLine, id, name, domains, note, shares_tickets, created_at)

struct PersonLine {
    ForeignId id;
    std::optional<Text<0, 200>> name;
    std::vector<Text<3, 254>> addresses;
    std::optional<ForeignId> organisation;
    std::optional<Text<2, 35>> language;
    std::optional<Text<1, 60>> zone;
    std::optional<Text<0, 20'000>> note;
    std::optional<Instant> created_at;
};
HEED_FIELDS(PersonLine, id, name, addresses, organisation, language, zone, note, created_at)

struct FileLine {
    Text<1, 500> file; // below the folder of the export
    Text<1, 255> name;
    std::optional<Text<0, 200>> type;
};
HEED_FIELDS(FileLine, file, name, type)

struct EntryLine {
    EntryKind kind = EntryKind::message;
    Instant at = {};
    std::optional<Text<1, 254>> by; // a person's id or address; an agent's address
    std::optional<Text<0, 200>> by_name;
    std::optional<std::string> text;
    std::optional<std::string> html;
    std::optional<Direction> direction; // of calls
    std::optional<Text<1, 500>> message_id;
    std::optional<std::vector<FileLine>> files;
};
HEED_FIELDS(EntryLine, kind, at, by, by_name, text, html, direction, message_id, files)

struct TicketLine {
    ForeignId id;
    Text<1, 300> subject;
    Text<1, 254> customer; // a person's id, or an address
    Instant opened_at = {};
    tickets::State state = tickets::State::closed;
    std::optional<Instant> state_at; // since when; as its last entry when not said
    std::optional<tickets::WaitingFor> waiting_for;
    std::optional<Instant> waiting_until;
    std::optional<tickets::CancelledAs> cancelled_as;
    std::optional<Text<1, 20'000>> resolution;
    std::optional<tickets::Kind> kind;
    std::optional<tickets::Channel> channel;
    std::optional<Text<1, 100>> team;
    std::optional<Text<3, 254>> owner; // an agent's address
    std::optional<int> impact;
    std::optional<int> urgency;
    std::optional<std::vector<std::string>> tags;
    std::optional<Text<1, 200>> known_as; // what it was called there, written into a note
    std::vector<EntryLine> entries;
};
HEED_FIELDS(
    TicketLine,
    id,
    subject,
    customer,
    opened_at,
    state,
    state_at,
    waiting_for,
    waiting_until,
    cancelled_as,
    resolution,
    kind,
    channel,
    team,
    owner,
    impact,
    urgency,
    tags,
    known_as,
    entries
)

/// Read from `ticket` to `other`: it is a duplicate of the other, a follow-up of the other …
struct LinkLine {
    ForeignId ticket;
    tickets::LinkKind kind = tickets::LinkKind::related;
    ForeignId other;
};
HEED_FIELDS(LinkLine, ticket, kind, other)

} // namespace heed::transfer::wire
