// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/key_mark.hpp"

#include "platform/desk/store.hpp"

namespace heed::app {

namespace {

constexpr std::string_view name = "key_mark";
constexpr std::string_view context = "desk_value/key_mark/value";

Error wrong_key() {
    return {
        .kind = Refusal::conflict,
        .code = "wrong_key",
        .pointer = {},
        .detail =
            "The key file is not this desk's: what the desk sealed does not open with it. Either "
            "--data and --database do not belong together, or the file was replaced. Put the "
            "desk's own heed.key there, from your backup or from another node of the desk. If it "
            "is lost for good, start once with `heed serve --new-key` and enter the passwords of "
            "the mailboxes again.",
        .members = {},
    };
}

void save(db::Transaction& tx, const crypto::Sealer& sealer) {
    desk_store::save_value(tx, name, sealer.seal("heed", context));
}

} // namespace

Result<> check_key(db::Database& db, const crypto::Sealer& sealer) {
    const auto mark = db.read([](db::Transaction& tx) { return desk_store::find_value(tx, name); });
    if (!mark) {
        mark_key(db, sealer);
        return {};
    }
    if (sealer.open(*mark, context)) return {};
    return std::unexpected(wrong_key());
}

void mark_key(db::Database& db, const crypto::Sealer& sealer) {
    const auto marked = db.write([&](db::Transaction& tx) -> Result<bool> {
        save(tx, sealer);
        return true;
    });
    CHECK(marked.has_value());
}

} // namespace heed::app
