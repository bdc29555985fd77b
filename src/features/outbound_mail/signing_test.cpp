// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/mailboxes/mailboxes.hpp"
#include "features/outbound_mail/test_office.hpp"
#include "platform/desk/desk.hpp"

using namespace heed;
using namespace heed::outbound_mail;

using tests::in_each_office;
using tests::Office;

namespace {

std::string domain_of(const Office& office) {
    return office.own_address.substr(office.own_address.find('@') + 1);
}

/// A key of a domain; it signs nothing yet.
mailboxes::SigningKeyId keep_key(Office& office, const std::string& domain) {
    auto& desk = office.world.desk();
    const auto fresh = mailboxes::fresh_signing_key(domain, crypto::KeyKind::ed25519, desk.sealer);
    const auto kept = office.world.run([&](db::Transaction& tx, const Actor& actor, Instant now) {
        const mailboxes::Writing writing{.actor = actor, .sealer = desk.sealer, .now = now};
        return mailboxes::keep_signing_key(tx, writing, fresh);
    });
    REQUIRE(kept);
    return mailboxes::SigningKeyId{kept->id};
}

void switch_on(Office& office, mailboxes::SigningKeyId id) {
    auto& desk = office.world.desk();
    REQUIRE(office.world.run([&](db::Transaction& tx, const Actor& actor, Instant now) {
        const mailboxes::Writing writing{.actor = actor, .sealer = desk.sealer, .now = now};
        return mailboxes::start_signing(tx, writing, id, mailboxes::Record::not_looked_for);
    }));
}

/// The letter of the next answer, as it left.
std::string next_letter(Office& office) {
    office.acknowledge(false);
    const auto taken = office.customer_writes("ana@kunde.net", "Toner");
    REQUIRE(office.agent_answers(*taken.number, R"({"body_text":"It comes."})").status() == 201);
    CHECK(office.run() == 1);
    REQUIRE_FALSE(office.fake.sent.empty());
    return office.fake.sent.back().letter;
}

std::size_t signatures(const std::string& letter) {
    std::size_t count = 0;
    for (auto at = letter.find("DKIM-Signature:"); at != std::string::npos;
         at = letter.find("DKIM-Signature:", at + 1))
        ++count;
    return count;
}

} // namespace

TEST_CASE("a letter is signed by each key of its domain that is switched on, and no other") {
    in_each_office([](Office& office) {
        const auto ours = keep_key(office, domain_of(office));
        switch_on(office, keep_key(office, "elsewhere.net"));
        CHECK(signatures(next_letter(office)) == 0);
        switch_on(office, ours);
        const auto letter = next_letter(office);
        CHECK(letter.starts_with("DKIM-Signature: v=1; a=ed25519-sha256; c=relaxed/relaxed;"));
        CHECK(letter.contains("d=" + domain_of(office) + "; s=heed-"));
        CHECK(signatures(letter) == 1);
        switch_on(office, keep_key(office, domain_of(office)));
        CHECK(signatures(next_letter(office)) == 2);
    });
}

TEST_CASE("a letter whose key no longer opens leaves unsigned") {
    in_each_office([](Office& office) {
        switch_on(office, keep_key(office, domain_of(office)));
        REQUIRE(office.world.run([](db::Transaction& tx, const Actor&, Instant) -> Result<bool> {
            tx.run("UPDATE signing_key SET private_key = 's1.lost.AAAA'");
            return true;
        }));
        CHECK(signatures(next_letter(office)) == 0);
    });
}
