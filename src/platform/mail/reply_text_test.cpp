// SPDX-License-Identifier: AGPL-3.0-or-later
#include "kernel/text.hpp"
#include "platform/mail/html.hpp"
#include "platform/mail/phrases.hpp"
#include "platform/mail/reply_text.hpp"

#include <array>
#include <doctest/doctest.h>
#include <string>
#include <tuple>
#include <utility>

using namespace heed;
using namespace heed::mail;

namespace {

// Given and expected.
using Case = std::pair<std::string_view, std::string_view>;

std::string text_of(std::string_view html) {
    return std::string(trimmed(html_to_text(html)));
}

} // namespace

TEST_CASE("attributions in many languages") {
    constexpr auto lines = std::to_array<std::string_view>({
        "On Wed, Jun 10, 2026 at 9:00 AM Help <help@desk.example> wrote:",
        "On 10.06.26 09:00, Help wrote:",
        "On 10 Jun 2026, at 09:00, Help <help@desk.example> wrote:",
        "Am 10.06.2026 um 09:00 schrieb Acme Hilfe <help@desk.example>:",
        "Am Mi., 10. Juni 2026 um 09:00 Uhr schrieb Help <help@desk.example>:",
        "Le mer. 10 juin 2026 à 09:00, Help <help@desk.example> a écrit :",
        "Le 10/06/2026 à 09:00, Help a écrit :",
        "El mié, 10 jun 2026 a las 9:00, Help (<help@desk.example>) escribió:",
        "Em qua., 10 de jun. de 2026 às 09:00, Help <help@desk.example> escreveu:",
        "A quarta, 10/06/2026, 09:00, Help <help@desk.example> escreveu:",
        "Il giorno mer 10 giu 2026 alle ore 09:00 Help <help@desk.example> ha scritto:",
        "Op wo 10 jun 2026 om 09:00 schreef Help <help@desk.example>:",
        "Op 10-06-2026 om 09:00 schreef Help:",
        "śr., 10 cze 2026 o 09:00 Help <help@desk.example> napisał(a):",
        "W dniu 10.06.2026 o 09:00 Help napisał(a):",
        "Den ons 10 juni 2026 kl 09:00 skrev Help <help@desk.example>:",
        "Den 10.06.2026 kl. 09.00 skrev Help:",
        "ke 10. kesäk. 2026 klo 9.00 Help (help@desk.example) kirjoitti:",
        "st 10. 6. 2026 v 9:00 odesílatel Help <help@desk.example> napsal:",
        "Help <help@desk.example> ezt írta (időpont: 2026. jún. 10., Sze, 9:00):",
        "ср, 10 июн. 2026 г. в 09:00, Help <help@desk.example>:",
        "10.06.2026 09:00, Help пишет:",
        "Help <help@desk.example>, 10 Haz 2026 Çar, 09:00 tarihinde şunu yazdı:",
        "2026年6月10日(水) 9:00 Help <help@desk.example>:",
        "Help <help@desk.example> 于2026年6月10日周三 09:00写道：",
        "在 2026年6月10日，09:00，Help <help@desk.example> 写道：",
        "2026년 6월 10일 (수) 오전 9:00, Help <help@desk.example>님이 작성:",
        "În mie., 10 iun. 2026 la 09:00, Help <help@desk.example> a scris:",
    });
    for (const auto line : lines) {
        CAPTURE(line);
        CHECK(is_attribution(line));
        const auto reply =
            reply_text_of("New words.\n\n" + std::string(line) + "\n\n> Old words.\n");
        CHECK(reply.text == "New words.\n");
        CHECK(reply.quoted);
    }
    for (const auto* line :
         {"Hello:",
          "On Monday I wrote:",
          "On it:",
          "The log says:",
          "At 10:30 the error was:",
          "My address is ana@b.example:"}) {
        CAPTURE(line);
        CHECK(
            reply_text_of(std::string(line) + "\nmore words\n").text ==
            std::string(line) + "\nmore words\n"
        );
    }
}

