// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/crypto/encoding.hpp"
#include "platform/journal/payloads.hpp"
#include "platform/journal/reader.hpp"
#include "platform/journal/seal.hpp"
#include "platform/journal/seal_hash.hpp"

#include <charconv>
#include <fmt/format.h>
#include <map>
#include <memory>

namespace heed::journal {

namespace {

constexpr std::size_t problems_told = 20;
constexpr int seals_a_page = 200;

/// A head that somebody kept outside the desk.
struct Noted {
    std::int64_t position = 0;
    std::string hash; // hexadecimal
};

Result<Noted> noted_head(std::string_view text) {
    Noted noted;
    const auto* const last = std::to_address(text.end());
    const auto [end, problem] =
        std::from_chars(std::to_address(text.begin()), last, noted.position);
    if (problem == std::errc{} && end != last && *end == ':') noted.hash.assign(end + 1, last);
    const bool digits = noted.hash.find_first_not_of("0123456789abcdef") == std::string::npos;
    if (noted.hash.size() == 64 && digits) return noted;
    return refuse(
        Refusal::invalid,
        "bad_head",
        "/head",
        "A head is written as the log has it: a position, a colon and 64 hexadecimal digits."
    );
}

struct Looked {
    std::int64_t until = 0;
    std::string hash;
};

/// Walks along the chain, one seal after the other.
class Walk {
public:
    Walk(db::Transaction& tx, std::optional<Noted> noted) : tx_(tx), noted_(std::move(noted)) {}

    SealReport go() {
        std::vector<Seal> page;
        do {
            page = seals_after(last_.position);
            for (const auto& seal : page) look_at(seal);
        } while (!page.empty());
        look_at_head();
        report_.head = head_text(last_);
        report_.unsealed = unsealed_facts(tx_);
        look_at_tail();
        look_at_rewritten();
        return std::move(report_);
    }

private:
    std::vector<Seal> seals_after(std::int64_t position) {
        return tx_.rows<Seal>(
            "SELECT position, after, facts, hash, sealed_at FROM seal WHERE position > ?1 "
            "ORDER BY position LIMIT ?2",
            position,
            seals_a_page
        );
    }

    void tell(std::string problem) {
        if (report_.problems.size() < problems_told) report_.problems.push_back(std::move(problem));
    }

    void look_at(const Seal& seal) {
        const bool linked = seal.after == last_.position;
        if (!linked)
            tell(fmt::format(
                "The seals after fact {} and before {} are gone.", last_.position, seal.position
            ));
        const auto told = report_.problems.size();
        const auto facts = facts_between(tx_, last_.position, seal.position);
        const auto hash = look_at_facts(facts, seal.position).hash;
        // What was named already is why the seal does not fit.
        if (linked && report_.problems.size() == told) compare(seal, facts.size(), hash);
        if (noted_ && seal.position == noted_->position)
            noted_is_there_ = crypto::hex(seal.hash.value) == noted_->hash;
        last_ = seal;
    }

    /// The facts after the last seal up to `until`, each compared with its digest on the way.
    Looked look_at_facts(const std::vector<Fact>& facts, std::int64_t until) {
        const auto marks = marks_between(tx_, last_.position, until);
        CHECK(facts.size() == marks.size());
        SealHash hash(last_);
        for (std::size_t at = 0; at < facts.size(); ++at) {
            look_at_fact(facts[at], marks[at]);
            hash.add(facts[at], marks[at].digest.value);
        }
        return {.until = until, .hash = hash.finish()};
    }

    void compare(const Seal& seal, std::size_t there, const std::string& hash) {
        const auto missing = seal.facts - static_cast<std::int64_t>(there);
        if (missing != 0)
            tell(fmt::format(
                "Of the facts {} to {}, {} {}.",
                last_.position + 1,
                seal.position,
                missing > 0 ? missing : -missing,
                missing > 0 ? "are gone" : "were put in later"
            ));
        else if (hash != seal.hash.value)
            tell(fmt::format(
                "Somebody changed the facts {} to {}, or their seal.",
                last_.position + 1,
                seal.position
            ));
    }

    void look_at_fact(const Fact& fact, const Mark& mark) {
        ++report_.facts;
        const bool erased = mark.salt.value.empty();
        if (erased) {
            ++report_.erased;
            rewritten_.emplace(fact.position, fact);
        }
        if (fact.is<PayloadsRewritten>()) hear(fact);
        if (erased || digest_of(mark.salt.value, fact) == mark.digest.value) return;
        tell(fmt::format("Somebody changed fact {} ({}).", fact.position, fact.kind));
    }

    void hear(const Fact& fact) {
        for (auto& one : fact.as<PayloadsRewritten>().facts)
            told_.insert_or_assign(one.position, std::move(one.digest));
    }

    /// A payload without its salt is what a later fact says that it became, or somebody's forgery.
    void look_at_rewritten() {
        for (const auto& [position, fact] : rewritten_) {
            const auto told = told_.find(position);
            if (told != told_.end() && told->second == crypto::hex(digest_of("", fact))) continue;
            tell(fmt::format("Somebody changed fact {} ({}).", position, fact.kind));
        }
    }

    void look_at_head() {
        if (!noted_ || noted_is_there_) return;
        tell(fmt::format(
            "The head you noted, {}:{}, is no link of this chain: the journal was cut or sealed "
            "anew, or the head is another desk's.",
            noted_->position,
            noted_->hash
        ));
    }

    /// Facts that no seal covers yet can still be compared with their digests.
    void look_at_tail() {
        while (true) {
            const auto facts = facts_after(tx_, last_.position, seals_a_page);
            if (facts.empty()) return;
            last_.position = look_at_facts(facts, facts.back().position).until;
        }
    }

    db::Transaction& tx_;
    std::optional<Noted> noted_;
    bool noted_is_there_ = false;
    std::map<std::int64_t, Fact> rewritten_;   // payloads that lost texts
    std::map<std::int64_t, std::string> told_; // what facts say that they became
    Seal last_;
    SealReport report_;
};

} // namespace

Result<SealReport> check_seals(db::Database& database, std::optional<std::string_view> noted) {
    std::optional<Noted> head;
    if (noted) head = TRY(noted_head(*noted));
    SealReport report;
    database.long_read([&](db::Transaction& tx) { report = Walk(tx, std::move(head)).go(); });
    return report;
}

} // namespace heed::journal
