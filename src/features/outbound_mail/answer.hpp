// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "features/conversations/conversations.hpp"
#include "features/mailboxes/mailboxes.hpp"
#include "features/outbound_mail/template.hpp"
#include "platform/mail/compose.hpp"

#include <functional>

namespace heed::outbound_mail {

/// What a letter is made of besides its own words.
struct Sender {
    mailboxes::Mailbox mailbox;
    std::vector<std::string> addresses; // of the mailbox; letters come from the first
    mailboxes::DeskKey key;
    std::string desk_name;
    std::string zone;
    std::string base_url;
    Instant now = {};

    [[nodiscard]] const std::string& address() const { return addresses.front(); }

    /// Who it is from. Letters of the desk itself carry its name alone.
    [[nodiscard]] mail::MailAddress from(const std::string& agent) const;
    [[nodiscard]] mail::MailAddress reply_to(TicketId ticket) const;
    /// Of letters that are no entry: `l-<id>-<mac>@host`. It names no entry of ours; whoever
    /// answers such a letter is known by the signed reply address.
    [[nodiscard]] std::string message_id(std::int64_t letter) const;
    [[nodiscard]] std::string host() const;
};

/// The customer's last message before an answer, for its history.
struct History {
    std::string writer;
    Instant at = {};
    std::string text;
    std::optional<std::string> html;
};

/// The history as a template shows it, under the line that cuts replies exactly.
Value history_value(
    const std::optional<History>& history, const Sender& sender, const std::string& language
);

/// A signature as a template shows it; empty when the mailbox has none.
Value signature_value(const Sender& sender, const std::string& agent);

/// Turns pictures of `attachments` that stand in the HTML into parts of the letter (`cid:`), and
/// says which they are.
struct InlinePictures {
    std::string html;
    std::vector<std::int64_t> shown;
};

std::string content_id_of(std::int64_t attachment, std::string_view host);
InlinePictures with_pictures_inside(
    std::string_view html, const std::vector<std::int64_t>& attachments, std::string_view host
);

/// The whole page around rendered HTML.
std::string html_page(std::string_view content, std::string_view language);

} // namespace heed::outbound_mail