TEST_CASE("attributions without a date, right above their quote") {
    constexpr auto lines = std::to_array<std::string_view>({
        "On Sun, Lena wrote:",
        "On Sunday, Lena Meyer wrote:",
        "Lena Meyer wrote:",
        "Am Sonntag schrieb Lena:",
        "Am So. schrieb Lena Meyer:",
        "Lena Meyer schrieb:",
        "Le dimanche, Lena a écrit :",
        "Lena a écrit :",
        "El domingo, Lena escribió:",
        "Em domingo, Lena escreveu:",
        "Il giorno domenica Lena ha scritto:",
        "Op zondag schreef Lena:",
        "W dniu niedziela Lena napisał(a):",
        "Den söndag skrev Lena:",
        "su Lena kirjoitti:",
        "ne Lena napsal(a):",
        "В воскресенье Лена писал:",
        "Лена пишет:",
        "周日，Lena 写道：",
        "În duminică, Lena a scris:",
    });
    for (const auto line : lines) {
        CAPTURE(line);
        const auto above = "New words.\n\n" + std::string(line);
        CHECK(reply_text_of(above + "\n> Old words.\n").text == "New words.\n");
        CHECK(reply_text_of(above + "\n\n> Old words.\n").text == "New words.\n");
        CHECK(reply_text_of(above + "\n").text == "New words.\n");
        CHECK(reply_text_of(above + "\nMore words.\n").text == above + "\nMore words.\n");
        const auto split = split_html(
            "<p>New words.</p><p>" + std::string(line) + "</p><br><blockquote>Old</blockquote>"
        );
        CHECK(text_of(split.fresh) == "New words.");
        const auto between =
            "<p>" + std::string(line) + "</p><p>Mine.</p><blockquote>x</blockquote>";
        CHECK(split_html(between).quoted.empty());
    }
    for (const auto* line :
         {"The log says:", "Here is what the vendor of the old one, a Mr Smith, wrote:", "Wrote:"
         }) {
        CAPTURE(line);
        const auto text = "New words.\n\n" + std::string(line) + "\n> Old words.\n";
        CHECK(reply_text_of(text).text.contains(line));
    }
}

