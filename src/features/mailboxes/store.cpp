// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/mailboxes/store.hpp"

#include "platform/mail/domains.hpp"

namespace heed::mailboxes::store {

namespace {

/// Every way of reading mailboxes begins so.
db::Query mailboxes() {
    return db::Query(
        "SELECT id, name, from_form, signature, team_id, imap_host, imap_port, imap_tls, "
        "imap_user, imap_password, imap_folder, imap_start_with, poll_seconds, smtp_host, "
        "smtp_port, "
        "smtp_tls, smtp_user, smtp_password, active, version, oauth_provider, oauth_client_id, "
        "oauth_client_secret, oauth_tenant, oauth_authorise_url, oauth_token_url, oauth_scope, "
        "oauth_refresh_token, oauth_access_token, oauth_access_until, oauth_trouble, "
        "oauth_tried_at FROM mailbox"
    );
}

db::Query mailbox_with(MailboxId id) {
    auto query = mailboxes();
    query.add("WHERE id = ?", id);
    return query;
}

void save_oauth(db::Transaction& tx, const Mailbox& mailbox) {
    tx.run(
        "UPDATE mailbox SET oauth_provider = ?2, oauth_client_id = ?3, oauth_client_secret = ?4, "
        "oauth_tenant = ?5, oauth_authorise_url = ?6, oauth_token_url = ?7, oauth_scope = ?8, "
        "oauth_refresh_token = ?9, oauth_access_token = ?10, oauth_access_until = ?11, "
        "oauth_trouble = ?12, oauth_tried_at = ?13 WHERE id = ?1",
        mailbox.id,
        mailbox.oauth_provider,
        mailbox.oauth_client_id,
        mailbox.oauth_client_secret,
        mailbox.oauth_tenant,
        mailbox.oauth_authorise_url,
        mailbox.oauth_token_url,
        mailbox.oauth_scope,
        mailbox.oauth_refresh_token,
        mailbox.oauth_access_token,
        mailbox.oauth_access_until,
        mailbox.oauth_trouble,
        mailbox.oauth_tried_at
    );
}

} // namespace

MailboxId insert(db::Transaction& tx, const Mailbox& mailbox, Instant now) {
    const auto id = tx.value<MailboxId>(
        "INSERT INTO mailbox (name, from_form, signature, poll_seconds, active, created_at, "
        "version) "
        "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) RETURNING id",
        mailbox.name,
        mailbox.from_form,
        mailbox.signature,
        mailbox.poll_seconds,
        mailbox.active,
        now,
        mailbox.version
    );
    tx.run("INSERT INTO mailbox_state (mailbox_id, cursor) VALUES (?1, '{}')", id);
    return id;
}

void save(db::Transaction& tx, const Mailbox& mailbox) {
    tx.run(
        "UPDATE mailbox SET name = ?2, from_form = ?3, signature = ?4, team_id = ?5, "
        "imap_host = ?6, imap_port = ?7, imap_tls = ?8, imap_user = ?9, imap_password = ?10, "
        "imap_folder = ?11, poll_seconds = ?12, smtp_host = ?13, smtp_port = ?14, smtp_tls = ?15, "
        "smtp_user = ?16, smtp_password = ?17, active = ?18, version = ?19, imap_start_with = ?20 "
        "WHERE id = ?1",
        mailbox.id,
        mailbox.name,
        mailbox.from_form,
        mailbox.signature,
        mailbox.team_id,
        mailbox.imap_host,
        mailbox.imap_port,
        mailbox.imap_tls,
        mailbox.imap_user,
        mailbox.imap_password,
        mailbox.imap_folder,
        mailbox.poll_seconds,
        mailbox.smtp_host,
        mailbox.smtp_port,
        mailbox.smtp_tls,
        mailbox.smtp_user,
        mailbox.smtp_password,
        mailbox.active,
        mailbox.version,
        mailbox.imap_start_with
    );
    save_oauth(tx, mailbox);
}

std::optional<Mailbox> find(db::Transaction& tx, MailboxId id) {
    return tx.row<Mailbox>(mailbox_with(id));
}

std::optional<Mailbox> find_for_update(db::Transaction& tx, MailboxId id) {
    auto query = mailbox_with(id);
    // SQLite has one writer, who is alone anyway.
    if (tx.engine() == db::Engine::postgres) query.add("FOR UPDATE");
    return tx.row<Mailbox>(query);
}

std::vector<Mailbox> all(db::Transaction& tx) {
    auto query = mailboxes();
    return tx.rows<Mailbox>(query.add("ORDER BY id LIMIT 1000"));
}

bool claim_refresh(
    db::Transaction& tx, MailboxId id, std::optional<Instant> tried_at, Instant now
) {
    return tx.run(
               "UPDATE mailbox SET oauth_tried_at = ?3 WHERE id = ?1 AND "
               "COALESCE(oauth_tried_at, 0) = ?2",
               id,
               tried_at.value_or(Instant{}),
               now
           ) == 1;
}

std::vector<std::string> addresses_of(db::Transaction& tx, MailboxId id) {
    return tx.rows<std::string>(
        "SELECT address FROM mailbox_address WHERE mailbox_id = ?1 ORDER BY place", id
    );
}

std::vector<std::string> all_addresses(db::Transaction& tx) {
    return tx.rows<std::string>("SELECT address FROM mailbox_address ORDER BY address LIMIT 5000");
}

std::optional<MailboxId> owner_of(db::Transaction& tx, std::string_view address) {
    for (const auto& spelling : mail::spellings(address)) {
        const auto owner = tx.row<MailboxId>(
            "SELECT mailbox_id FROM mailbox_address WHERE address = ?1", spelling
        );
        if (owner) return owner;
    }
    return std::nullopt;
}

std::optional<std::size_t>
set_addresses(db::Transaction& tx, MailboxId id, const std::vector<std::string>& addresses) {
    tx.run("DELETE FROM mailbox_address WHERE mailbox_id = ?1", id);
    for (std::size_t place = 0; place < addresses.size(); ++place) {
        if (owner_of(tx, addresses[place]).value_or(id) != id) return place;
        const auto taken = tx.run(
            "INSERT INTO mailbox_address (address, mailbox_id, place) VALUES (?1, ?2, ?3)"
            " ON CONFLICT (address) DO NOTHING",
            addresses[place],
            id,
            place
        );
        if (taken == 0 && owner_of(tx, addresses[place]) != id) return place;
    }
    return std::nullopt;
}

std::optional<MailboxState> find_state(db::Transaction& tx, MailboxId id) {
    return tx.row<MailboxState>(
        "SELECT last_fetch_at, last_letter_at, fetch_error, fetch_failing_since, last_sent_at, "
        "send_error, send_failing_since, fetch_code, send_code, usual_gap_ms "
        "FROM mailbox_state WHERE mailbox_id = ?1",
        id
    );
}

void save_state(db::Transaction& tx, MailboxId id, const MailboxState& state) {
    tx.run(
        "UPDATE mailbox_state SET last_fetch_at = ?2, last_letter_at = ?3, fetch_error = ?4, "
        "fetch_failing_since = ?5, last_sent_at = ?6, send_error = ?7, send_failing_since = ?8, "
        "fetch_code = ?9, send_code = ?10, usual_gap_ms = ?11 WHERE mailbox_id = ?1",
        id,
        state.last_fetch_at,
        state.last_letter_at,
        state.fetch_error,
        state.fetch_failing_since,
        state.last_sent_at,
        state.send_error,
        state.send_failing_since,
        state.fetch_code,
        state.send_code,
        state.usual_gap_ms
    );
}

std::optional<RawJson> find_cursor(db::Transaction& tx, MailboxId id) {
    return tx.row<RawJson>("SELECT cursor FROM mailbox_state WHERE mailbox_id = ?1", id);
}

void save_cursor(db::Transaction& tx, MailboxId id, const RawJson& cursor) {
    tx.run("UPDATE mailbox_state SET cursor = ?2 WHERE mailbox_id = ?1", id, cursor);
}

std::optional<std::int64_t>
take_lease(db::Transaction& tx, const Lease& lease, Instant now, Instant until) {
    return tx.row<std::int64_t>(
        "INSERT INTO mailbox_lease (mailbox_id, holder, number, until_at) VALUES (?1, ?2, 1, ?4) "
        "ON CONFLICT (mailbox_id) DO UPDATE SET holder = excluded.holder, "
        "number = mailbox_lease.number + 1, until_at = excluded.until_at "
        "WHERE mailbox_lease.until_at <= ?3 OR mailbox_lease.holder = excluded.holder "
        "RETURNING number",
        lease.mailbox,
        lease.holder,
        now,
        until
    );
}

bool extend_lease(db::Transaction& tx, const Lease& lease, Instant until) {
    return tx.run(
               "UPDATE mailbox_lease SET until_at = ?3 WHERE mailbox_id = ?1 AND number = ?2",
               lease.mailbox,
               lease.number,
               until
           ) == 1;
}

std::optional<std::string> find_value(db::Transaction& tx, std::string_view name) {
    return tx.row<std::string>("SELECT value FROM desk_value WHERE name = ?1", name);
}

void keep_value(db::Transaction& tx, std::string_view name, std::string_view value) {
    tx.run(
        "INSERT INTO desk_value (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO NOTHING",
        name,
        value
    );
}

} // namespace heed::mailboxes::store
