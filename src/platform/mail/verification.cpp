// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/mail/verification.hpp"

#include "kernel/text.hpp"
#include "platform/mail/addresses.hpp"
#include "platform/mail/sender.hpp"

#include <algorithm>
#include <array>

namespace heed::mail {

namespace {

constexpr std::size_t text_looked_at = 4'000;

/// Parts of a local part before the @, without what stands between their words.
constexpr auto nobodies = std::to_array<std::string_view>({
    "noreply",
    "donotreply",
    "nepasrepondre",
    "keineantwort",
    "noresponder",
    "naoresponda",
    "nonrispondere",
    "nietbeantwoorden",
    "verification",
    "verify",
    "accountsecurity",
    "accountsnoreply",
});

/// What such letters say. Compared in lower case with one blank between words.
constexpr auto phrases = std::to_array<std::string_view>({
    // English
    "verification code",
    "verify your email",
    "verify your e-mail",
    "verify your account",
    "verify your identity",
    "verify this email",
    "verify it's you",
    "confirm your email",
    "confirm your e-mail",
    "confirm your account",
    "confirm this email",
    "confirmation code",
    "one-time code",
    "one-time password",
    "one-time passcode",
    "one time password",
    "single-use code",
    "security code",
    "sign-in code",
    "login code",
    "log-in code",
    "access code",
    "authentication code",
    "activate your account",
    "complete your registration",
    "magic link",
    "reset your password",
    "password reset",
    "join your team",
    "invited you to join",
    "invitation to join",
    // German
    "bestätigungscode",
    "verifizierungscode",
    "sicherheitscode",
    "einmalcode",
    "einmalpasswort",
    "anmeldecode",
    "e-mail-adresse bestätigen",
    "e-mail-adresse zu bestätigen",
    "bestätige deine e-mail",
    "bestätigen sie ihre e-mail",
    "konto aktivieren",
    "konto bestätigen",
    "passwort zurücksetzen",
    // French
    "code de vérification",
    "code de confirmation",
    "code de sécurité",
    "code à usage unique",
    "code de connexion",
    "confirmez votre adresse",
    "vérifiez votre adresse",
    "activez votre compte",
    "confirmez votre compte",
    "réinitialiser votre mot de passe",
    // Spanish
    "código de verificación",
    "código de confirmación",
    "código de seguridad",
    "código de acceso",
    "código de un solo uso",
    "verifica tu correo",
    "confirma tu correo",
    "confirme su correo",
    "activa tu cuenta",
    "restablecer tu contraseña",
    // Portuguese
    "código de verificação",
    "código de confirmação",
    "código de segurança",
    "código de uso único",
    "confirme seu e-mail",
    "verifique seu e-mail",
    "ative sua conta",
    // Italian
    "codice di verifica",
    "codice di conferma",
    "codice di sicurezza",
    "codice monouso",
    "conferma il tuo indirizzo",
    "verifica il tuo indirizzo",
    "attiva il tuo account",
    // Dutch
    "verificatiecode",
    "bevestigingscode",
    "beveiligingscode",
    "eenmalige code",
    "bevestig je e-mail",
    "bevestig uw e-mail",
    "activeer je account",
    // Polish
    "kod weryfikacyjny",
    "kod potwierdzający",
    "jednorazowy kod",
    "potwierdź swój adres",
    "aktywuj konto",
    // Russian
    "код подтверждения",
    "проверочный код",
    "одноразовый код",
    "подтвердите адрес",
    "подтвердите свой адрес",
    "активируйте аккаунт",
    // Japanese, Chinese
    "認証コード",
    "確認コード",
    "ワンタイムパスワード",
    "メールアドレスの確認",
    "验证码",
    "校验码",
    "驗證碼",
});

std::string plain_local_part(const std::string& address) {
    auto local = ascii_lower(address.substr(0, address.rfind('@')));
    std::erase_if(local, [](char c) { return c == '-' || c == '_' || c == '.'; });
    return local;
}

bool is_nobody(const std::string& address) {
    const auto local = plain_local_part(address);
    return std::ranges::any_of(nobodies, [&](std::string_view name) {
        return local.starts_with(name) || local.ends_with(name);
    });
}

/// In lower case (of ASCII: phrases begin with small letters elsewhere), with single blanks.
std::string one_line(std::string_view text) {
    std::string line;
    bool blank = true;
    for (const char c : ascii_lower(text)) {
        const bool is_blank = c == ' ' || c == '\t' || c == '\r' || c == '\n';
        if (!is_blank) line += c;
        if (is_blank && !blank) line += ' ';
        blank = is_blank;
    }
    return line;
}

bool says_so(std::string_view text) {
    const auto line = one_line(utf8_prefix(text, text_looked_at));
    return std::ranges::any_of(phrases, [&](std::string_view phrase) {
        return line.contains(phrase);
    });
}

bool says_so(const Letter& letter) {
    return says_so(letter.subject) || says_so(letter.text);
}

} // namespace

bool proves_to_whom_it_names(const Letter& letter, const DeskIdentity& desk) {
    if (!says_so(letter)) return false;
    const auto domain = domain_of(sender_of(letter).address);
    return std::ranges::none_of(desk.addresses, [&](const std::string& address) {
        return domain_of(normalised_address(address)) == domain;
    });
}

std::optional<std::string> verification_reason(const Letter& letter) {
    const auto sender = sender_of(letter).address;
    if (says_so(letter))
        return "It looks like a letter by which another service finds out who reads it: a code, or "
               "a link to confirm an address.";
    if (is_nobody(sender)) return sender + " is an address that no person writes from.";
    return std::nullopt;
}

} // namespace heed::mail
