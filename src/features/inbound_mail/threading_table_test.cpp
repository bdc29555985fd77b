// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/inbound_mail/test_desk.hpp"

using namespace heed;
using namespace heed::inbound_mail;

using tests::answering;
using tests::at_each_letter_desk;
using tests::letter;
using tests::LetterDesk;

namespace {

/// By what a letter claims to belong to a request.
enum class Key { reply_address, message_id, reference, customers_id, number, words };

/// How the signature of the key is; a key without one has the first column only.
enum class Mac { right, wrong, missing };

/// Who claims it. `unproven` is the customer's address on a letter whose DMARC failed.
enum class From { participant, stranger, agent, unproven };

struct Claim {
    Key key;
    Mac mac;
    From from;
};

std::string mailbox_of(From from) {
    switch (from) {
        case From::participant:
        case From::unproven: return "Ana <ana@acme.example>";
        case From::stranger: return "Eve <eve@evil.example>";
        case From::agent: return "Noor <noor@desk.example>";
    }
    return "";
}

std::string signed_by(Mac mac, const std::string& ours, const std::string& theirs) {
    switch (mac) {
        case Mac::right: return ours;
        case Mac::wrong: return theirs;
        case Mac::missing: return "e-1@desk.example";
    }
    return "";
}

/// A letter that makes this claim on request 1, whose first entry is 1.
std::string claiming(LetterDesk& desk, const Claim& claim, int count) {
    const std::string other(32, 'k');
    const auto own = desk.signing_key();
    tests::LetterOf parts{
        .from = mailbox_of(claim.from), .message_id = "c" + std::to_string(count) + "@x.example"
    };
    const auto id = signed_by(
        claim.mac,
        mail::make_message_id(1, "desk.example", own),
        mail::make_message_id(1, "desk.example", other)
    );
    switch (claim.key) {
        case Key::reply_address:
            parts.to = claim.mac == Mac::missing
                           ? "help+r-1@desk.example"
                           : mail::reply_address(
                                 "help@desk.example", 1, claim.mac == Mac::right ? own : other
                             );
            break;
        case Key::message_id: parts.headers = answering(id); break;
        case Key::reference: parts.headers = "References: <x@y.example> <" + id + ">\r\n"; break;
        case Key::customers_id: parts.headers = answering("one@acme.example"); break;
        case Key::number: parts.subject = "Re: [#1] VPN"; break;
        case Key::words: parts.text = "This is about [#1] <e-1@desk.example>.\r\n"; break;
    }
    if (claim.from == From::unproven)
        parts.headers += "Authentication-Results: mx.desk.example; dmarc=fail\r\n";
    parts.text += "Letter " + std::to_string(count) + ".\r\n";
    return letter(parts);
}

/// joins, note (joins as a note that says "sender not proven"), related, or apart.
std::string outcome_of(LetterDesk& desk, const Claim& claim, int count) {
    const auto taken = desk.arrives(claiming(desk, claim, count));
    REQUIRE(taken.number.has_value());
    const auto seen = desk.seen(taken);
    if (taken.number->value != 1) return seen.size("/links") == 0 ? "apart" : "related";
    const auto last = seen.size("/entries") - 1;
    const auto kind = seen.text("/entries/" + std::to_string(last) + "/kind");
    return kind == "note" ? "note" : "joins";
}

} // namespace

// Each row: the key and its signature; each column: who claims it. Neither a signature nor a
// sender alone opens a request, and no agent's word comes by a From line.
TEST_CASE("who gets into a request by what") {
    using Outcomes = std::array<std::string, 4>; // participant, stranger, agent, DMARC failed

    struct Row {
        Key key;
        Mac mac;
        Outcomes outcomes;
    };

    const Outcomes signed_key = {"joins", "related", "note", "joins"};
    const Outcomes nothing = {"apart", "apart", "apart", "apart"};
    const std::vector<Row> rows = {
        {Key::reply_address, Mac::right, signed_key},
        {Key::reply_address, Mac::wrong, nothing},
        {Key::reply_address, Mac::missing, nothing},
        {Key::message_id, Mac::right, signed_key},
        {Key::message_id, Mac::wrong, nothing},
        {Key::message_id, Mac::missing, nothing},
        {Key::reference, Mac::right, signed_key},
        {Key::reference, Mac::wrong, nothing},
        {Key::reference, Mac::missing, nothing},
        {Key::customers_id, Mac::missing, signed_key},
        // A number in a subject can be written by anybody: agents do not join by it.
        {Key::number, Mac::missing, {"joins", "related", "related", "joins"}},
        {Key::words, Mac::missing, nothing},
    };
    at_each_letter_desk([&](LetterDesk& desk) {
        desk.agent("Noor");
        REQUIRE(desk.arrives(letter({})).number->value == 1);
        int count = 0;
        for (const auto& row : rows) {
            int column = 0;
            for (const auto from :
                 {From::participant, From::stranger, From::agent, From::unproven}) {
                CAPTURE(static_cast<int>(row.key));
                CAPTURE(static_cast<int>(row.mac));
                CAPTURE(column);
                const Claim claim{.key = row.key, .mac = row.mac, .from = from};
                CHECK(
                    outcome_of(desk, claim, ++count) ==
                    row.outcomes.at(static_cast<std::size_t>(column++))
                );
            }
        }
    });
}
