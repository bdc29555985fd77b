// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/imap/letter_watch.hpp"

#include "platform/imap/signing_in.hpp"

#include <algorithm>
#include <optional>
#include <utility>

namespace heed::imap {

namespace {

class ImapWatch final : public LetterWatch {
public:
    ImapWatch(Account account, net::AddressCheck check, std::stop_token stop)
        : account_(std::move(account)), check_(std::move(check)), stop_(std::move(stop)) {}

    Result<Noticed> wait(const Cursor& cursor) override;

private:
    [[nodiscard]] net::Until within(std::chrono::milliseconds span) const {
        return {.deadline = std::chrono::steady_clock::now() + span, .stop = stop_};
    }

    Result<Noticed> watch(const Cursor& cursor);
    Result<bool> has_come(const Cursor& cursor);

    Account account_;
    net::AddressCheck check_;
    std::stop_token stop_;
    std::optional<Client> client_;
};

/// Whether there is something that came before this wait.
Result<bool> ImapWatch::has_come(const Cursor& cursor) {
    const auto until = within(account_.limits.command);
    const auto folder = TRY(client_->open_folder(account_.folder, false, until));
    if (folder.uid_validity != cursor.uid_validity) return true;
    if (folder.letters == 0) return false;
    const auto next = cursor.last_uid + 1;
    // "7:*" also finds the last letter when that is number 3.
    const auto found = TRY(client_->existing(std::to_string(next) + ":*", until));
    return std::ranges::any_of(found, [&](Uid uid) { return uid >= next; });
}

Result<LetterWatch::Noticed> ImapWatch::watch(const Cursor& cursor) {
    if (!client_) client_ = TRY(signed_in(account_, check_, within(account_.limits.connect)));
    if (!client_->can_idle()) {
        client_->log_out(within(account_.limits.command));
        client_.reset();
        return Noticed::not_offered;
    }
    bool arrived = TRY(has_come(cursor));
    while (!arrived)
        arrived = TRY(client_->idle(within(account_.limits.idle), account_.limits.command));
    return Noticed::letters;
}

Result<LetterWatch::Noticed> ImapWatch::wait(const Cursor& cursor) {
    const bool kept = client_.has_value();
    auto noticed = watch(cursor);
    if (!noticed) client_.reset();
    // The server may have hung up since the last wait: that is no failure yet.
    if (!noticed && kept && noticed.error().code == "connection_lost") return watch(cursor);
    return noticed;
}

} // namespace

std::unique_ptr<LetterWatch>
make_letter_watch(Account account, net::AddressCheck check, std::stop_token stop) {
    return std::make_unique<ImapWatch>(std::move(account), std::move(check), std::move(stop));
}

} // namespace heed::imap
