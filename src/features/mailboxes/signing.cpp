// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/mailboxes/signing.hpp"

#include "features/mailboxes/events.hpp"
#include "features/mailboxes/mailboxes.hpp"
#include "features/mailboxes/store.hpp"
#include "platform/dkim/dkim.hpp"
#include "platform/log/log.hpp"

namespace heed::mailboxes {

namespace {

Done noted(
    db::Transaction& tx,
    const Writing& writing,
    const SigningKey& key,
    SigningStep step,
    bool insisted = false
) {
    journal::append(
        tx,
        writing.actor,
        writing.now,
        SigningKeyChanged{
            .key = key.id,
            .domain = key.domain,
            .selector = key.selector,
            .algorithm = key.algorithm,
            .step = step,
            .insisted = insisted
        }
    );
    return {.id = key.id.value};
}

Result<SigningKey> get_for_update(db::Transaction& tx, SigningKeyId id) {
    auto key = store::find_signing_key_for_update(tx, id);
    if (!key) return refuse(Refusal::not_found, "not_found", "", "There is no such key.");
    return std::move(*key);
}

} // namespace

Result<Done>
keep_signing_key(db::Transaction& tx, const Writing& writing, const SigningKey& fresh) {
    if (store::signing_keys_of(tx, fresh.domain).size() >= signing_keys_max)
        return refuse(
            Refusal::conflict,
            "too_many_keys",
            "",
            "This domain has ten keys already. Remove those that no longer sign."
        );
    auto key = fresh;
    key.made_at = writing.now;
    key.id = store::insert_signing_key(tx, key);
    return noted(tx, writing, key, SigningStep::made);
}

Result<Done>
start_signing(db::Transaction& tx, const Writing& writing, SigningKeyId id, Record record) {
    auto key = TRY(get_for_update(tx, id));
    if (!private_half(key, writing.sealer))
        return refuse(
            Refusal::conflict,
            "secret_lost",
            "",
            "This key was sealed with a key file that is lost. Remove it and make another."
        );
    if (key.signs) return Done{.id = id.value};
    key.signs = true;
    if (record == Record::found) key.found_at = writing.now;
    store::save_signing_key(tx, key);
    return noted(tx, writing, key, SigningStep::switched_on, record == Record::not_looked_for);
}

Result<Done> stop_signing(db::Transaction& tx, const Writing& writing, SigningKeyId id) {
    auto key = TRY(get_for_update(tx, id));
    if (!key.signs) return Done{.id = id.value};
    key.signs = false;
    store::save_signing_key(tx, key);
    return noted(tx, writing, key, SigningStep::switched_off);
}

Result<Done> remove_signing_key(db::Transaction& tx, const Writing& writing, SigningKeyId id) {
    const auto key = TRY(get_for_update(tx, id));
    if (!store::remove_signing_key(tx, id))
        return refuse(Refusal::not_found, "not_found", "", "There is no such key.");
    return noted(tx, writing, key, SigningStep::removed);
}

std::vector<SigningKey> signing_keys_of(db::Transaction& tx, MailboxId id) {
    return store::signing_keys_of(tx, domain_of_letters(store::addresses_of(tx, id)));
}

std::string signed_letter(
    std::string letter,
    const std::vector<SigningKey>& keys,
    const crypto::Sealer& sealer,
    Instant now
) {
    std::string fields;
    for (const auto& key : keys) {
        if (!key.signs) continue;
        const auto half = private_half(key, sealer);
        const auto field = half ? dkim::signature_field(
                                      letter,
                                      {.domain = key.domain,
                                       .selector = key.selector,
                                       .kind = key.algorithm,
                                       .private_key = *half},
                                      now
                                  )
                                : std::nullopt;
        if (field)
            fields += *field;
        else
            log::warning("letter_not_signed", {{"domain", key.domain}, {"key", key.selector}});
    }
    return fields + std::move(letter);
}

} // namespace heed::mailboxes
