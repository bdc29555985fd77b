// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "app/verbs.hpp"
#include "kernel/fields.hpp"
#include "platform/dns/resolver.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace heed::app {

/// One thing that `heed doctor` looked at. Something wrong always comes with what to do about it.
struct Finding {
    std::string subject; // "key file"
    std::string level;   // good, warning or bad
    std::string text;
    std::optional<std::string> cure;
};
HEED_FIELDS(Finding, subject, level, text, cure)

/// `heed doctor`: what can be seen from outside (folder, key, disk, zones, clock, address) and,
/// by the server that holds the desk or by opening it, what the desk knows. It never fails: what
/// cannot be looked at is a finding too.
int doctor(const cli::Arguments& arguments);

/// Where attachments are kept. A bucket is tried out: a small object is written, read and deleted.
Finding finding_on_files(const config::Config& config);

/// Up to this size a database is read through whenever somebody asks; a larger one with `--whole`.
inline constexpr std::int64_t read_through_bytes = std::int64_t{256} * 1024 * 1024;

/// The part that needs the desk, run where the desk is held. A database of more than `bytes_max` is
/// only asked something: reading it through takes minutes and the disk with them.
std::vector<Finding> findings_in(House& house, std::int64_t bytes_max = read_through_bytes);

/// What receivers find on each domain that active mailboxes send for: SPF, DKIM, DMARC, reverse
/// name. Asks the name service, which takes up to ten seconds a domain.
std::vector<Finding> findings_on_sending(House& house, const dns::Resolvers& resolvers);

DeskVerbEntry doctor_verb();

} // namespace heed::app
