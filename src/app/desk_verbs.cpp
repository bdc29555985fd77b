// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/check.hpp"
#include "app/doctor.hpp"
#include "app/user_verbs.hpp"
#include "app/verbs.hpp"
#include "features/access/access.hpp"
#include "features/access/queries.hpp"
#include "features/inbound_mail/inbound_mail.hpp"
#include "features/people/people.hpp"
#include "features/search/search.hpp"
#include "features/settings/settings.hpp"
#include "kernel/format.hpp"
#include "kernel/json.hpp"
#include "platform/crypto/token.hpp"
#include "platform/journal/seal.hpp"
#include "platform/search/index.hpp"

namespace heed::app {

namespace {

std::vector<Text<1, 50>> scopes_of(const cli::Arguments& arguments) {
    std::vector<Text<1, 50>> scopes;
    for (const auto& scope : arguments.all("scope")) scopes.push_back({scope});
    return scopes;
}

int create_token(VerbCall& call) {
    const auto token = crypto::new_api_token();
    access::CreateToken command{
        .token = token,
        .name = {call.arguments.text("name")},
        .scopes = scopes_of(call.arguments),
        .expires_at = {}
    };
    const auto created = call.house.desk.run(db::CommandContext{}, [&](db::Transaction& tx) {
        return access::create_token(
            tx, Actor::system("heed token create"), command, call.house.clock.now()
        );
    });
    if (!created) return call.fail(created.error());
    call.print(
        call.arguments.has("json")
            ? fmt::format(R"({{"id":{},"token":"{}"}})", created->done.id, token)
            : token
    );
    return 0;
}

struct TokenLine {
    std::int64_t id = 0;
    std::string name;
    std::vector<std::string> scopes;
    std::optional<std::int64_t> person_id; // nobody's for the desk's own
    Instant created_at = {};
    std::optional<Instant> last_used_at;
    std::optional<Instant> expires_at;
};
HEED_FIELDS(TokenLine, id, name, scopes, person_id, created_at, last_used_at, expires_at)

int list_tokens(VerbCall& call) {
    const auto tokens = call.house.db->read([](db::Transaction& tx) {
        return access::visible_tokens(tx, Actor::system("heed token list"));
    });
    std::vector<TokenLine> lines;
    for (const auto& token : tokens)
        lines.push_back(
            {.id = token.id.value,
             .name = token.name,
             .scopes = token.scopes,
             .person_id = token.person_id.transform([](PersonId person) { return person.value; }),
             .created_at = token.created_at,
             .last_used_at = token.last_used_at,
             .expires_at = token.expires_at}
        );
    if (call.arguments.has("json")) {
        call.print(to_json(lines));
        return 0;
    }
    for (const auto& line : lines)
        call.print(fmt::format(
            "{:>6}  {:<24} used {:<24}  {}",
            line.id,
            line.name,
            line.last_used_at ? to_rfc3339(*line.last_used_at) : "never",
            fmt::join(line.scopes, " ")
        ));
    if (lines.empty()) call.print("There are no API tokens.");
    return 0;
}

int revoke_token(VerbCall& call) {
    const auto id = call.arguments.number("id");
    if (!id)
        return call.fail(
            {.kind = Refusal::invalid, .code = "usage", .detail = "--id takes a number."}
        );
    const auto revoked = call.house.desk.run(db::CommandContext{}, [&](db::Transaction& tx) {
        return access::revoke_token(
            tx, Actor::system("heed token revoke"), access::TokenId{*id}, call.house.clock.now()
        );
    });
    if (!revoked) return call.fail(revoked.error());
    call.tell(
        "The token is revoked. A server that runs refuses it within 5 seconds.",
        fmt::format(R"({{"revoked":{}}})", *id)
    );
    return 0;
}

int check_audit(VerbCall& call) {
    const auto& arguments = call.arguments;
    std::optional<std::string> noted;
    if (arguments.has("head")) noted = arguments.text("head");
    const auto report = journal::check_seals(*call.house.db, noted);
    if (!report) return call.fail(report.error());
    for (const auto& problem : report->problems)
        if (!arguments.has("json")) call.print(problem);
    call.tell(
        fmt::format(
            "{} {} facts looked at, {} of them without their erased payload, {} not sealed yet. "
            "Head {}",
            report->problems.empty() ? "The journal is as it was written:" : "Of",
            report->facts,
            report->erased,
            report->unsealed,
            report->head
        ),
        to_json(*report)
    );
    return report->problems.empty() ? 0 : exit_refused;
}

int check(VerbCall& call) {
    if (call.arguments.has("audit") || call.arguments.has("head")) return check_audit(call);
    const auto problems = check_desk(call.house, call.arguments.has("all"));
    if (call.arguments.has("json")) {
        call.print(to_json(problems));
    } else {
        for (const auto& problem : problems) call.print(problem);
        call.print(
            problems.empty() ? "The desk is sound." : fmt::format("{} problems.", problems.size())
        );
    }
    return problems.empty() ? 0 : exit_refused;
}

/// The index of this node: by whoever writes it, else here and now.
int rebuild_search(VerbCall& call) {
    auto& index = call.house.index;
    if (index.is_written_here() || !index.begin_writing()) {
        index.ask_for_rebuild();
        call.tell(
            "The running server begins anew; searches say that they are incomplete until it is "
            "done.",
            R"({"asked":true})"
        );
        return 0;
    }
    index.ask_for_rebuild();
    search::Indexer(call.house.desk).catch_up();
    const auto documents = index.size().documents;
    call.tell(
        fmt::format("Rebuilt: {} documents.", documents),
        fmt::format(R"({{"documents":{}}})", documents)
    );
    return 0;
}

int resume(VerbCall& call) {
    const auto resumed = call.house.desk.run(db::CommandContext{}, [&](db::Transaction& tx) {
        return settings::set_quiet(tx, Actor::system("heed resume"), false, call.house.clock.now());
    });
    if (!resumed) return call.fail(resumed.error());
    call.tell("The desk fetches and sends again.", R"({"quiet":false})");
    return 0;
}

int rebuild(VerbCall& call) {
    if (call.arguments.text("reader") == "search") return rebuild_search(call);
    const auto facts = call.house.reactors.rebuild(call.arguments.text("reader"));
    if (!facts) {
        auto refused = facts.error();
        if (refused.code == "unknown_reactor") {
            refused.detail = "There is no such reader of the journal. There are:";
            for (const auto& reactor : call.house.reactors.status())
                refused.detail += " " + reactor.name;
            refused.detail += " search";
        }
        return call.fail(refused);
    }
    call.tell(
        fmt::format("Rebuilt from {} facts.", *facts), fmt::format(R"({{"facts":{}}})", *facts)
    );
    return 0;
}

int list_reactors(VerbCall& call) {
    const auto status = call.house.reactors.status();
    const auto parked = call.house.reactors.parked();
    if (call.arguments.has("json")) {
        call.print("{\"reactors\":" + to_json(status) + ",\"parked\":" + to_json(parked) + "}");
        return 0;
    }
    for (const auto& reactor : status)
        call.print(fmt::format(
            "{:<24} {:<8} at {:>10}  {} behind, {} parked",
            reactor.name,
            reactor.kind,
            reactor.position,
            reactor.lag,
            reactor.parked
        ));
    for (const auto& subject : parked)
        call.print(fmt::format(
            "parked: {} {} {} at {} since {}: {}",
            subject.reactor,
            subject.subject_type,
            subject.subject_id,
            subject.position,
            to_rfc3339(subject.parked_at),
            subject.reason
        ));
    return 0;
}

int retry_reactor(VerbCall& call) {
    const auto id = call.arguments.number("id");
    if (!id)
        return call.fail(
            {.kind = Refusal::invalid, .code = "usage", .detail = "--id takes a number."}
        );
    const auto retried = call.house.reactors.retry(
        call.arguments.text("reactor"), call.arguments.text("subject"), *id
    );
    if (!retried) return call.fail(retried.error());
    call.tell("Heard; later facts of this subject followed.", R"({"heard":true})");
    return 0;
}

int ingest_letter(VerbCall& call) {
    try {
        inbound_mail::Arrival arrival{.bytes = call.input, .source = inbound_mail::Source::pipe};
        if (call.arguments.has("mailbox")) {
            arrival.mailbox = call.house.db->read([&](db::Transaction& tx) {
                return mailboxes::mailbox_of_address(tx, call.arguments.text("mailbox"));
            });
            if (!arrival.mailbox) {
                call.error += "No mailbox has the address " + call.arguments.text("mailbox") +
                              ". The letter was not taken; the mail server keeps it.\n";
                return exit_try_again;
            }
        }
        const auto ingested = inbound_mail::ingest(call.house.desk, arrival);
        if (!ingested) {
            call.fail(ingested.error());
            return exit_try_again;
        }
        call.tell(
            fmt::format("{} {}", ingested->action, ingested->number ? ingested->number->value : 0),
            inbound_mail::json_of(*ingested)
        );
        return 0;
    } catch (const std::exception& fault) {
        // The mail server keeps the letter and tries again: nothing was acknowledged.
        call.error += std::string(fault.what()) + "\n";
        return exit_try_again;
    }
}

// NOLINTBEGIN(modernize-use-designated-initializers): verbs are a table, read in its order
std::vector<DeskVerbEntry> token_verbs() {
    return {
        {.verb =
             {"token create",
              "Make an API token; prints the token alone",
              "heed token create --data /var/lib/heed --name backup --scope ticket:read --scope "
              "person:read",
              {data_flag,
               database_flag,
               {"name", "NAME", "What it is for", true},
               {"scope", "SCOPE", "A permission, or '*' for all", true, false, true},
               json_flag},
              {}},
         .work = create_token,
         .when_unheard = "The token was made, but nobody can see it any more: find its id with "
                         "`heed token list`, end it with `heed token revoke`, and make another."},
        {.verb =
             {"token list",
              "List API tokens with their ids",
              "heed token list --data /var/lib/heed",
              {data_flag, database_flag, json_flag},
              {}},
         .work = list_tokens},
        {.verb =
             {"token revoke",
              "End an API token",
              "heed token revoke --data /var/lib/heed --id 3",
              {data_flag, database_flag, {"id", "ID", "As shown by token list", true}, json_flag},
              {}},
         .work = revoke_token},
    };
}

// NOLINTEND(modernize-use-designated-initializers)

// NOLINTBEGIN(modernize-use-designated-initializers): verbs are a table, read in its order
std::vector<DeskVerbEntry> letters_verbs() {
    return {
        {.verb =
             {"mail ingest",
              "Take a letter from standard input; exit code 75 unless it is committed",
              "heed mail ingest --data /var/lib/heed --mailbox help@example.org < letter.eml",
              {data_flag,
               database_flag,
               {"mailbox", "ADDRESS", "To which mailbox it came"},
               json_flag},
              {},
              exit_try_again},
         .work = ingest_letter,
         .reads_input = true},
    };
}

// NOLINTEND(modernize-use-designated-initializers)

// NOLINTBEGIN(modernize-use-designated-initializers): verbs are a table, read in its order
std::vector<DeskVerbEntry> care_verbs() {
    return {
        {.verb =
             {"check",
              "Look whether the desk is sound",
              "heed check --data /var/lib/heed --all",
              {data_flag,
               database_flag,
               {"all", "", "Also read every file and the whole journal, and recount everything"},
               {"audit", "", "Only compare the journal with its seals"},
               {"head",
                "POSITION:HASH",
                "With --audit: a head noted earlier, which must still be a link of the chain"},
               json_flag},
              {}},
         .work = check},
        {.verb =
             {"resume",
              "Let a quiet desk fetch and send again",
              "heed resume --data /var/lib/heed",
              {data_flag, database_flag, json_flag},
              {}},
         .work = resume},
        {.verb =
             {"rebuild",
              "Recompute derived rows from the journal",
              "heed rebuild --data /var/lib/heed ticket_counts",
              {data_flag,
               database_flag,
               {"reader", "READER", "Which reader of the journal", true, true},
               json_flag},
              {}},
         .work = rebuild},
        {.verb =
             {"reactor list",
              "Show readers of the journal and parked work",
              "heed reactor list --data /var/lib/heed",
              {data_flag, database_flag, json_flag},
              {}},
         .work = list_reactors},
        {.verb =
             {"reactor retry",
              "Hear the parked facts of one subject again",
              "heed reactor retry --data /var/lib/heed --reactor outbox --subject ticket --id "
              "10482",
              {data_flag,
               database_flag,
               {"reactor", "NAME", "Of the reader", true},
               {"subject", "TYPE", "As shown by reactor list", true},
               {"id", "ID", "As shown by reactor list", true},
               json_flag},
              {}},
         .work = retry_reactor},
    };
}

// NOLINTEND(modernize-use-designated-initializers)

} // namespace

std::vector<DeskVerbEntry> desk_verbs() {
    auto verbs = user_verbs();
    for (auto& verb : token_verbs()) verbs.push_back(std::move(verb));
    for (auto& verb : letters_verbs()) verbs.push_back(std::move(verb));
    for (auto& verb : care_verbs()) verbs.push_back(std::move(verb));
    for (auto& verb : transfer_verbs()) verbs.push_back(std::move(verb));
    verbs.push_back(doctor_verb());
    return verbs;
}

} // namespace heed::app
