// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/demo_words.hpp"

#include "kernel/check.hpp"

#include <array>
#include <cmath>
#include <numbers>

namespace heed::app {

namespace {

using tickets::Kind;
using Words = std::string_view;

// NOLINTBEGIN(modernize-use-designated-initializers): a letter and its answers, read in their order
constexpr std::array matters_en = {
    DemoMatter{
        "{thing} drops every 20 minutes",
        "Since Tuesday the {thing} drops about every 20 minutes. It happens on both laptops, at "
        "the office and at home. I have restarted everything twice.",
        "Thank you for the precise description. Which version do you see under Settings, About? I "
        "am looking at the logs of your connection meanwhile.",
        "The certificate on the gateway had run out in the middle of a renewal. It is renewed, and "
        "a check warns us a week ahead from now on.",
        Kind::incident,
        "network"
    },
    DemoMatter{
        "Invoice for {thing} shows the wrong address",
        "Our last invoice for {thing} still carries the old address in Harbour Street. Accounting "
        "cannot pay it like this.",
        "I have asked billing for a corrected invoice and changed the address for the next ones. "
        "You will have it today.",
        "A corrected invoice was sent and the address changed for all future ones.",
        Kind::request,
        "billing"
    },
    DemoMatter{
        "How do I share {thing} with a colleague?",
        "A colleague should see {thing} but not change it. I found the share button but it only "
        "offers full access.",
        "Choose Share, then People, and set the little menu beside the name to Can view. Shall I "
        "do it for you this once?",
        "Shown how to share for viewing; the help page now has a picture of the menu.",
        Kind::question,
        "howto"
    },
    DemoMatter{
        "{thing} is slow in the morning",
        "Between 8 and 9 the {thing} takes up to half a minute to answer. After that it is fine.",
        "That matches a nightly job that sometimes runs late. I am moving it to an earlier hour "
        "and will watch it tomorrow.",
        "The nightly job was moved to 3 a.m.; response times were normal on two mornings.",
        Kind::incident,
        "performance"
    },
    DemoMatter{
        "Please give Mira access to {thing}",
        "Mira Hansen starts on Monday in our team and needs access to {thing}, the same as I have.",
        "With pleasure. I need an approval from your manager; I have just asked for it and will "
        "tell you when it is there.",
        "Access granted after approval.",
        Kind::request,
        "access"
    },
    DemoMatter{
        "Order of {thing} arrived damaged",
        "The parcel with {thing} arrived today, the corner is crushed and it does not switch on. "
        "Photos can follow.",
        "I am sorry, that is not how it should reach you. A replacement leaves our warehouse "
        "today; please keep the damaged one for the courier.",
        "Replacement delivered, damaged item collected.",
        Kind::complaint,
        "delivery"
    },
    DemoMatter{
        "Cannot sign in to {thing}",
        "I cannot sign in to {thing} any more. It says that my account is locked, but I have only "
        "tried twice.",
        "Your account was locked after tries from another country. I have unlocked it; please "
        "choose a new password with the link I just sent.",
        "Account unlocked, password changed, sign-ins from abroad now ask for a second factor.",
        Kind::incident,
        "sign-in"
    },
    DemoMatter{
        "Export of {thing} has empty columns",
        "When I export {thing} as a spreadsheet the last three columns are empty, although they "
        "are filled on the screen.",
        "I can reproduce that with more than 1,000 rows. Our developers have it now; until then "
        "the export by month works.",
        "Fixed in this week's release; the export was repeated and is complete.",
        Kind::incident,
        "export"
    },
    DemoMatter{
        "Wonderful help with {thing}",
        "I just wanted to say that Noor solved our trouble with {thing} within ten minutes and "
        "explained why it happened. More of that!",
        "That made our morning, thank you. I have passed it on to Noor and to her team lead.",
        "Praise passed on.",
        Kind::compliment,
        "praise"
    },
    DemoMatter{
        "When will {thing} be available again?",
        "Your status page says that {thing} is under maintenance. Our course starts at two. Will "
        "it be back by then?",
        "The maintenance ends at half past twelve; we are on schedule. I will write to you the "
        "moment it is done.",
        "Maintenance ended in time; the customer was told.",
        Kind::question,
        "maintenance"
    },
    DemoMatter{
        "Wrong amount charged for {thing}",
        "We were charged twice for {thing} this month, see our statement of the 3rd and the 5th.",
        "You are right, the second charge came from a repeated payment run. I have sent it back; "
        "it will be with you in two days.",
        "Second charge refunded; the payment run checks for repeats now.",
        Kind::complaint,
        "billing"
    },
    DemoMatter{
        "New {thing} for the front desk",
        "We need a new {thing} for the front desk by the end of the month. Which models do you "
        "recommend?",
        "For a front desk I would take the quiet one of the two on our list. I attach both data "
        "sheets; shall I order it?",
        "Ordered, delivered and installed.",
        Kind::request,
        "hardware"
    },
};

constexpr std::array matters_de = {
    DemoMatter{
        "{thing} bricht ständig ab",
        "Seit Dienstag bricht {thing} etwa alle 20 Minuten ab, im Büro und zu Hause. Neu gestartet "
        "habe ich schon.",
        "Danke für die genaue Beschreibung. Welche Version steht unter Einstellungen, Info? Ich "
        "sehe mir inzwischen die Protokolle an.",
        "Das Zertifikat am Zugang war abgelaufen; es ist erneuert und wird jetzt überwacht.",
        Kind::incident,
        "network"
    },
    DemoMatter{
        "Rechnung für {thing} mit alter Anschrift",
        "Auf der letzten Rechnung für {thing} steht noch die alte Anschrift. So kann die "
        "Buchhaltung sie nicht bezahlen.",
        "Eine berichtigte Rechnung ist unterwegs, die Anschrift ist für die nächsten geändert.",
        "Rechnung berichtigt, Anschrift geändert.",
        Kind::request,
        "billing"
    },
    DemoMatter{
        "Wie teile ich {thing} mit einer Kollegin?",
        "Eine Kollegin soll {thing} sehen, aber nicht ändern können. Ich finde nur den vollen "
        "Zugriff.",
        "Unter Teilen, Personen lässt sich neben dem Namen Nur ansehen wählen. Soll ich es einmal "
        "für Sie einstellen?",
        "Gezeigt, wie man nur zum Ansehen teilt.",
        Kind::question,
        "howto"
    },
    DemoMatter{
        "{thing} ist beschädigt angekommen",
        "Das Paket mit {thing} kam heute an, eine Ecke ist eingedrückt und es schaltet sich nicht "
        "ein.",
        "Das tut mir leid. Ein Ersatz verlässt heute unser Lager; bitte heben Sie das beschädigte "
        "Gerät für den Boten auf.",
        "Ersatz geliefert, beschädigtes Gerät abgeholt.",
        Kind::complaint,
        "delivery"
    },
};
// NOLINTEND(modernize-use-designated-initializers)

constexpr std::array<Words, 16> things = {
    "the VPN",
    "the shared calendar",
    "the print server",
    "our web shop",
    "the time sheet",
    "the backup",
    "the meeting room display",
    "the phone system",
    "the door reader",
    "the travel tool",
    "the stock list",
    "the newsletter",
    "the label printer",
    "the test system",
    "the archive",
    "the video wall"
};
constexpr std::array<Words, 12> things_de = {
    "VPN-Verbindung",
    "Gruppenkalender",
    "Druckserver",
    "Webshop",
    "Zeiterfassung",
    "Sicherung",
    "Telefonanlage",
    "Türleser",
    "Lagerliste",
    "Etikettendrucker",
    "Testsystem",
    "Archiv",
};
constexpr std::array<Words, 40> given = {
    "Ada",   "Linus",  "Noor",  "Sam",   "Mira",  "Jonas",  "Chidi",  "Aiko",  "Lea",   "Mateo",
    "Zoë",   "Ivan",   "Priya", "Omar",  "Elena", "Kofi",   "Ingrid", "Tomás", "Yara",  "Luca",
    "Hana",  "Björn",  "Amina", "Pavel", "Sofia", "Deniz",  "Marta",  "Arjun", "Nina",  "Emeka",
    "Clara", "Viktor", "Leila", "Hugo",  "Mei",   "Anders", "Rosa",   "Tariq", "Julia", "Farid"
};
constexpr std::array<Words, 40> family = {
    "Okafor",    "Silva",  "Hansen",   "Weber",    "Novák",   "Tanaka",   "Rossi",   "García",
    "Müller",    "Dubois", "Kowalski", "Ivanova",  "Sharma",  "Haddad",   "Nielsen", "Mensah",
    "Lindqvist", "Moreau", "Yılmaz",   "Costa",    "Fischer", "Nakamura", "Popescu", "Jansen",
    "Kaya",      "Bauer",  "Eriksen",  "Petrov",   "Santos",  "Ahmed",    "Larsen",  "Huber",
    "Bianchi",   "Osei",   "Schmidt",  "Virtanen", "Horvat",  "Lopez",    "Keller",  "Demir"
};
constexpr std::array<Words, 40> companies = {
    "Acme",
    "Globex",
    "Initech",
    "Umbra Optics",
    "Northwind Tea",
    "Harbour Freight Lines",
    "Blue Finch",
    "Kestrel Aviation",
    "Lumen Dental",
    "Orchard Books",
    "Pine Valley School",
    "Quarry Stone",
    "Riverbank",
    "Sable Interiors",
    "Tern Travel",
    "Upland Farms",
    "Vesper Music",
    "Willow Clinic",
    "Yarrow Foods",
    "Zephyr Bikes",
    "Amber Labs",
    "Birch Legal",
    "Cobalt Print",
    "Delta Seeds",
    "Ember Bakery",
    "Fjord Fish",
    "Granite Gym",
    "Hazel Media",
    "Iris Care",
    "Juniper Hotels",
    "Kite Couriers",
    "Lark Software",
    "Maple Homes",
    "Nimbus Data",
    "Otter Toys",
    "Plover Paints",
    "Quill Press",
    "Rowan Energy",
    "Slate Roofing",
    "Tidal Power"
};
constexpr std::array<Words, 8> questions_en = {
    "Any news on this? My colleagues ask every hour.",
    "I tried what you said and it is better, but not gone. It happened twice this morning.",
    "Here is the number you asked for: 4.2.1, on Windows.",
    "It is the same on the other machine, so it cannot be the cable.",
    "Could you call me at ten? That may be faster.",
    "Attached is what I see. The message comes right after saving.",
    "We can live with that until Friday, not longer.",
    "Sorry, I forgot to mention that it began after the update."
};
constexpr std::array<Words, 4> questions_de = {
    "Gibt es etwas Neues? Die Kollegen fragen stündlich.",
    "Ich habe es versucht; besser, aber heute früh kam es noch zweimal.",
    "Die Version ist 4.2.1.",
    "Es begann nach der letzten Aktualisierung, das hatte ich vergessen."
};
constexpr std::array<Words, 8> answers_en = {
    "Thank you, that helps. I have found the place and am testing a fix; you will hear from me "
    "before four.",
    "I have asked our network team to look at it with me. I stay your contact.",
    "The fix is in. Could you try once more and tell me how it goes?",
    "I called and left a message; call back any time, or tell me when it suits you.",
    "That is a different cause than I thought. I have changed the setting on our side; nothing to "
    "do on yours.",
    "To be honest it will take until tomorrow noon. I will write at once if it is sooner.",
    "Could you send me a picture of the message?",
    "I have watched it for two hours now and it has not come back."
};
constexpr std::array<Words, 4> answers_de = {
    "Danke, das hilft. Ich teste eine Lösung und melde mich vor 16 Uhr.",
    "Die Änderung ist aktiv. Bitte versuchen Sie es noch einmal.",
    "Ich habe das Netzwerkteam dazugeholt und bleibe Ihr Ansprechpartner.",
    "Ehrlich gesagt dauert es bis morgen Mittag."
};
constexpr std::array<Words, 6> notes = {
    "Same as last month at Globex; see the runbook, page 3.",
    "Customer was upset on the phone, please be quick with this one.",
    "Waiting for the supplier's answer, reference 88-2041.",
    "Looks like the old certificate chain again.",
    "Offered a call at ten.",
    "Reproduced on the test system."
};
constexpr std::array<Words, 4> thanks_en = {
    "Thank you!",
    "Works again, thanks a lot!",
    "Great, thank you very much.",
    "Perfect. Thanks, Noor!"
};
constexpr std::array<Words, 2> thanks_de = {"Vielen Dank!", "Danke, alles wieder gut."};

} // namespace

std::uint64_t Dice::next() {
    state_ += 0x9E3779B97F4A7C15ULL;
    auto mixed = state_;
    mixed = (mixed ^ (mixed >> 30U)) * 0xBF58476D1CE4E5B9ULL;
    mixed = (mixed ^ (mixed >> 27U)) * 0x94D049BB133111EBULL;
    return mixed ^ (mixed >> 31U);
}

std::size_t Dice::below(std::size_t count) {
    CHECK(count > 0);
    return static_cast<std::size_t>(next() % count);
}

double Dice::share() {
    return static_cast<double>(next() >> 11U) * 0x1.0p-53;
}

double Dice::normal() {
    // Box and Muller 1958; 1 - share() is never zero.
    return std::sqrt(-2 * std::log(1 - share())) * std::cos(2 * std::numbers::pi * share());
}

std::span<const DemoMatter> demo_matters(bool german) {
    if (german) return matters_de;
    return matters_en;
}

std::span<const Words> demo_things(bool german) {
    if (german) return things_de;
    return things;
}

std::span<const Words> demo_given_names() {
    return given;
}

std::span<const Words> demo_family_names() {
    return family;
}

std::span<const Words> demo_companies() {
    return companies;
}

std::span<const Words> demo_questions(bool german) {
    if (german) return questions_de;
    return questions_en;
}

std::span<const Words> demo_answers(bool german) {
    if (german) return answers_de;
    return answers_en;
}

std::span<const Words> demo_notes() {
    return notes;
}

std::span<const Words> demo_thanks(bool german) {
    if (german) return thanks_de;
    return thanks_en;
}

std::string with_thing(std::string_view text, std::string_view thing) {
    constexpr std::string_view mark = "{thing}";
    std::string result(text);
    for (auto at = result.find(mark); at != std::string::npos;
         at = result.find(mark, at + thing.size()))
        result.replace(at, mark.size(), thing);
    // Only ASCII: every thing begins with one of its letters.
    if (!result.empty() && result.front() >= 'a' && result.front() <= 'z')
        result.front() = static_cast<char>(result.front() - 'a' + 'A');
    return result;
}

} // namespace heed::app
