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
        "{thing} se coupe sans cesse",
        "Depuis mardi, {thing} se coupe toutes les vingt minutes, au bureau comme à la maison. "
        "J'ai déjà tout redémarré.",
        "Merci pour cette description précise. Quelle version voyez-vous dans Paramètres, À propos "
        "? Je regarde les journaux en attendant.",
        "Le certificat de la passerelle avait expiré ; il est renouvelé et surveillé.",
        Kind::incident,
        "network",
        "Network",
        "Fault"
    },
    DemoMatter{
        "Facture pour {thing} : ancienne adresse",
        "La dernière facture pour {thing} porte encore notre ancienne adresse. La comptabilité ne "
        "peut pas la payer ainsi.",
        "Une facture corrigée part aujourd'hui, et l'adresse est changée pour les suivantes.",
        "Facture corrigée, adresse changée.",
        Kind::request,
        "billing",
        "Invoices",
        "Wrong setting"
    },
    DemoMatter{
        "Comment partager {thing} avec une collègue ?",
        "Une collègue doit voir {thing} sans pouvoir le modifier. Je ne trouve que l'accès "
        "complet.",
        "Choisissez Partager, puis Personnes, et mettez Lecture seule à côté du nom. Voulez-vous "
        "que je le fasse cette fois ?",
        "Montré comment partager en lecture seule.",
        Kind::question,
        "howto",
        "How to",
        "How to"
    },
    DemoMatter{
        "{thing} : colis arrivé abîmé",
        "Le colis avec {thing} est arrivé aujourd'hui, un coin est écrasé et rien ne s'allume.",
        "Je suis désolée, cela ne devait pas arriver ainsi. Un remplacement part aujourd'hui ; "
        "gardez l'appareil abîmé pour le coursier.",
        "Remplacement livré, appareil abîmé repris.",
        Kind::complaint,
        "delivery",
        "Delivery",
        "Supplier"
    },
    DemoMatter{
        "Impossible de se connecter : {thing}",
        "Je ne peux plus me connecter : {thing} dit que mon compte est bloqué après deux essais "
        "seulement.",
        "Votre compte avait été bloqué après des essais depuis l'étranger. Il est débloqué ; "
        "choisissez un nouveau mot de passe par le lien que je viens d'envoyer.",
        "Compte débloqué, mot de passe changé.",
        Kind::incident,
        "sign-in",
        "Sign-in",
        "Wrong setting"
    }
};
// NOLINTEND(modernize-use-designated-initializers)

constexpr std::array<Words, 10> things = {
    "le VPN",
    "le calendrier partagé",
    "le serveur d'impression",
    "la boutique en ligne",
    "la feuille de temps",
    "la sauvegarde",
    "le lecteur de badges",
    "le standard",
    "l'archive",
    "l'imprimante à étiquettes"
};
constexpr std::array<Words, 3> greetings = {"Bonjour,", "Bonjour à tous,", "Madame, Monsieur,"};
constexpr std::array<Words, 7> details = {
    "Cela touche {few} personnes, toutes au deuxième étage.",
    "Le message affiche le code E-{number}.",
    "J'ai une réunion à quatorze heures et j'en ai besoin avant.",
    "Tout marchait jusqu'au changement de la semaine dernière.",
    "Notre numéro de contrat est le {number}.",
    "Avec un autre navigateur, c'est pareil.",
    "L'appareil porte le numéro {number}."
};
constexpr std::array<Words, 5> wishes = {
    "Pourriez-vous regarder aujourd'hui ?",
    "Dites-moi ce qu'il vous faut.",
    "Merci de votre aide.",
    "Vous pouvez aussi me rappeler.",
    "Que pouvons-nous faire en attendant ?"
};
constexpr std::array<Words, 3> partings = {"Cordialement", "Bien à vous", "Merci d'avance"};
constexpr std::array<Words, 6> questions = {
    "Avez-vous des nouvelles ? On me le demande toutes les heures.",
    "J'ai essayé : c'est mieux, mais c'est encore arrivé {few} fois ce matin.",
    "La version est la 4.2.{few}.",
    "C'est la même chose sur l'autre poste, ce n'est donc pas le câble.",
    "Pouvez-vous m'appeler à dix heures ?",
    "Maintenant je vois le code E-{number}, juste après l'enregistrement."
};
constexpr std::array<Words, 5> asides = {
    "Je suis joignable jusqu'à dix-sept heures.",
    "Notre référence est {number}.",
    "Rien d'autre n'a changé.",
    "Je peux envoyer une photo.",
    "Mon poste est le {number}."
};
constexpr std::array<Words, 2> returns = {
    "Le problème est revenu : {thing} fait comme avant.",
    "C'était réglé, mais depuis hier cela recommence avec {thing}, {few} fois déjà."
};
constexpr std::array<Words, 6> answers = {
    "Merci, cela m'aide. J'essaie une correction et je vous écris avant seize heures.",
    "La correction est en place. Pouvez-vous réessayer ?",
    "J'ai demandé à l'équipe réseau de regarder avec moi ; je reste votre contact.",
    "Pour être franc, ce sera demain midi.",
    "Je vois {few} essais refusés en une minute : c'est sans doute le certificat.",
    "Le fournisseur a répondu, la pièce {number} est en route."
};
constexpr std::array<Words, 4> steps = {
    "Si cela se reproduit, notez l'heure s'il vous plaît.",
    "Vous n'avez rien à faire de votre côté.",
    "L'ancienne adresse marche encore d'ici là.",
    "Je regarde de nouveau demain matin."
};
constexpr std::array<Words, 3> thanks = {"Merci beaucoup !", "Parfait, merci.", "Merci !"};

} // namespace

const Phrasebook& french_phrases() {
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
        .hello = "Bonjour",
        .regards = "Cordialement",
        .wrote = "Le {date}, {who} a écrit :",
    };
    return book;
}

} // namespace heed::app