TEST_CASE("answers, originals and forwarded letters in the languages of fewer writers") {
    constexpr auto attributions = std::to_array<std::string_view>({
        "ср, 10 черв. 2026 р. о 09:00 Help <help@desk.example> пише:",
        "10.06.2026 09:00, Help написав(ла):",
        "sri, 10. lip 2026. u 09:00 Help <help@desk.example> napisao je:",
        "Dana 10. 6. 2026. u 09:00, Help je napisao/la:",
        "На ср, 10.06.2026 г. в 09:00 Help <help@desk.example> написа:",
        "Vào T4, 10 thg 6, 2026 vào lúc 09:00 Help <help@desk.example> đã viết:",
        "ในวันที่ พ. 10 มิ.ย. 2026 เวลา 09:00 Help <help@desk.example> เขียนว่า:",
        "Pada Rab, 10 Jun 2026 pukul 09.00 Help <help@desk.example> menulis:",
        "2026-06-10 09:00, Help rašė:",
        "Kontakt Help <help@desk.example> kirjutas kuupäeval 10. juuni 2026 kell 09:00:",
        "Dňa 10. 6. 2026 o 9:00 Help napísal(a):",
        "El dc., 10 de juny 2026 a les 9:00, Help va escriure:",
    });
    for (const auto line : attributions) {
        CAPTURE(line);
        CHECK(
            reply_text_of("New words.\n\n" + std::string(line) + "\n\n> Old words.\n").text ==
            "New words.\n"
        );
    }
    constexpr auto blocks = std::to_array<std::string_view>({
        "Від: Help\nНадіслано: середа\nКому: Ana\nТема: x",
        "От: Help\nИзпратено: сряда\nДо: Ana\nОтносно: x",
        "Od: Help\nPoslano: srijeda\nPrima: Ana\nPredmet: x",
        "Từ: Help\nĐã gửi: thứ tư\nTới: Ana\nChủ đề: x",
        "จาก: Help\nส่ง: วันพุธ\nถึง: Ana\nเรื่อง: x",
        "Dari: Help\nDikirim: Rabu\nKepada: Ana\nSubjek: x",
        "Από: Help\nΣτάλθηκε: Τετάρτη\nΠρος: Ana\nΘέμα: x",
        "מאת: Help\nנשלח: יום רביעי\nאל: Ana\nנושא: x",
        "من: Help\nتم الإرسال: الأربعاء\nإلى: Ana\nالموضوع: x",
    });
    for (const auto block : blocks) {
        CAPTURE(block);
        CHECK(
            reply_text_of("New words.\n\n" + std::string(block) + "\n\nOld words.\n").text ==
            "New words.\n"
        );
    }
    for (const auto* mark :
         {"---------- Переслане повідомлення ---------",
          "---------- Препратено съобщение ---------",
          "---------- Proslijeđena poruka ---------",
          "---------- Thư chuyển tiếp ---------",
          "---------- ข้อความที่ส่งต่อ ---------",
          "---------- Pesan terusan ---------"}) {
        CAPTURE(mark);
        CHECK(is_forward_mark(mark));
        const auto forwarded = "For you.\n\n" + std::string(mark) + "\nOld words.\n";
        CHECK(reply_text_of(forwarded).text == forwarded);
    }
    for (const auto* line :
         {"Надіслано з iPhone",
          "Gửi từ iPhone của tôi",
          "Poslano s mog iPhonea",
          "ส่งจาก iPhone ของฉัน"}) {
        CAPTURE(line);
        CHECK(is_device_line(line));
    }
}

TEST_CASE("header blocks of Outlook in many languages") {
    constexpr auto blocks = std::to_array<std::string_view>({
        "From: Help\nSent: Wednesday\nTo: Ana\nSubject: x",
        "*From:* Help\n*Sent:* Wednesday\n*To:* Ana\n*Subject:* x",
        "Von: Help\nGesendet: Mittwoch\nAn: Ana\nBetreff: x",
        "De : Help\nEnvoyé : mercredi\nÀ : Ana\nObjet : x",
        "De: Help\nEnviado el: miércoles\nPara: Ana\nAsunto: x",
        "De: Help\nEnviada em: quarta\nPara: Ana\nAssunto: x",
        "Da: Help\nInviato: mercoledì\nA: Ana\nOggetto: x",
        "Van: Help\nVerzonden: woensdag\nAan: Ana\nOnderwerp: x",
        "Od: Help\nWysłano: środa\nDo: Ana\nTemat: x",
        "Från: Help\nSkickat: onsdag\nTill: Ana\nÄmne: x",
        "Fra: Help\nSendt: onsdag\nTil: Ana\nEmne: x",
        "Lähettäjä: Help\nLähetetty: ke\nVastaanottaja: Ana\nAihe: x",
        "Od: Help\nOdesláno: st\nKomu: Ana\nPředmět: x",
        "От: Help\nОтправлено: ср\nКому: Ana\nТема: x",
        "Kimden: Help\nGönderildi: Çar\nKime: Ana\nKonu: x",
        "发件人: Help\n发送时间: 2026\n收件人: Ana\n主题: x",
        "差出人: Help\n送信日時: 2026\n宛先: Ana\n件名: x",
    });
    for (const auto block : blocks) {
        CAPTURE(block);
        const auto reply =
            reply_text_of("New words.\n\n" + std::string(block) + "\n\nOld words.\n");
        CHECK(reply.text == "New words.\n");
    }
    CHECK(reply_text_of("From: me\nhello\n").text == "From: me\nhello\n");
}

