// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/demo_phrases.hpp"

#include <array>

namespace heed::app {

namespace {

using tickets::Kind;
using Words = std::string_view;

// NOLINTBEGIN(modernize-use-designated-initializers): a letter and its answers, read in their order
constexpr std::array matters = {
    DemoMatter{
        "{thing} bricht ständig ab",
        "Seit Dienstag bricht {thing} etwa alle 20 Minuten ab, im Büro und zu Hause. Neu gestartet "
        "habe ich schon.",
        "Danke für die genaue Beschreibung. Welche Version steht unter Einstellungen, Info? Ich "
        "sehe mir inzwischen die Protokolle an.",
        "Das Zertifikat am Zugang war abgelaufen; es ist erneuert und wird jetzt überwacht.",
        Kind::incident,
        "network",
        "Network",
        "Fault"
    },
    DemoMatter{
        "Rechnung für {thing} mit alter Anschrift",
        "Auf der letzten Rechnung für {thing} steht noch die alte Anschrift. So kann die "
        "Buchhaltung sie nicht bezahlen.",
        "Eine berichtigte Rechnung ist unterwegs, die Anschrift ist für die nächsten geändert.",
        "Rechnung berichtigt, Anschrift geändert.",
        Kind::request,
        "billing",
        "Invoices",
        "Wrong setting"
    },
    DemoMatter{
        "Wie teile ich {thing} mit einer Kollegin?",
        "Eine Kollegin soll {thing} sehen, aber nicht ändern können. Ich finde nur den vollen "
        "Zugriff.",
        "Unter Teilen, Personen lässt sich neben dem Namen Nur ansehen wählen. Soll ich es einmal "
        "für Sie einstellen?",
        "Gezeigt, wie man nur zum Ansehen teilt.",
        Kind::question,
        "howto",
        "How to",
        "How to"
    },
    DemoMatter{
        "{thing} ist beschädigt angekommen",
        "Das Paket mit {thing} kam heute an, eine Ecke ist eingedrückt und es schaltet sich nicht "
        "ein.",
        "Das tut mir leid. Ein Ersatz verlässt heute unser Lager; bitte heben Sie das beschädigte "
        "Gerät für den Boten auf.",
        "Ersatz geliefert, beschädigtes Gerät abgeholt.",
        Kind::complaint,
        "delivery",
        "Delivery",
        "Supplier"
    },
};
// NOLINTEND(modernize-use-designated-initializers)

constexpr std::array<Words, 14> things = {
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
    "Gäste-WLAN",
    "Reiseportal"
};
constexpr std::array<Words, 5> greetings = {
    "Guten Tag,", "Hallo,", "Guten Morgen,", "Liebes Team,", "Sehr geehrte Damen und Herren,"
};
constexpr std::array<Words, 10> details = {
    "Es betrifft {few} von uns, alle im zweiten Stock.",
    "Die Meldung zeigt den Code E-{number}.",
    "Um zwei kommt eine Kundin, bis dahin brauche ich es.",
    "Bis zur Umstellung letzte Woche ging alles.",
    "Unsere Vertragsnummer ist {number}.",
    "Mit einem anderen Browser ist es genauso.",
    "Das Gerät hat die Inventarnummer {number}.",
    "Nur die neuen Kollegen scheinen es zu haben.",
    "Es eilt nicht, sollte aber nicht vergessen werden.",
    "Die Bestellung war vom 4., Nummer {number}."
};
constexpr std::array<Words, 6> wishes = {
    "Könnten Sie heute noch nachsehen?",
    "Was brauchen Sie von mir?",
    "Ein Rückruf wäre auch recht.",
    "Danke, dass Sie sich darum kümmern.",
    "Können wir in der Zwischenzeit etwas tun?",
    "Bitte halten Sie mich auf dem Laufenden."
};
constexpr std::array<Words, 4> partings = {
    "Mit freundlichen Grüßen", "Viele Grüße", "Beste Grüße", "Danke und Gruß"
};
constexpr std::array<Words, 8> questions = {
    "Gibt es etwas Neues? Die Kollegen fragen stündlich.",
    "Ich habe es versucht; besser, aber heute früh kam es noch {few}-mal.",
    "Die Version ist 4.2.{few}.",
    "Es begann nach der letzten Aktualisierung, das hatte ich vergessen.",
    "Am anderen Rechner ist es genauso, am Kabel liegt es also nicht.",
    "Könnten Sie mich um zehn anrufen? Das geht vielleicht schneller.",
    "Jetzt steht dort E-{number}, gleich nach dem Speichern.",
    "Bis Freitag kommen wir zurecht, länger nicht."
};
constexpr std::array<Words, 6> asides = {
    "Ich bin bis 17 Uhr am Platz.",
    "Unser Zeichen ist {number}.",
    "Sonst wurde nichts geändert.",
    "Ein Bild kann ich gern schicken.",
    "Im März hatten wir das schon einmal.",
    "Meine Durchwahl ist {number}."
};
constexpr std::array<Words, 2> returns = {
    "Leider ist es wieder da: {thing} verhält sich wie zuvor.",
    "Eine Weile war Ruhe, seit gestern geht es mit {thing} wieder los, {few}-mal bisher."
};
constexpr std::array<Words, 8> answers = {
    "Danke, das hilft. Ich teste eine Lösung und melde mich vor 16 Uhr.",
    "Die Änderung ist aktiv. Bitte versuchen Sie es noch einmal.",
    "Ich habe das Netzwerkteam dazugeholt und bleibe Ihr Ansprechpartner.",
    "Ehrlich gesagt dauert es bis morgen Mittag.",
    "Im Protokoll sehe ich {few} Fehlversuche in einer Minute; das spricht für das Zertifikat.",
    "Könnten Sie mir ein Bild der Meldung schicken?",
    "Seit zwei Stunden ist es nicht mehr aufgetreten.",
    "Der Lieferant hat geantwortet: Ein Ersatzteil ist unterwegs, Nummer {number}."
};
constexpr std::array<Words, 5> steps = {
    "Sollte es wieder auftreten, notieren Sie bitte die Uhrzeit.",
    "Auf Ihrer Seite ist nichts zu tun.",
    "Ich habe es auch für die Kollegen festgehalten.",
    "Bis dahin gilt noch die alte Adresse.",
    "Ich sehe morgen früh noch einmal nach."
};
constexpr std::array<Words, 3> thanks = {
    "Vielen Dank!", "Danke, alles wieder gut.", "Super, danke!"
};

} // namespace

const Phrasebook& german_phrases() {
    static constexpr Phrasebook book{
        .matters = matters,
        .things = things,
        .greetings = greetings,
        .details = details,
        .wishes = wishes,
        .partings = partings,
        .questions = questions,
        .asides = asides,
        .returns = returns,
        .answers = answers,
        .steps = steps,
        .thanks = thanks,
        .hello = "Guten Tag",
        .regards = "Viele Grüße",
        .wrote = "Am {date} schrieb {who}:",
    };
    return book;
}

} // namespace heed::app
