// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/demo.hpp"
#include "kernel/format.hpp"

#include <array>
#include <doctest/doctest.h>
#include <filesystem>
#include <unistd.h>

using namespace heed;

namespace {

using Rows = std::vector<std::string>;

/// A demo desk in a folder of its own, which goes with it.
class DemoDesk {
public:
    DemoDesk(std::string_view name, std::size_t tickets, std::uint64_t seed = 7)
        : folder_(
              std::filesystem::temp_directory_path() /
              fmt::format("heed_demo_{}_{}", name, ::getpid())
          ) {
        std::filesystem::remove_all(folder_);
        config::Config config;
        config.data = folder_;
        REQUIRE(app::House::make_folder(config).has_value());
        house_ = app::House::open(config, {.bulk_load = true}).value();
        const app::DemoSize size{
            .tickets = tickets,
            .seed = seed,
            .until = Instant{std::chrono::milliseconds{1'800'000'000'000}},
        };
        const auto made = app::make_demo(*house_, size, [](std::size_t, std::size_t) {});
        REQUIRE_MESSAGE(made.has_value(), made.error().code);
    }

    DemoDesk(const DemoDesk&) = delete;
    DemoDesk& operator=(const DemoDesk&) = delete;
    DemoDesk(DemoDesk&&) = delete;
    DemoDesk& operator=(DemoDesk&&) = delete;

    ~DemoDesk() {
        house_.reset();
        std::filesystem::remove_all(folder_);
    }

    Rows rows(db::Sql question) {
        return house_->db->read([&](db::Transaction& tx) { return tx.rows<std::string>(question); }
        );
    }