TEST_CASE("marks of older letters, and device lines") {
    for (const auto* mark :
         {"-----Original Message-----",
          "-----Ursprüngliche Nachricht-----",
          "-----Message d'origine-----",
          "-----Mensaje original-----",
          "-----Mensagem Original-----",
          "-----Messaggio originale-----",
          "-----Oorspronkelijk bericht-----",
          "----- Исходное сообщение -----",
          "-----原始邮件-----",
          "-----元のメッセージ-----",
          "##- Bitte oberhalb antworten -##"}) {
        CAPTURE(mark);
        CHECK(reply_text_of("New.\n\n" + std::string(mark) + "\nOld\n").text == "New.\n");
    }
    for (const auto* line :
         {"Sent from my iPhone",
          "Von meinem iPhone gesendet",
          "Gesendet von meinem Samsung Galaxy",
          "Envoyé de mon iPhone",
          "Enviado desde mi iPhone",
          "Enviado do meu iPhone",
          "Inviato da iPhone",
          "Verstuurd vanaf mijn iPhone",
          "Skickat från min iPhone",
          "Wysłane z iPhone'a",
          "Отправлено с iPhone",
          "iPhoneから送信",
          "发自我的iPhone",
          "Get Outlook for iOS<https://aka.ms/x>",
          "Sent from Outlook for Android"}) {
        CAPTURE(line);
        CHECK(reply_text_of("New.\n\n" + std::string(line) + "\n").text == "New.\n");
        CHECK(reply_text_of(std::string(line) + "\n\nNew.\n").text.contains("New."));
    }
    CHECK(reply_line("Please reply above") == "##- Please reply above -##");
}

TEST_CASE("what is kept and what is not") {
    constexpr auto cases = std::to_array<Case>({
        {"Yes.\n", "Yes.\n"},
        {"", ""},
        {"Yes.\n-- \nAna\nAcme\n", "Yes.\n"},
        {"Yes.\n--\nAna\n", "Yes.\n"},
        {"-- \nAna\n", "-- \nAna\n"},
        {"SELECT 1\n-- comment\nSELECT 2\n", "SELECT 1\n-- comment\nSELECT 2\n"},
        {"> a\n\nYes.\n", "Yes.\n"},
        {"Hi\n\n> a\n\nYes.\n\n> b\n\nNo.\n\n> c\n", "Hi\n\n> a\nYes.\n\n> b\nNo.\n"},
        {"> 1\n> 2\n> 3\n> 4\n> 5\n> 6\n> 7\n> 8\nYes\n> 9\nNo\n",
         "> 3\n> 4\n> 5\n> 6\n> 7\n> 8\nYes\n\n> 9\nNo\n"},
        {"Yes\n________________________________\nFrom: Help\nSent: x\nTo: y\n", "Yes\n"},
        {"Yes\n________________________________\nName: Ana\n",
         "Yes\n________________________________\nName: Ana\n"},
        {"FYI\n---------- Forwarded message ---------\nFrom: B\nDate: x\nSubject: y\nTo: "
         "z\n\nhi\n-- \nB\n",
         "FYI\n---------- Forwarded message ---------\nFrom: B\nDate: x\nSubject: y\nTo: "
         "z\n\nhi\n-- \nB\n"},
        {"Yes\n\nOn Wed, Jun 10, 2026 at 9:00 AM\nHelp <help@desk.example>\nwrote:\n\n> old\n",
         "Yes\n"},
        {"On Wed, Jun 10, 2026 at 9:00 AM Help <help@desk.example> wrote:\n\nold without marks\n",
         "On Wed, Jun 10, 2026 at 9:00 AM Help <help@desk.example> wrote:\n\nold without marks\n"},
    });
    for (const auto& [given, expected] : cases) {
        CAPTURE(given);
        CHECK(reply_text_of(given).text == expected);
    }
    const auto log = std::string(2'000'000, 'x') + "\n> y\n";
    CHECK(reply_text_of(log).text == log);
}

