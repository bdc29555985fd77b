// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/settings/commands.hpp"
#include "features/settings/events.hpp"
#include "features/settings/queries.hpp"
#include "features/settings/store.hpp"
#include "kernel/json.hpp"
#include "kernel/require.hpp"

#include <algorithm>

namespace heed::settings {

namespace {

std::unexpected<Error> name_taken() {
    return refuse(Refusal::conflict, "name_taken", "/name", "There is a cause of that name.");
}

/// A refusal that names what may be chosen.
std::unexpected<Error> unknown_cause(db::Transaction& tx, std::string_view pointer) {
    std::vector<std::string> names;
    for (auto& code : store::cause_codes(tx)) {
        if (code.active) names.push_back(std::move(code.name));
    }
    auto error =
        refuse(Refusal::invalid, "unknown_cause", pointer, "Choose one of the desk's causes.");
    error.error().members.emplace_back("allowed", to_json(names));
    return error;
}

} // namespace

Result<Done> create_cause_code(
    db::Transaction& tx, const Actor& actor, const CreateCauseCode& command, Instant now
) {
    TRY(require(actor, Permission::settings_manage));
    CauseCode code{.name = command.name.value};
    if (!store::insert_cause_code(tx, code)) return name_taken();
    journal::append(tx, actor, now, CauseCodeCreated{.cause_code = code.id, .name = code.name});
    return Done{.id = code.id.value};
}

Result<Done> change_cause_code(
    db::Transaction& tx, const Actor& actor, const ChangeCauseCode& command, Instant now
) {
    TRY(require(actor, Permission::settings_manage));
    store::get_settings_for_update(tx); // names stay unique: one change of causes at a time
    auto found = store::find_cause_code_for_update(tx, command.id);
    if (!found) return refuse(Refusal::not_found, "not_found");
    auto& code = *found;
    std::vector<journal::FieldChange> changes;
    TRY(journal::change_required(changes, "name", code.name, command.name));
    TRY(journal::change_required(changes, "active", code.active, command.active));
    TRY(journal::require_current(command.expected_version, code.version, changes));
    if (changes.empty()) return Done{.id = code.id.value};

    ++code.version;
    if (!store::save_cause_code(tx, code)) return name_taken();
    journal::append(
        tx, actor, now, CauseCodeChanged{.cause_code = code.id, .changes = std::move(changes)}
    );
    return Done{.id = code.id.value};
}

Result<CauseCode> get_cause_code(db::Transaction& tx, CauseCodeId id) {
    auto code = store::find_cause_code(tx, id);
    if (!code) return refuse(Refusal::not_found, "not_found");
    return *std::move(code);
}

std::vector<CauseCode> all_cause_codes(db::Transaction& tx) {
    return store::cause_codes(tx);
}

Result<std::string>
require_cause(db::Transaction& tx, std::string_view name, std::string_view pointer) {
    auto code = store::find_cause_code_by_name(tx, name);
    if (!code || !code->active) return unknown_cause(tx, pointer);
    return std::move(code->name);
}

} // namespace heed::settings
