// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/mail/thanks_words.hpp"

#include <algorithm>
#include <string>

namespace heed::mail {

namespace {

// Lists of words between single blanks, with a blank at both ends.

constexpr std::string_view thanks =
    " thanks thank thankyou thx thnx tnx ty tysm cheers appreciated appreciate grateful kudos"
    " danke dankeschon dank bedanke bedanken dankbar merci remercie remercions"
    " gracias agradezco agradecido agradecida agradecemos"
    " obrigado obrigada obrigados agradeco"
    " grazie ringrazio ringraziamo"
    " bedankt dankjewel dankuwel dankje"
    " tack takk tak kiitos dziekuje dzieki dekuji diky koszonom спасибо дякую благодаря tesekkurler"
    " tesekkur multumesc ευχαριστω ";

constexpr std::string_view closing = " regards rgds wishes sincerely yours best kr br"
                                     " gruss grusse grussen mfg lg vg hochachtungsvoll"
                                     " cordialement salutations amicalement cdlt bien"
                                     " saludos saludo atentamente cordialmente"
                                     " cumprimentos abraco abracos atenciosamente att abs"
                                     " saluti distinti"
                                     " groet groeten groetjes mvg vriendelijke"
                                     " halsningar hilsen ";

constexpr std::string_view addressing =
    " hi hello hey dear mr mrs ms miss dr all team everyone everybody folks guys again you both"
    " hallo moin servus liebe lieber liebes herr frau sehr geehrte geehrter guten ihnen dir euch"
    " bonjour bonsoir salut cher chere madame monsieur vous"
    " hola estimado estimada senor senora querido querida"
    " ola caro cara prezado prezada senhor senhora"
    " ciao buongiorno buonasera gentile salve signor signora"
    " beste geachte heer mevrouw dag hoi ";

constexpr std::string_view english =
    " a lot so much very many million ton tons bunch for your the this that it its it's is are "
    "all"
    " i m we re you ve s to of and in with my our me us again really truly quick fast prompt speedy"
    " swift great good excellent perfect perfectly brilliant awesome amazing wonderful fantastic"
    " lovely super nice kind kindly help helping assistance support service response reply answer"
    " effort efforts work works working worked fix fixed fixing solved solves resolved sorted done"
    " fine ok okay now got received understood noted yes yep yeah everything time patience "
    "attention"
    " have had nice day weekend evening week cool wow just wanted say saying indeed be can "
    "will"
    " happy glad stay well take care did trick solution information info update issue"
    " up running greatly highly too quickly as always usual job morning"
    " afternoon close closed ";

constexpr std::string_view german =
    " schon einen eine vielen lieben herzlichen besten schonen recht tausend fur die der das den "
    "dem ihre ihren ihr"
    " eure euer deine dein ist es sie ich wir hat haben habe hab nun jetzt alles alle wieder "
    "schnelle"
    " schnell schneller rasche prompte hilfe unterstutzung antwort ruckmeldung bearbeitung losung"
    " hilfreiche info information muhe geduld einsatz service super toll prima klasse perfekt"
    " wunderbar spitze top gut bestens ok okay passt klappt geklappt funktioniert geht lauft gelost"
    " behoben erledigt und zu mit freundlichen freundliche viele grusse gruss liebe tag abend "
    "morgen"
    " woche wochenende schones schonen nochmals nochmal nochmalig sehr ganz so ja genau"
    " hilfsbereitschaft freundlichkeit arbeit gemacht gemeldet mir uns bei fur's furs"
    " sofort einwandfrei grossartig hervorragend ";

constexpr std::string_view french =
    " beaucoup mille pour votre vos ton ta tes l la le les de du d des c est a ca cela je tu nous "
    "j et"
    " en tres bien bonne bon parfait super genial excellent excellente nickel top rapide rapidite"
    " reponse aide retour reactivite intervention assistance travail soutien efficacite efficace "
    "tout"
    " toute fonctionne marche maintenant regle resolu resolue journee soiree semaine"
    " week end weekend ok d'accord accord recu note encore oui avez vous soit infiniment vivement"
    " chaleureusement sincerement avec mes nos meilleures cordiales sincere grand continuez ";

constexpr std::string_view spanish =
    " muchas muchisimas mil por su sus tu tus la el los las lo de del con y a ya es esta todo toda"
    " muy bien bueno buena buen perfecto perfecta excelente genial estupendo rapido rapida rapidez"
    " respuesta ayuda apoyo atencion soporte servicio trabajo solucion gestion funciona funcionando"
    " ahora solucionado solucionada resuelto resuelta arreglado dia dias tarde"
    " tardes noche semana ok vale recibido entendido si un una cordial cordiales que tenga tengas"
    " buenos buenas quedo ha sido mucho les le te os ";

constexpr std::string_view portuguese =
    " muito muitissimo mil pela pelo pelas por sua suas seu seus ajuda apoio atencao suporte "
    "resposta"
    " rapida rapido rapidez servico trabalho a o as os e da do de ja esta tudo bem otimo otima"
    " perfeito excelente maravilha funciona funcionando funcionou agora resolvido resolvida"
    " solucionado dia tarde noite semana bom boa ok certo recebido entendido sim um uma "
    "com"
    " foi pronta eficiente melhores desde ate tenha ";

constexpr std::string_view italian =
    " mille molte tante tanto infinite per il la lo le i gli l dell della del di e a vostra vostro"
    " vostri tua tuo sua suo aiuto supporto assistenza risposta rapida rapido rapidita veloce "
    "celere"
    " disponibilita tempestiva tempestivita lavoro servizio ora adesso funziona funzionante tutto"
    " bene ottimo ottima perfetto perfetta fantastico risolto risolta giornata serata"
    " buona buon lavoro ok va ricevuto capito si ancora cordiali cordialmente vi ti la un una molto"
    " gentilissimi gentilissimo gentilissima ";

constexpr std::string_view dutch =
    " dank je wel veel heel hartelijk hartelijke harte van voor je jullie uw u de het een snelle "
    "snel "
    "hulp"
    " antwoord reactie ondersteuning service oplossing moeite werk werkt nu weer alles goed prima"
    " perfect top super fijn fijne geweldig uitstekend opgelost gelukt gefixt in orde is"
    " dag avond weekend week ok oke ja met vriendelijke groet groeten en ik wij we zeer erg bij"
    " dankzij nogmaals jouw ontvangen duidelijk ";

// May be named only when the letter also says that it is over.
constexpr std::string_view troubles =
    " problem problems issue issues thema probleme souci problema problemas incidencia probleem"
    " ticket case request anfrage demande solicitud chamado richiesta ";

constexpr std::string_view solutions =
    " fixed solved resolved sorted close closed gelost behoben erledigt geschlossen regle resolu"
    " resolue solucionado solucionada resuelto resuelta arreglado resolvido resolvida risolto "
    "risolta"
    " opgelost gelukt gefixt gesloten cerrar fermer chiudere ";

constexpr std::string_view objections =
    " but however although still not never no isn't don doesn didn won can't cannot couldn nothing"
    " broken breaks fail fails failed failing error errors crash crashes wrong missing"
    " bug urgent please need needs another question except unfortunately "
    " reopen worse different wait waiting when why how what where who advance ps also after before"
    " until since yet only without instead should could would"
    " aber leider nicht kein keine keinen noch immer fehler fehlt fehlermeldung bitte warum wann "
    "wie"
    " weshalb wo was dringend trotzdem jedoch allerdings ausser frage brauche brauchen kaputt "
    "defekt"
    " storung wurde konnte mussen nachtrag voraus"
    " mais cependant malheureusement pas ne plus toujours erreur bug panne pourquoi quand comment "
    "ou"
    " besoin urgent toutefois pourtant avance svp"
    " pero sin embargo no aun todavia error fallo falla falta porque cuando como donde necesito"
    " urgente aunque sigue anticipo anticipadas adelantado"
    " mas porem nao ainda erro falha falta porque quando onde preciso urgente embora continua"
    " antecipado antecipadamente"
    " ma pero non errore guasto manca perche quando dove bisogno urgente tuttavia "
    "purtroppo"
    " anticipo anticipatamente"
    " maar echter niet geen nog steeds fout foutmelding waarom wanneer hoe waar nodig dringend "
    "helaas"
    " toch alvast ";

constexpr std::string_view particles =
    " von van der den de del della di da dos das la le el y e und and et of for the gmbh mbh co kg "
    "ag"
    " ltd llc inc sa srl bv nv it hr tel phone mobile mobil fax fon ";

bool is_in(std::string_view list, std::string_view word) {
    const auto padded = " " + std::string(word) + " ";
    return list.contains(padded);
}

} // namespace

bool is_thanks_word(std::string_view word) {
    return is_in(thanks, word);
}

bool is_closing_word(std::string_view word) {
    return is_in(closing, word);
}

bool is_addressing_word(std::string_view word) {
    return is_in(addressing, word);
}

bool is_polite_word(std::string_view word) {
    for (const auto list :
         {thanks,
          closing,
          addressing,
          english,
          german,
          french,
          spanish,
          portuguese,
          italian,
          dutch,
          troubles,
          solutions})
        if (is_in(list, word)) return true;
    return false;
}

bool is_objection(std::string_view word) {
    return is_in(objections, word);
}

bool is_trouble_word(std::string_view word) {
    return is_in(troubles, word);
}

bool is_solution_word(std::string_view word) {
    return is_in(solutions, word);
}

bool is_name_particle(std::string_view word) {
    return is_in(particles, word);
}

} // namespace heed::mail
