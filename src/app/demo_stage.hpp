// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "app/demo_letters.hpp"
#include "features/tickets/ticket.hpp"

#include <optional>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace heed::app {

/// Plays the steps of a plan, in their order, through the commands of the desk. A step that no
/// longer fits (a customer came back meanwhile) simply does not happen.
class DemoStage {
public:
    DemoStage(const DemoPeople& people, const DemoSize& size, files::BlobFiles& files);

    Result<> play(db::Transaction& tx, const DemoStep& step);

private:
    /// What a ticket is about, fixed by its number and the seed.
    struct Cast {
        const DemoCustomer& customer;
        const DemoAgent& agent;
        const Phrasebook& book;
        const DemoMatter& matter;
        std::string_view thing;
        TeamId team;
        std::size_t at_customer; // its place among the customers
    };

    /// The tickets a customer is remembered by.
    struct Memory {
        std::optional<std::uint32_t> opened = {};
        std::optional<std::uint32_t> closed = {};
    };

    /// A ticket that begins as another one continues.
    struct Opening {
        std::optional<std::uint32_t> after = {}; // which was closed
        std::string subject = {};
        std::string text = {};
    };

    struct ByHand {
        const Opening& opening;
        tickets::Channel channel;
    };

    [[nodiscard]] Cast cast_of(std::uint32_t ticket) const;
    [[nodiscard]] bool has_letters(std::uint32_t ticket) const;
    [[nodiscard]] std::vector<mail::MailAddress> copied(const Cast& cast, Dice& dice) const;
    Opening opening_of(const DemoStep& step, Dice& dice);

    Result<> open(db::Transaction& tx, const DemoStep& step);
    Result<> open_junk(db::Transaction& tx, const DemoStep& step);
    Result<> open_by_letter(
        db::Transaction& tx, const DemoStep& step, const Cast& cast, const Opening& opening
    );
    Result<>
    open_by_hand(db::Transaction& tx, const DemoStep& step, const Cast& cast, const ByHand& by);
    Result<> load(db::Transaction& tx, const DemoStep& step, const DemoMessage& message);
    Result<> go_on(db::Transaction& tx, const DemoStep& step, const Cast& cast);
    Result<> own(db::Transaction& tx, const DemoStep& step, const Cast& cast);
    Result<> rank(db::Transaction& tx, const DemoStep& step, const Cast& cast);
    Result<> relate(db::Transaction& tx, const DemoStep& step, const Cast& cast);
    Result<> call(db::Transaction& tx, const DemoStep& step, const Cast& cast);
    Result<> write(db::Transaction& tx, const DemoStep& step, const Cast& cast);
    Result<> answer(db::Transaction& tx, const DemoStep& step, const Cast& cast);
    Result<> wait(db::Transaction& tx, const DemoStep& step, const Cast& cast);
    Result<> resolve(db::Transaction& tx, const DemoStep& step, const Cast& cast);
    Result<> close(db::Transaction& tx, const DemoStep& step, const Cast& cast);
    Result<> cancel(db::Transaction& tx, const DemoStep& step, const Cast& cast);

    const DemoPeople& people_;
    DemoSize size_;
    files::BlobFiles& files_;
    std::vector<TicketId> ids_;
    std::vector<Memory> memories_;                                   // by customer
    std::unordered_map<std::uint32_t, std::uint32_t> same_as_;       // about another's matter
    std::unordered_map<std::uint32_t, DemoThread> threads_;          // of those with letters
    std::unordered_map<std::string_view, std::uint32_t> last_about_; // by subject of the matter
    std::unordered_set<std::uint32_t> junk_;
};

} // namespace heed::app