    std::int64_t count(db::Sql question) {
        return house_->db->read([&](db::Transaction& tx) {
            return tx.value<std::int64_t>(question);
        });
    }

private:
    std::filesystem::path folder_;
    std::unique_ptr<app::House> house_;
};

struct Table {
    std::string_view name;
    db::Sql rows;
};

// NOLINTBEGIN(modernize-use-designated-initializers): a table, read in its order
// Not those of keys and tokens, nor what tells when the program ran.
const std::array tables = {
    Table{
        "attachment",
        "SELECT quote(id) || ' ' || quote(sha256) || ' ' || quote(ticket_id) || ' ' || "
        "quote(entry_id) || ' ' || quote(uploaded_by) || ' ' || quote(filename) || ' ' || "
        "quote(content_type) || ' ' || quote(size) || ' ' || quote(content_id) || ' ' || "
        "quote(inline) || ' ' || quote(internal) || ' ' || quote(created_at) || ' ' || "
        "quote(uploaded_by_token) AS line FROM attachment ORDER BY line"
    },
    Table{
        "blob",
        "SELECT quote(sha256) || ' ' || quote(size) || ' ' || quote(content) || ' ' || "
        "quote(created_at) AS line FROM blob ORDER BY line"
    },
    Table{
        "blob_hold",
        "SELECT quote(sha256) || ' ' || quote(holder) AS line FROM blob_hold ORDER BY line"
    },
    Table{
        "category",
        "SELECT quote(id) || ' ' || quote(name) || ' ' || quote(name_key) || ' ' || "
        "quote(parent_id) || ' ' || quote(kind) || ' ' || quote(active) || ' ' || quote(version) "
        "AS line FROM category ORDER BY line"
    },
    Table{
        "cause_code",
        "SELECT quote(id) || ' ' || quote(name) || ' ' || quote(name_key) || ' ' || "
        "quote(active) || ' ' || quote(version) AS line FROM cause_code ORDER BY line"
    },
    Table{
        "desk_settings",
        "SELECT quote(id) || ' ' || quote(desk_name) || ' ' || quote(zone) || ' ' || "
        "quote(language) || ' ' || quote(auto_close_days) || ' ' || quote(acknowledge) || ' ' || "
        "quote(quiet) || ' ' || quote(version) || ' ' || quote(holidays) AS line FROM "
        "desk_settings ORDER BY line"
    },
    Table{
        "entry",
        "SELECT quote(id) || ' ' || quote(ticket_id) || ' ' || quote(kind) || ' ' || quote(at) "
        "|| ' ' || quote(author_id) || ' ' || quote(from_name) || ' ' || quote(from_address) || "
        "' ' || quote(to_addresses) || ' ' || quote(cc_addresses) || ' ' || quote(subject) || ' "
        "' || quote(body_text) || ' ' || quote(body_html) || ' ' || quote(html_version) || ' ' "
        "|| quote(reply_text) || ' ' || quote(message_id) || ' ' || quote(mailbox_id) || ' ' || "
        "quote(letter_id) || ' ' || quote(original_sha256) || ' ' || quote(call_direction) || ' "
        "' || quote(delivery) || ' ' || quote(delivery_text) || ' ' || quote(delivery_at) || ' ' "
        "|| quote(attempts) || ' ' || quote(release_at) || ' ' || quote(released_at) || ' ' || "
        "quote(attachments) || ' ' || quote(judgements) || ' ' || quote(woke_version) AS line "
        "FROM entry ORDER BY line"
    },
    Table{
        "judgement",
        "SELECT quote(id) || ' ' || quote(entry_id) || ' ' || quote(ticket_id) || ' ' || "
        "quote(kind) || ' ' || quote(reason) || ' ' || quote(reversible) || ' ' || "
        "quote(made_at) || ' ' || quote(reversed_at) || ' ' || quote(reversed_by) AS line FROM "
        "judgement ORDER BY line"
    },
    Table{
        "letter",
        "SELECT quote(id) || ' ' || quote(mailbox_id) || ' ' || quote(source) || ' ' || "
        "quote(sha256) || ' ' || quote(size) || ' ' || quote(received_at) || ' ' || quote(state) "
        "|| ' ' || quote(attempts) || ' ' || quote(message_id) || ' ' || quote(digest) || ' ' || "
        "quote(from_address) || ' ' || quote(from_name) || ' ' || quote(subject) || ' ' || "
        "quote(ticket_id) || ' ' || quote(entry_id) || ' ' || quote(may_acknowledge) || ' ' || "
        "quote(decisions) AS line FROM letter ORDER BY line"
    },
    Table{
        "letter_once",
        "SELECT quote(mailbox_id) || ' ' || quote(message_id) || ' ' || quote(digest) || ' ' || "
        "quote(letter_id) AS line FROM letter_once ORDER BY line"
    },
    Table{
        "mailbox",
        "SELECT quote(id) || ' ' || quote(name) || ' ' || quote(from_form) || ' ' || "
        "quote(signature) || ' ' || quote(team_id) || ' ' || quote(imap_host) || ' ' || "
        "quote(imap_port) || ' ' || quote(imap_tls) || ' ' || quote(imap_user) || ' ' || "
        "quote(imap_password) || ' ' || quote(imap_folder) || ' ' || quote(poll_seconds) || ' ' "
        "|| quote(smtp_host) || ' ' || quote(smtp_port) || ' ' || quote(smtp_tls) || ' ' || "
        "quote(smtp_user) || ' ' || quote(smtp_password) || ' ' || quote(active) || ' ' || "
        "quote(created_at) || ' ' || quote(version) AS line FROM mailbox ORDER BY line"
    },
    Table{
        "mailbox_address",
        "SELECT quote(address) || ' ' || quote(mailbox_id) || ' ' || quote(place) AS line FROM "
        "mailbox_address ORDER BY line"
    },
    Table{
        "mailbox_state",
        "SELECT quote(mailbox_id) || ' ' || quote(cursor) || ' ' || quote(last_fetch_at) || ' ' "
        "|| quote(last_letter_at) || ' ' || quote(fetch_error) || ' ' || "
        "quote(fetch_failing_since) || ' ' || quote(last_sent_at) || ' ' || quote(send_error) || "
        "' ' || quote(send_failing_since) || ' ' || quote(fetch_code) || ' ' || quote(send_code) "
        "|| ' ' || quote(usual_gap_ms) AS line FROM mailbox_state ORDER BY line"
    },
    Table{
        "organisation",
        "SELECT quote(id) || ' ' || quote(name) || ' ' || quote(name_key) || ' ' || quote(note) "
        "|| ' ' || quote(shares_tickets) || ' ' || quote(created_at) || ' ' || quote(version) AS "
        "line FROM organisation ORDER BY line"
    },
    Table{
        "organisation_domain",
        "SELECT quote(domain) || ' ' || quote(organisation_id) || ' ' || quote(attached_through) "
        "AS line FROM organisation_domain ORDER BY line"
    },
    Table{
        "participant",
        "SELECT quote(ticket_id) || ' ' || quote(address) || ' ' || quote(name) || ' ' || "
        "quote(role) AS line FROM participant ORDER BY line"
    },
    Table{
        "person",
        "SELECT quote(id) || ' ' || quote(kind) || ' ' || quote(name) || ' ' || quote(name_key) "
        "|| ' ' || quote(zone) || ' ' || quote(language) || ' ' || quote(organisation_id) || ' ' "
        "|| quote(note) || ' ' || quote(active) || ' ' || quote(created_at) || ' ' || "
        "quote(version) AS line FROM person ORDER BY line"
    },
    Table{
        "person_address",
        "SELECT quote(id) || ' ' || quote(person_id) || ' ' || quote(address) || ' ' || "
        "quote(domain) || ' ' || quote(is_primary) || ' ' || quote(undeliverable_at) AS line "
        "FROM person_address ORDER BY line"
    },
    Table{
        "person_word",
        "SELECT quote(word) || ' ' || quote(person_id) AS line FROM person_word ORDER BY line"
    },
    Table{
        "priority_matrix",
        "SELECT quote(id) || ' ' || quote(in_force_at) || ' ' || quote(matrix) AS line FROM "
        "priority_matrix ORDER BY line"
    },
    Table{
        "role",
        "SELECT quote(id) || ' ' || quote(key) || ' ' || quote(name) || ' ' || quote(name_key) "
        "|| ' ' || quote(permissions) || ' ' || quote(version) AS line FROM role ORDER BY line"
    },
    Table{
        "role_assignment",
        "SELECT quote(id) || ' ' || quote(person_id) || ' ' || quote(role_id) || ' ' || "
        "quote(team_id) AS line FROM role_assignment ORDER BY line"
    },
    Table{
        "team",
        "SELECT quote(id) || ' ' || quote(name) || ' ' || quote(name_key) || ' ' || "
        "quote(mailbox_id) || ' ' || quote(created_at) || ' ' || quote(version) AS line FROM "
        "team ORDER BY line"
    },
    Table{
        "team_member",
        "SELECT quote(team_id) || ' ' || quote(person_id) AS line FROM team_member ORDER BY line"
    },
    Table{
        "ticket",
        "SELECT quote(id) || ' ' || quote(kind) || ' ' || quote(state) || ' ' || "
        "quote(waiting_for) || ' ' || quote(waiting_until) || ' ' || quote(cancelled_as) || ' ' "
        "|| quote(subject) || ' ' || quote(customer_id) || ' ' || quote(organisation_id) || ' ' "
        "|| quote(team_id) || ' ' || quote(owner_id) || ' ' || quote(impact) || ' ' || "
        "quote(urgency) || ' ' || quote(priority) || ' ' || quote(priority_reason) || ' ' || "
        "quote(channel) || ' ' || quote(mailbox_id) || ' ' || quote(opening_category_id) || ' ' "
        "|| quote(closing_category_id) || ' ' || quote(resolution) || ' ' || quote(cause_code) "
        "|| ' ' || quote(will_last) || ' ' || quote(opened_at) || ' ' || quote(changed_at) || ' "
        "' || quote(resolved_at) || ' ' || quote(resolved_by) || ' ' || quote(closed_at) || ' ' "
        "|| quote(follow_up_of) || ' ' || quote(entry_count) || ' ' || quote(last_entry_at) || ' "
        "' || quote(last_public_from) || ' ' || quote(excerpt) || ' ' || quote(version) || ' ' "
        "|| quote(last_entry_id) || ' ' || quote(last_entry_by) AS line FROM ticket ORDER BY "
        "line"
    },
    Table{
        "ticket_count",
        "SELECT quote(team_id) || ' ' || quote(state) || ' ' || quote(owner_id) || ' ' || "
        "quote(tickets) AS line FROM ticket_count ORDER BY line"
    },
    Table{
        "ticket_helper",
        "SELECT quote(id) || ' ' || quote(ticket_id) || ' ' || quote(person_id) || ' ' || "
        "quote(joined_at) || ' ' || quote(left_at) AS line FROM ticket_helper ORDER BY line"
    },
    Table{
        "ticket_link",
        "SELECT quote(id) || ' ' || quote(ticket_id) || ' ' || quote(other_id) || ' ' || "
        "quote(kind) || ' ' || quote(created_at) AS line FROM ticket_link ORDER BY line"
    },
    Table{
        "ticket_tag",
        "SELECT quote(ticket_id) || ' ' || quote(tag) AS line FROM ticket_tag ORDER BY line"
    },
    Table{
        "ticket_word",
        "SELECT quote(word) || ' ' || quote(ticket_id) AS line FROM ticket_word ORDER BY line"
    }
};
// NOLINTEND(modernize-use-designated-initializers)

} // namespace

