// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/mail/verification.hpp"

#include <doctest/doctest.h>
#include <vector>

using namespace heed;
using namespace heed::mail;

namespace {

struct Sample {
    std::string from;
    std::string subject;
    std::string text;
};

std::optional<std::string> reason_of(const Sample& sample) {
    const auto letter = parse_letter(
        "From: " + sample.from + "\r\nTo: help@desk.example\r\nSubject: " + sample.subject +
        "\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n" + sample.text + "\r\n"
    );
    REQUIRE(letter.has_value());
    return verification_reason(*letter);
}

} // namespace

TEST_CASE("letters that prove to others who reads them are known, whoever sends them") {
    const std::vector<Sample> samples = {
        {"no-reply@chat.example", "Welcome", "Hello."},
        {"noreply@code.example", "Your account", "Hello."},
        {"Bank <no_reply@bank.example>", "News", "Hello."},
        {"do-not-reply@shop.example", "Order", "Hello."},
        {"do.not.reply@shop.example", "Order", "Hello."},
        {"notifications-noreply@social.example", "New", "Hello."},
        {"ne-pas-repondre@poste.example", "Bonjour", "Bonjour."},
        {"keine-antwort@bahn.example", "Hallo", "Hallo."},
        {"verify@sms.example", "123 456", "Hello."},
        {"team@chat.example", "Your verification code is 583 201", "It expires soon."},
        {"team@chat.example", "583201", "Use this one-time code to sign in."},
        {"team@chat.example", "Confirm your email address", "Press the button."},
        {"team@chat.example", "Welcome", "Please verify your\r\nemail to go on."},
        {"team@chat.example", "Sign in", "Here is your magic link."},
        {"team@chat.example", "Max invited you to join Acme", "Join now."},
        {"team@chat.example", "Reset your password", "Press here."},
        {"hallo@dienst.example", "Ihr Bestätigungscode", "Ihr bestätigungscode lautet 1234."},
        {"hallo@dienst.example", "Hallo", "Bitte bestätigen Sie Ihre E-Mail-Adresse."},
        {"hallo@dienst.example", "Anmeldung", "Dein Einmalpasswort: 99120."},
        {"bonjour@service.example", "Bonjour", "Votre code de vérification est 4411."},
        {"bonjour@service.example", "Bonjour", "Confirmez votre adresse e-mail."},
        {"hola@servicio.example", "Hola", "Tu código de verificación es 4411."},
        {"hola@servicio.example", "Hola", "Para empezar, activa tu cuenta."},
        {"oi@servico.example", "Oi", "Seu código de verificação: 4411."},
        {"ciao@servizio.example", "Ciao", "Il tuo codice di verifica: 4411."},
        {"hoi@dienst.example", "Hoi", "Je verificatiecode is 4411."},
        {"czesc@usluga.example", "Cześć", "Twój kod weryfikacyjny to 4411."},
        {"privet@sluzhba.example", "Привет", "Ваш код подтверждения: 4411."},
        {"info@service.example", "ログイン", "認証コード: 441122"},
        {"info@service.example", "登录", "您的验证码是 441122"},
    };
    REQUIRE(samples.size() == 30);
    for (const auto& sample : samples) {
        CAPTURE(sample.subject);
        CAPTURE(sample.text);
        CHECK(reason_of(sample).has_value());
    }
}

TEST_CASE("what people write is none") {
    for (const auto& sample : std::vector<Sample>{
             {"Ana <ana@acme.example>", "VPN is down", "It does not connect."},
             {"ana@acme.example", "Code", "My code does not compile: error 4411."},
             {"ana@acme.example", "Bestellung", "Bitte bestätigen Sie den Termin."},
             {"reply@acme.example", "Hi", "See below."},
             {"nora.eply@acme.example", "Hi", "See below."},
             {"", "", ""},
         }) {
        CAPTURE(sample.from);
        CHECK_FALSE(reason_of(sample).has_value());
    }
}
