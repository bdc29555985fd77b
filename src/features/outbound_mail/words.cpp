// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/outbound_mail/template.hpp"

#include <algorithm>

namespace heed::outbound_mail {

namespace {

struct Words {
    TemplateKind kind;
    std::string_view language;
    std::string_view subject;
    std::string_view text;
    std::string_view html;
};

using enum TemplateKind;

// NOLINTBEGIN(modernize-use-designated-initializers): letters, read in their order
constexpr auto all_words = std::to_array<Words>({
    {acknowledgement,
     "en",
     "We have your request [#{number}]",
     "Hello,\n\nyour request has reached {desk}. Its number is #{number}.\n\nWhat happens next: "
     "one of "
     "us reads it and answers you {expected}. You need to do nothing more. If you want to add "
     "something, answer this letter.\n\nYou can follow your request here: {link}\n\n{desk}\n",
     "<p>Hello,</p><p>your request has reached {desk}. Its number is "
     "<strong>#{number}</strong>.</p>"
     "<p>What happens next: one of us reads it and answers you {expected}. You need to do nothing "
     "more. If you want to add something, answer this letter.</p>"
     "<p><a href=\"{link}\">Follow your request</a></p><p>{desk}</p>"},
    {acknowledgement,
     "de",
     "Ihre Anfrage ist angekommen [#{number}]",
     "Guten Tag,\n\nIhre Anfrage ist bei {desk} angekommen. Sie hat die Nummer #{number}.\n\nWie "
     "es "
     "weitergeht: Jemand von uns liest sie und antwortet Ihnen {expected}. Sie müssen nichts "
     "weiter "
     "tun. Wenn Sie etwas ergänzen möchten, antworten Sie auf diese Nachricht.\n\nHier sehen Sie "
     "den "
     "Stand Ihrer Anfrage: {link}\n\n{desk}\n",
     "<p>Guten Tag,</p><p>Ihre Anfrage ist bei {desk} angekommen. Sie hat die Nummer "
     "<strong>#{number}</strong>.</p><p>Wie es weitergeht: Jemand von uns liest sie und antwortet "
     "Ihnen {expected}. Sie müssen nichts weiter tun. Wenn Sie etwas ergänzen möchten, antworten "
     "Sie auf diese Nachricht.</p><p><a href=\"{link}\">Stand der Anfrage ansehen</a></p>"
     "<p>{desk}</p>"},
    {reply,
     "en",
     "Re: {subject} [#{number}]",
     "{body}\n\n{signature}\n\n{request_link}\n\n{history}\n",
     "{body}{signature}{request_link}{history}"},
    {reply,
     "de",
     "Re: {subject} [#{number}]",
     "{body}\n\n{signature}\n\n{request_link}\n\n{history}\n",
     "{body}{signature}{request_link}{history}"},
    {request_link,
     "en",
     "",
     "Follow this request: {link}",
     "<p><a href=\"{link}\">Follow this request</a></p>"},
    {request_link,
     "de",
     "",
     "Stand dieser Anfrage: {link}",
     "<p><a href=\"{link}\">Stand dieser Anfrage ansehen</a></p>"},
    {sign_in_link,
     "en",
     "Your sign-in link for {desk}",
     "Hello,\n\nwith this link you sign in to {desk}. It works once, for 15 "
     "minutes:\n\n{link}\n\nIf "
     "you did not ask for it, do nothing: without the link nobody gets in.\n",
     "<p>Hello,</p><p>with this link you sign in to {desk}. It works once, for 15 minutes:</p>"
     "<p><a href=\"{link}\">Sign in</a></p><p>If you did not ask for it, do nothing: without the "
     "link nobody gets in.</p>"},
    {sign_in_link,
     "de",
     "Ihr Link zum Anmelden bei {desk}",
     "Guten Tag,\n\nmit diesem Link melden Sie sich bei {desk} an. Er gilt einmal und 15 Minuten "
     "lang:\n\n{link}\n\nWenn Sie ihn nicht angefordert haben, müssen Sie nichts tun: Ohne den "
     "Link "
     "kommt niemand hinein.\n",
     "<p>Guten Tag,</p><p>mit diesem Link melden Sie sich bei {desk} an. Er gilt einmal und "
     "15 Minuten lang:</p><p><a href=\"{link}\">Anmelden</a></p><p>Wenn Sie ihn nicht angefordert "
     "haben, müssen Sie nichts tun: Ohne den Link kommt niemand hinein.</p>"},
    {invitation,
     "en",
     "You are invited to {desk}",
     "Hello {name},\n\nyou are invited to work at {desk}. Choose your password here; the link "
     "holds "
     "for three days:\n\n{link}\n",
     "<p>Hello {name},</p><p>you are invited to work at {desk}. Choose your password here; the "
     "link "
     "holds for three days:</p><p><a href=\"{link}\">Choose a password</a></p>"},
    {invitation,
     "de",
     "Einladung zu {desk}",
     "Guten Tag {name},\n\nSie sind eingeladen, bei {desk} mitzuarbeiten. Wählen Sie hier Ihr "
     "Passwort; der Link gilt drei Tage:\n\n{link}\n",
     "<p>Guten Tag {name},</p><p>Sie sind eingeladen, bei {desk} mitzuarbeiten. Wählen Sie hier "
     "Ihr "
     "Passwort; der Link gilt drei Tage:</p><p><a href=\"{link}\">Passwort wählen</a></p>"},
    {password_reset,
     "en",
     "A new password for {desk}",
     "Hello {name},\n\nwith this link you set a new password for {desk}. It holds for one "
     "hour:\n\n{link}\n\nIf you did not ask for it, do nothing: your password stays as it is.\n",
     "<p>Hello {name},</p><p>with this link you set a new password for {desk}. It holds for one "
     "hour:</p><p><a href=\"{link}\">Set a new password</a></p><p>If you did not ask for it, do "
     "nothing: your password stays as it is.</p>"},
    {password_reset,
     "de",
     "Neues Passwort für {desk}",
     "Guten Tag {name},\n\nmit diesem Link setzen Sie ein neues Passwort für {desk}. Er gilt eine "
     "Stunde:\n\n{link}\n\nWenn Sie ihn nicht angefordert haben, müssen Sie nichts tun: Ihr "
     "Passwort "
     "bleibt, wie es ist.\n",
     "<p>Guten Tag {name},</p><p>mit diesem Link setzen Sie ein neues Passwort für {desk}. Er gilt "
     "eine Stunde:</p><p><a href=\"{link}\">Neues Passwort setzen</a></p><p>Wenn Sie ihn nicht "
     "angefordert haben, müssen Sie nichts tun: Ihr Passwort bleibt, wie es ist.</p>"},
    {security_notice,
     "en",
     "Your account at {desk}",
     "Hello {name},\n\n{what}\n\nWhen: {when}\n\nIf that was you, there is nothing to do. If it "
     "was "
     "not, change your password at once and tell an administrator of {desk}:\n\n{link}\n",
     "<p>Hello {name},</p><p>{what}</p><p>When: {when}</p><p>If that was you, there is nothing to "
     "do. If it was not, change your password at once and tell an administrator of {desk}:</p>"
     "<p><a href=\"{link}\">Look at your account</a></p>"},
    {security_notice,
     "de",
     "Ihr Konto bei {desk}",
     "Guten Tag {name},\n\n{what}\n\nZeitpunkt: {when}\n\nWenn Sie das selbst waren, müssen Sie "
     "nichts tun. Wenn nicht, ändern Sie bitte sofort Ihr Passwort und sagen Sie der "
     "Administration von {desk} Bescheid:\n\n{link}\n",
     "<p>Guten Tag {name},</p><p>{what}</p><p>Zeitpunkt: {when}</p><p>Wenn Sie das selbst waren, "
     "müssen Sie nichts tun. Wenn nicht, ändern Sie bitte sofort Ihr Passwort und sagen Sie der "
     "Administration von {desk} Bescheid:</p><p><a href=\"{link}\">Konto ansehen</a></p>"},
});
// NOLINTEND(modernize-use-designated-initializers)

constexpr AccountChanges english_changes = {
    .password_changed = "The password of your account was changed.",
    .factor_added = "A second factor (an app or a passkey) was added to your account.",
    .factor_removed = "A second factor (an app or a passkey) was removed from your account.",
    .factors_reset =
        "An administrator has removed all second factors from your account. You sign in "
        "with your password alone until you set one up again.",
    .recovery_code_used = "Somebody has signed in to your account with one of its recovery codes.",
};
constexpr AccountChanges german_changes = {
    .password_changed = "Das Passwort Ihres Kontos wurde geändert.",
    .factor_added = "Ihrem Konto wurde ein zweiter Faktor (eine App oder ein Passkey) hinzugefügt.",
    .factor_removed =
        "Von Ihrem Konto wurde ein zweiter Faktor (eine App oder ein Passkey) entfernt.",
    .factors_reset =
        "Die Administration hat alle zweiten Faktoren von Ihrem Konto entfernt. Bis Sie "
        "wieder einen einrichten, melden Sie sich nur mit Ihrem Passwort an.",
    .recovery_code_used =
        "Jemand hat sich mit einem Ihrer Wiederherstellungscodes an Ihrem Konto angemeldet.",
};

constexpr auto languages = std::to_array<std::string_view>({"en", "de"});

constexpr Phrases english = {
    .answer_above = "Please write your answer above this line",
    .wrote = "On {when}, {who} wrote:",
    .expected = "as soon as possible",
};
constexpr Phrases german = {
    .answer_above = "Bitte schreiben Sie Ihre Antwort über diese Zeile",
    .wrote = "Am {when} schrieb {who}:",
    .expected = "so bald wie möglich",
};

const Words& words_of(TemplateKind kind, std::string_view language) {
    const auto in = [&](std::string_view wanted) {
        return std::ranges::find_if(all_words, [&](const Words& words) {
            return words.kind == kind && words.language == wanted;
        });
    };
    const auto found = in(language);
    return found == all_words.end() ? *in("en") : *found;
}

} // namespace

Template built_in(TemplateKind kind, std::string_view language) {
    const auto& words = words_of(kind, language);
    return {
        .kind = kind,
        .language = std::string(language),
        .subject = std::string(words.subject),
        .text = std::string(words.text),
        .html = std::string(words.html),
        .version = 0,
    };
}

std::span<const std::string_view> built_in_languages() {
    return languages;
}

const AccountChanges& account_changes(std::string_view language) {
    return language.substr(0, 2) == "de" ? german_changes : english_changes;
}

const Phrases& phrases(std::string_view language) {
    return language.substr(0, 2) == "de" ? german : english;
}

} // namespace heed::outbound_mail
