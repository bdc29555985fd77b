// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "kernel/enums.hpp"

#include <cstdint>
#include <initializer_list>

namespace heed {

/// One thing a role may allow. Stored by name; the list only grows.
enum class Permission {
    ticket_read,       // see tickets of the team (or of all teams when desk-wide)
    ticket_write,      // answer, note, change fields, own
    ticket_create,     // start conversations
    person_read,       // look up customers and organisations
    person_write,      // create and change customers and organisations
    agent_manage,      // invite, deactivate, teams, roles
    settings_read,     // see mailboxes, matrix, categories, templates
    settings_manage,   // change them
    mail_ingest,       // hand letters in
    mail_review,       // original letters, unreadable and blocked ones, delivery problems
    token_manage,      // API tokens of others
    audit_read,        // the journal
    operations_manage, // parked work, quiet mode, rebuild
    ticket_redact,     // take words and files out of a conversation for good
    privacy_manage     // personal data: hand out, erase; delete tickets for good
};

template <>
inline constexpr std::array<std::string_view, 15> enum_names<Permission> = {
    "ticket:read",
    "ticket:write",
    "ticket:create",
    "person:read",
    "person:write",
    "agent:manage",
    "settings:read",
    "settings:manage",
    "mail:ingest",
    "mail:review",
    "token:manage",
    "audit:read",
    "operations:manage",
    "ticket:redact",
    "privacy:manage",
};

class PermissionSet {
public:
    constexpr PermissionSet() = default;

    constexpr PermissionSet(std::initializer_list<Permission> permissions) {
        for (const auto permission : permissions) add(permission);
    }

    static constexpr PermissionSet all() {
        PermissionSet set;
        for (std::size_t index = 0; index < enum_names<Permission>.size(); ++index)
            set.add(static_cast<Permission>(index));
        return set;
    }

    constexpr void add(Permission permission) { bits_ |= bit(permission); }

    constexpr void add(PermissionSet other) { bits_ |= other.bits_; }

    [[nodiscard]] constexpr PermissionSet only(PermissionSet other) const {
        PermissionSet set;
        set.bits_ = bits_ & other.bits_;
        return set;
    }

    [[nodiscard]] constexpr bool has(Permission permission) const {
        return (bits_ & bit(permission)) != 0;
    }

    [[nodiscard]] constexpr bool empty() const { return bits_ == 0; }

    constexpr bool operator==(const PermissionSet&) const = default;

private:
    static constexpr std::uint64_t bit(Permission permission) {
        return std::uint64_t{1} << static_cast<unsigned>(permission);
    }

    std::uint64_t bits_ = 0;
};

} // namespace heed
