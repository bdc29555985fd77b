// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/demo_words.hpp"

#include "app/demo_phrases.hpp"
#include "kernel/check.hpp"

#include <array>
#include <cmath>
#include <numbers>

namespace heed::app {

namespace {

using Words = std::string_view;

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
constexpr std::array<Words, 16> given_de = {
    "Anna",
    "Lukas",
    "Katrin",
    "Jürgen",
    "Sabine",
    "Felix",
    "Heike",
    "Matthias",
    "Lena",
    "Stefan",
    "Ayşe",
    "Markus",
    "Birgit",
    "Tobias",
    "Ute",
    "Emil"
};
constexpr std::array<Words, 16> family_de = {
    "Schneider",
    "Wagner",
    "Becker",
    "Hoffmann",
    "Krüger",
    "Braun",
    "Zimmermann",
    "Hartmann",
    "Lange",
    "Vogel",
    "Yıldız",
    "Brandt",
    "Köhler",
    "Sommer",
    "Nowak",
    "Winkler"
};
constexpr std::array<Words, 12> given_fr = {
    "Camille",
    "Louis",
    "Chloé",
    "Antoine",
    "Inès",
    "Julien",
    "Manon",
    "Karim",
    "Élodie",
    "Théo",
    "Nadia",
    "Pascal"
};
constexpr std::array<Words, 12> family_fr = {
    "Laurent",
    "Girard",
    "Lefèvre",
    "Fontaine",
    "Benali",
    "Roussel",
    "Mercier",
    "Diallo",
    "Chevalier",
    "Perrin",
    "Gauthier",
    "Renaud"
};
constexpr std::array<Words, 12> given_es = {
    "Lucía",
    "Javier",
    "Carmen",
    "Diego",
    "Inés",
    "Álvaro",
    "Pilar",
    "Sergio",
    "Nuria",
    "Pablo",
    "Teresa",
    "Iker"
};
constexpr std::array<Words, 12> family_es = {
    "Romero",
    "Navarro",
    "Ibáñez",
    "Molina",
    "Serrano",
    "Castro",
    "Ortega",
    "Núñez",
    "Vidal",
    "Cruz",
    "Reyes",
    "Campos"
};

// NOLINTBEGIN(modernize-use-designated-initializers): a table, read in its order
constexpr auto en = Tongue::english;
constexpr auto de = Tongue::german;
constexpr auto fr = Tongue::french;
constexpr auto es = Tongue::spanish;
constexpr std::array companies = {
    DemoCompany{"Acme", "en-GB", "Europe/London", en},
    DemoCompany{"Globex", "en-US", "America/New_York", en},
    DemoCompany{"Initech", "en-US", "America/Chicago", en},
    DemoCompany{"Umbra Optics", "en-GB", "Europe/London", en},
    DemoCompany{"Bergmann Optik", "de", "Europe/Berlin", de},
    DemoCompany{"Northwind Tea", "en-IE", "Europe/Dublin", en},
    DemoCompany{"Harbour Freight Lines", "en-AU", "Australia/Sydney", en},
    DemoCompany{"Atelier Garonne", "fr", "Europe/Paris", fr},
    DemoCompany{"Blue Finch", "en-GB", "Europe/London", en},
    DemoCompany{"Kestrel Aviation", "en-CA", "America/Toronto", en},
    DemoCompany{"Lumen Dental", "en-US", "America/Los_Angeles", en},
    DemoCompany{"Talleres Duero", "es", "Europe/Madrid", es},
    DemoCompany{"Orchard Books", "en-GB", "Europe/London", en},
    DemoCompany{"Elbe Logistik", "de", "Europe/Berlin", de},
    DemoCompany{"Pine Valley School", "en-US", "America/Denver", en},
    DemoCompany{"Quarry Stone", "en-GB", "Europe/London", en},
    DemoCompany{"Alpen Milch", "de-AT", "Europe/Vienna", de},
    DemoCompany{"Riverbank", "en-IN", "Asia/Kolkata", en},
    DemoCompany{"Sable Interiors", "en-ZA", "Africa/Johannesburg", en},
    DemoCompany{"Tern Travel", "en-NZ", "Pacific/Auckland", en},
    DemoCompany{"Maison Lavande", "fr-CH", "Europe/Zurich", fr},
    DemoCompany{"Upland Farms", "en-GB", "Europe/London", en},
    DemoCompany{"Vesper Music", "en-US", "America/New_York", en},
    DemoCompany{"Willow Clinic", "en-GB", "Europe/London", en},
    DemoCompany{"Kaiser Druck", "de", "Europe/Berlin", de},
    DemoCompany{"Yarrow Foods", "en-NG", "Africa/Lagos", en},
    DemoCompany{"Zephyr Bikes", "nl", "Europe/Amsterdam", en},
    DemoCompany{"Bodegas Ribera", "es", "Europe/Madrid", es},
    DemoCompany{"Amber Labs", "pt-BR", "America/Sao_Paulo", en},
    DemoCompany{"Birch Legal", "en-GB", "Europe/London", en},
    DemoCompany{"Cobalt Print", "en-US", "America/Chicago", en},
    DemoCompany{"Nordlicht Reisen", "de-CH", "Europe/Zurich", de},
    DemoCompany{"Delta Seeds", "en-KE", "Africa/Nairobi", en},
    DemoCompany{"Fjord Fish", "nb", "Europe/Oslo", en},
    DemoCompany{"Granite Gym", "en-US", "America/Los_Angeles", en},
    DemoCompany{"Iris Care", "ja", "Asia/Tokyo", en},
    DemoCompany{"Juniper Hotels", "en-SG", "Asia/Singapore", en},
    DemoCompany{"Lark Software", "pl", "Europe/Warsaw", en},
    DemoCompany{"Otter Toys", "sv", "Europe/Stockholm", en},
    DemoCompany{"Tidal Power", "en-GB", "Europe/London", en}
};
// The limbs come before their branches.
constexpr std::array categories = {
    DemoCategory{"Connections", ""},
    DemoCategory{"Network", "Connections"},
    DemoCategory{"Phones", "Connections"},
    DemoCategory{"Accounts", ""},
    DemoCategory{"Sign-in", "Accounts"},
    DemoCategory{"Access rights", "Accounts"},
    DemoCategory{"Applications", ""},
    DemoCategory{"Slowness", "Applications"},
    DemoCategory{"Exports", "Applications"},
    DemoCategory{"How to", "Applications"},
    DemoCategory{"Maintenance", "Applications"},
    DemoCategory{"Money", ""},
    DemoCategory{"Invoices", "Money"},
    DemoCategory{"Goods", ""},
    DemoCategory{"Delivery", "Goods"},
    DemoCategory{"New equipment", "Goods"},
    DemoCategory{"Praise", ""}
};
// NOLINTEND(modernize-use-designated-initializers)

constexpr std::array<Words, 10> notes = {
    "Same as last month at Globex; see the runbook, page {few}.",
    "Customer was upset on the phone, please be quick with this one.",
    "Waiting for the supplier's answer, reference 88-{number}.",
    "Looks like the old certificate chain again.",
    "Offered a call at ten.",
    "Reproduced on the test system, build {number}.",
    "Spoke with the warehouse: they have {few} in stock.",
    "Please do not close before the manager has agreed.",
    "The log shows {few} timeouts since midnight, all from one address.",
    "Lin knows this one; ask her before you change anything."
};
constexpr std::array<Words, 6> calls = {
    "Called about it: the customer tries the new setting this afternoon and calls back.",
    "The customer rang: {few} machines have it now. Told them what we do next.",
    "Talked it through step by step; it works as long as the cable stays in.",
    "Left a message on the answering machine, extension {number}.",
    "Agreed on a visit on Thursday morning.",
    "The customer asked how long it takes; promised an answer by noon."
};
constexpr std::array<Words, 8> tags = {
    "vip", "on-site", "supplier", "callback", "new-hire", "contract", "second-line", "remote"
};
constexpr std::array<Words, 5> junk_subjects = {
    "You were chosen: prize {number}",
    "Cheap toner, {few} % off today only",
    "Your parcel {number} could not be delivered",
    "Grow your business with us",
    "Final notice about your domain"
};
constexpr std::array<Words, 4> junk = {
    "Dear winner,\n\nyour address was drawn as number {number}. Answer within 24 hours to claim "
    "what "
    "is yours.",
    "We are the cheapest source of office supplies. Order today and save {few} %.",
    "Your parcel waits at our depot. Pay a small fee of {number} to have it sent again.",
    "Our experts bring {number} new visitors to your site every day. Interested?"
};
constexpr std::array<Words, 5> priority_reasons = {
    "The managing director presents with it at noon.",
    "A workaround is in place, so it can wait.",
    "The contract names one hour for this site.",
    "It stops the whole warehouse, not one desk.",
    "Agreed with the customer on the phone."
};

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
    const auto radius = std::sqrt(-2 * std::log(1 - share()));
    return radius * std::cos(2 * std::numbers::pi * share());
}

const Phrasebook& phrasebook(Tongue tongue) {
    switch (tongue) {
        case Tongue::english: return english_phrases();
        case Tongue::german: return german_phrases();
        case Tongue::french: return french_phrases();
        case Tongue::spanish: return spanish_phrases();
    }
    return english_phrases();
}

std::span<const DemoCompany> demo_companies() {
    return companies;
}

std::span<const DemoCategory> demo_categories() {
    return categories;
}

Phrases demo_given_names(Tongue tongue) {
    switch (tongue) {
        case Tongue::english: return given;
        case Tongue::german: return given_de;
        case Tongue::french: return given_fr;
        case Tongue::spanish: return given_es;
    }
    return given;
}

Phrases demo_family_names(Tongue tongue) {
    switch (tongue) {
        case Tongue::english: return family;
        case Tongue::german: return family_de;
        case Tongue::french: return family_fr;
        case Tongue::spanish: return family_es;
    }
    return family;
}

Phrases demo_notes() {
    return notes;
}

Phrases demo_calls() {
    return calls;
}

Phrases demo_tags() {
    return tags;
}

Phrases demo_junk_subjects() {
    return junk_subjects;
}

Phrases demo_junk() {
    return junk;
}

Phrases demo_priority_reasons() {
    return priority_reasons;
}

namespace {

void replace(std::string& text, std::string_view mark, std::string_view by) {
    for (auto at = text.find(mark); at != std::string::npos; at = text.find(mark, at + by.size()))
        text.replace(at, mark.size(), by);
}

} // namespace

std::string filled(std::string_view text, const Filling& filling) {
    std::string result(text);
    replace(result, "{thing}", filling.thing);
    replace(result, "{number}", std::to_string(filling.number));
    replace(result, "{few}", std::to_string(filling.few));
    // Only ASCII: every thing begins with one of its letters.
    if (!result.empty() && result.front() >= 'a' && result.front() <= 'z')
        result.front() = static_cast<char>(result.front() - 'a' + 'A');
    return result;
}

} // namespace heed::app