TEST_CASE("a header block pasted into a first letter is no history") {
    const std::string text =
        "Is this real?\n\nFrom: Bank\nSent: today\nTo: me\nSubject: x\n\nGive me your card\n";
    CHECK(reply_text({.subject = "Odd letter", .text = text}).text == text);
    CHECK(reply_text({.subject = "Re: Odd letter", .text = text}).text == "Is this real?\n");
    CHECK(
        reply_text({.in_reply_to = {"1@b.example"}, .subject = "Odd", .text = text}).text ==
        "Is this real?\n"
    );
}

TEST_CASE("a forwarded letter is shown whole") {
    const std::string text = "FYI\n\n> Is it up?\n";
    CHECK(reply_text({.subject = "Fwd: VPN", .text = text}).text == text);
    CHECK(reply_text({.subject = "Re: Fwd: VPN", .text = text}).text == "FYI\n");
}

// With a search for the first line that walks on over all that has no text, this takes minutes.
TEST_CASE("thousands of pictures before the history are passed in one walk") {
    std::string letter;
    for (int number = 0; number < 20'000; ++number) letter += "<img alt=x>";
    const auto split = split_html(letter + "New.<div class=gmail_quote>Old.</div>");
    CHECK(split.fresh.contains("New."));
    CHECK(split.quoted.contains("Old."));
}

TEST_CASE("HTML is split where history begins") {
    using Split = std::tuple<std::string_view, std::string_view, std::string_view>;
    constexpr auto cases = std::to_array<Split>({
        {"<p>New</p>", "New", ""},
        {"<div>New</div><div class=gmail_quote><div class=gmail_attr>On 1.1.2026 09:00 x "
         "wrote:</div><blockquote>Old</blockquote></div>",
         "New",
         "On 1.1.2026 09:00 x wrote:\n\n> Old"},
        {"<div><div>New</div><div id=appendonsend></div><hr><div id=divRplyFwdMsg><b>From:</b> "
         "x<br><b>Sent:</b> y<br><b>To:</b> z</div><div>Old</div></div>",
         "New",
         "---\nFrom: x\nSent: y\nTo: z\nOld"},
        {"<p>New</p><div class=moz-cite-prefix>Am 1.1.2026 um 09:00 schrieb x:</div><blockquote "
         "type=cite>Old</blockquote><p>Below</p>",
         "New\n\nBelow",
         "Am 1.1.2026 um 09:00 schrieb x:\n\n> Old"},
        {"<div>New<br><blockquote type=cite><div>On 1 Jan 2026, at 09:00, x &lt;x@y.example&gt; "
         "wrote:</div><div>Old</div></blockquote></div>",
         "New",
         "> On 1 Jan 2026, at 09:00, x <x@y.example> wrote:\n> Old"},
        {"New<br><div dir=ltr><br><blockquote type=cite>On Jan 1, 2026, at 09:00, x "
         "&lt;x@y.example&gt; wrote:<br><br></blockquote></div><blockquote type=cite><div>Old"
         "</div></blockquote>",
         "New",
         "> On Jan 1, 2026, at 09:00, x <x@y.example> wrote:\n\n> Old"},
        {"<p>New</p><blockquote>Mine</blockquote>", "New\n\n> Mine", ""},
        {"<p>New</p><blockquote type=cite>Mine</blockquote>", "New\n\n> Mine", ""},
        {"<div>New</div><div class=protonmail_quote>-------- Original Message "
         "--------<br>Old</div>",
         "New",
         "-------- Original Message --------\nOld"},
        {"<div>New</div><div id=yahoo_quoted_1 class=yahoo_quoted><div>On Monday x "
         "wrote:</div>Old</div>",
         "New",
         "On Monday x wrote:\nOld"},
        {"<p>New</p><p>##- Please reply above -##</p><p>Old</p>",
         "New",
         "##- Please reply above -##\n\nOld"},
        {"<p>FYI</p><div class=gmail_quote>---------- Forwarded message ---------<br>From: "
         "x<br>Old</div>",
         "FYI\n\n---------- Forwarded message ---------\nFrom: x\nOld",
         ""},
        {"<div class=gmail_quote><blockquote>Old</blockquote></div>", "> Old", ""},
        {"<p>See below</p><div class=gmail_quote><div class=gmail_attr>On 1.1.2026 09:00 x "
         "wrote:</div><blockquote>Which?</blockquote>Version "
         "7<blockquote>Since?</blockquote></div>",
         "See below\n\nOn 1.1.2026 09:00 x wrote:\n\n> Which?\n\nVersion 7\n\n> Since?",
         ""},
        {"<p>New</p><p><b>Von:</b> x</p><p><b>Gesendet:</b> y</p><p><b>An:</b> z</p><p>Old</p>",
         "New",
         "Von: x\n\nGesendet: y\n\nAn: z\n\nOld"},
    });
    for (const auto& [html, fresh, quoted] : cases) {
        CAPTURE(html);
        const auto split = split_html(html);
        CHECK(text_of(split.fresh) == fresh);
        CHECK(text_of(split.quoted) == quoted);
    }
}

TEST_CASE("history is marked where it stands, and the mark passes the sanitiser") {
    const auto shown = [](std::string_view html) {
        return sanitise(mark_history(html), {.inline_image = {}}).html;
    };
    CHECK(shown("<p>New</p>") == "<p>New</p>");
    CHECK(
        shown("<p>New</p><div id=divRplyFwdMsg><b>From:</b> x</div>Old<p>Older</p>") ==
        "<p>New</p><div data-heed-quote=\"\"><div><b>From:</b> x</div></div>"
        "<span data-heed-quote=\"\">Old</span><div data-heed-quote=\"\"><p>Older</p></div>"
    );
    CHECK(
        shown("<div class=moz-cite-prefix>Am 1.1.2026 um 09:00 schrieb x:</div>"
              "<blockquote type=cite>Old</blockquote><p>New</p>") ==
        "<div data-heed-quote=\"\"><div>Am 1.1.2026 um 09:00 schrieb x:</div></div>"
        "<div data-heed-quote=\"\"><blockquote type=\"cite\">Old</blockquote></div><p>New</p>"
    );
}

TEST_CASE("answers that stand below an unmarked copy are not cut away") {
    constexpr std::string_view copy =
        "\n-----Original Message-----\nFrom: Help <help@desk.example>\n"
        "Sent: Wednesday\nTo: Ana\nSubject: VPN\n\n"
        "Which version?\nVersion 7.\n";
    for (const auto* line :
         {"See my answers below.", "Answers inline", "Hallo,\nAntworten unten.\nAna"}) {
        CAPTURE(line);
        const auto reply = reply_text_of(std::string(line) + "\n" + std::string(copy));
        CHECK(reply.text.contains("Version 7."));
    }
    const auto cut = reply_text_of("It works now, thank you.\n" + std::string(copy));
    CHECK_FALSE(cut.text.contains("Version 7."));
}

TEST_CASE("in HTML the quote above the first answer stays with it") {
    const auto split =
        split_html("<div class=\"moz-cite-prefix\">On 10.06.26 09:00, Help wrote:</div>"
                   "<blockquote type=\"cite\">Which version?</blockquote><p>Version 7.</p>"
                   "<blockquote type=\"cite\">Since when?</blockquote><p>Since Monday.</p>");
    const auto fresh = text_of(split.fresh);
    CHECK(fresh.contains("Which version?"));
    CHECK(fresh.contains("Version 7."));
    CHECK(fresh.contains("Since when?"));
    CHECK_FALSE(fresh.contains("wrote:"));
}