TEST_CASE("demo: the same seed makes the same desk, row by row, and the same journal") {
    DemoDesk one("one", 120);
    DemoDesk other("other", 120);
    for (const auto& table : tables) {
        INFO(std::string(table.name));
        const auto rows = one.rows(table.rows);
        CHECK_FALSE(rows.empty());
        CHECK(rows == other.rows(table.rows));
    }
    constexpr db::Sql facts =
        "SELECT position || ' ' || at || ' ' || kind || ' ' || subject_type || ' ' || subject_id "
        "|| ' ' || data AS line FROM event ORDER BY position";
    CHECK(one.rows(facts) == other.rows(facts));
}

TEST_CASE("demo: another seed makes another desk") {
    DemoDesk one("one", 20, 7);
    DemoDesk other("other", 20, 8);
    constexpr db::Sql subjects = "SELECT subject AS line FROM ticket ORDER BY id";
    CHECK(one.rows(subjects) != other.rows(subjects));
}

TEST_CASE("demo: newcomers find what the desk can do, and letters their originals") {
    DemoDesk desk("rich", 300);
    constexpr auto parts = std::to_array<db::Sql>(
        {"SELECT count(*) FROM ticket WHERE state = 'new'",
         "SELECT count(*) FROM ticket WHERE state = 'open'",
         "SELECT count(*) FROM ticket WHERE state = 'waiting'",
         "SELECT count(*) FROM ticket WHERE state = 'resolved'",
         "SELECT count(*) FROM ticket WHERE state = 'closed' AND closing_category_id IS NOT NULL",
         "SELECT count(*) FROM ticket WHERE cause_code IS NOT NULL",
         "SELECT count(*) FROM ticket WHERE cancelled_as = 'spam'",
         "SELECT count(*) FROM ticket WHERE cancelled_as = 'duplicate'",
         "SELECT count(*) FROM ticket WHERE follow_up_of IS NOT NULL",
         "SELECT count(*) FROM ticket WHERE priority_reason IS NOT NULL",
         "SELECT count(*) FROM ticket_link WHERE kind = 'duplicate_of'",
         "SELECT count(*) FROM ticket_helper",
         "SELECT count(*) FROM participant WHERE role = 'cc'",
         "SELECT count(*) FROM category WHERE parent_id IS NOT NULL",
         "SELECT count(*) FROM mailbox",
         "SELECT count(*) FROM letter WHERE state = 'taken' AND entry_id IS NOT NULL",
         "SELECT count(*) FROM entry WHERE kind = 'call'",
         "SELECT count(*) FROM entry WHERE kind = 'note'",
         "SELECT count(*) FROM entry WHERE kind = 'message_in' AND body_html IS NOT NULL AND "
         "reply_text IS NOT NULL",
         "SELECT count(*) FROM entry WHERE kind = 'message_out' AND body_html IS NOT NULL",
         "SELECT count(*) FROM attachment WHERE content_id IS NOT NULL",
         "SELECT count(*) FROM attachment WHERE content_type = 'text/plain'",
         "SELECT count(*) FROM judgement WHERE kind = 'thanks'",
         "SELECT count(*) FROM person WHERE language = 'de' AND zone = 'Europe/Berlin'",
         "SELECT count(*) FROM person WHERE language = 'fr'",
         "SELECT count(*) FROM person WHERE language = 'es'"}
    );
    for (const auto& part : parts) {
        INFO(std::string(part.text()));
        CHECK(desk.count(part) > 0);
    }
    CHECK(desk.count("SELECT count(*) FROM outgoing_letter") == 0);
    CHECK(desk.count("SELECT count(*) FROM parked") == 0);
    const auto incoming = desk.count("SELECT count(*) FROM entry WHERE kind = 'message_in'");
    const auto texts =
        desk.count("SELECT count(DISTINCT body_text) FROM entry WHERE kind = 'message_in'");
    CHECK(texts * 10 > incoming * 9);
    CHECK(
        desk.count("SELECT count(*) FROM entry WHERE letter_id IS NOT NULL") ==
        desk.count("SELECT count(*) FROM letter")
    );
    CHECK(
        desk.count("SELECT count(*) FROM entry e JOIN blob b ON b.sha256 = e.original_sha256") ==
        desk.count("SELECT count(*) FROM entry WHERE original_sha256 IS NOT NULL")
    );
}
