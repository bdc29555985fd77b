// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "features/portal/words.hpp"

namespace heed::portal {

inline constexpr Words german = {
    .language = "de",

    .help_desk = "Kundendienst",
    .skip = "Zum Inhalt springen",
    .ask = "Um Hilfe bitten",
    .my_requests = "Meine Anfragen",
    .sign_in = "Anmelden",
    .sign_out = "Abmelden",
    .signed_in_as = "Angemeldet als {name}",
    .pages = "Seiten",
    .optional = "(freiwillig)",
    .error_mark = "Fehler:",
    .today = "heute {time}",
    .yesterday = "gestern {time}",
    .decimal_mark = ",",
    .byte = "Byte",
    .bytes = "Byte",

    .ask_lead =
        "Erzählen Sie uns, was passiert ist. Sie bekommen eine Antwort per E-Mail und können"
        " hier verfolgen, was daraus wird.",
    .subject = "In wenigen Worten",
    .subject_hint = "Zum Beispiel: „Der Drucker im zweiten Stock druckt nichts“",
    .what_happened = "Was ist passiert?",
    .what_happened_hint = "Was haben Sie getan, was haben Sie erwartet, und was kam stattdessen?",
    .kind = "Worum geht es?",
    .kind_none = "Ich bin nicht sicher",
    .kind_question = "Ich habe eine Frage",
    .kind_incident = "Etwas funktioniert nicht",
    .kind_request = "Ich brauche etwas",
    .kind_complaint = "Ich möchte mich beschweren",
    .kind_compliment = "Ich möchte mich bedanken",
    .files = "Dateien",
    .files_hint = "Bilder oder Dokumente, die uns helfen zu verstehen; bis zu 10 Dateien, zusammen"
                  " 25 MB.",
    .your_name = "Ihr Name",
    .email = "Ihre E-Mail-Adresse",
    .email_hint = "Dorthin antworten wir.",
    .leave_empty = "Dieses Feld leer lassen",
    .answer_to = "Wir antworten an {address}.",
    .send_request = "Anfrage senden",
    .have_account =
        "Sie haben schon einmal gefragt? Melden Sie sich an, um Ihre Anfragen zu sehen.",

    .wrong_one = "Eine Angabe fehlt noch oder stimmt nicht",
    .wrong_many = "{count} Angaben fehlen noch oder stimmen nicht",
    .need_subject = "Sagen Sie in wenigen Worten, worum es geht.",
    .long_subject = "Bitte kürzer: höchstens 300 Zeichen. Der Rest passt in das Feld darunter.",
    .need_text = "Schreiben Sie, was wir wissen sollten.",
    .long_text = "Das ist zu lang: höchstens 100.000 Zeichen. Bitte hängen Sie es als Datei an.",
    .need_name = "Nennen Sie uns Ihren Namen.",
    .long_name = "Ein Name hat höchstens 200 Zeichen.",
    .bad_email = "Das ist keine E-Mail-Adresse. Sie sieht aus wie name@example.org.",
    .own_email =
        "Das ist unsere eigene Adresse. Geben Sie Ihre an, damit die Antwort Sie erreicht.",
    .not_empty = "Dieses Feld ist eine Falle für Automaten. Bitte leeren Sie es und senden Sie noch"
                 " einmal.",
    .many_files = "In eine Nachricht passen höchstens 10 Dateien.",
    .big_files = "Diese Dateien sind zu groß: zusammen höchstens 25 MB.",
    .choose_again = "Bitte wählen Sie Ihre Dateien noch einmal aus: ein Browser behält sie nicht.",
    .stale_form = "Diese Seite war zu lange offen, oder Ihr Browser behält keine Cookies. Was Sie"
                  " geschrieben haben, steht noch da: bitte senden Sie es noch einmal.",
    .too_often =
        "Von Ihnen oder aus Ihrem Netz kamen innerhalb einer Stunde viele Anfragen. Was Sie"
        " geschrieben haben, steht noch da: bitte senden Sie es in {minutes} Minuten noch"
        " einmal.",

    .sent_title = "Wir haben Ihre Anfrage",
    .sent_number = "Ihre Nummer ist {number}.",
    .sent_letter =
        "Wir senden eine E-Mail an {address}, mit einem Link zu Ihrer Anfrage. Das dauert"
        " ein bis zwei Minuten; bitte sehen Sie auch im Ordner für unerwünschte Post"
        " nach.",
    .sent_next =
        "So geht es weiter: Ein Mensch liest sie und antwortet Ihnen. Sie müssen nicht hier"
        " warten.",
    .sent_no_letter = "Sie können jederzeit auf diese E-Mail antworten, auch um etwas zu ergänzen.",
    .ask_another = "Um etwas anderes bitten",
    .said_asked = "Wir haben Ihre Anfrage. Ein Mensch liest sie und antwortet Ihnen.",
    .said_reply = "Ihre Nachricht wurde gesendet.",
    .said_solved = "Danke! Die Anfrage ist als gelöst vermerkt.",

    .open_requests = "Offen",
    .past_requests = "Abgeschlossen",
    .none_title = "Sie haben noch um nichts gebeten",
    .none_text = "Wenn Sie es tun, sehen Sie hier, was daraus geworden ist.",
    .none_open = "Nichts ist offen. Alle Ihre Anfragen sind beantwortet.",
    .find = "Suchen",
    .find_label = "Anfragen durchsuchen",
    .found_title = "Gefunden zu „{words}“",
    .found_none = "Keine Anfrage enthält diese Wörter. Versuchen Sie es mit weniger oder anderen "
                  "Wörtern.",
    .found_more = "Es gibt noch mehr. Ein weiteres Wort grenzt die Suche ein.",
    .found_incomplete = "Die Suche wird noch vorbereitet: Es können Anfragen fehlen.",
    .found_all = "Zurück zu allen Anfragen",
    .older = "Ältere Anfragen",
    .more_open = "Weitere offene Anfragen",
    .newest = "Zurück zu den neuesten",
    .only_mine = "Nur meine",
    .all_of = "Alle von {organisation}",
    .row_number = "Anfrage {number}",
    .row_changed = "zuletzt geändert {moment}",
    .row_by = "gestellt von {name}",

    .state_received = "Eingegangen",
    .state_working = "In Arbeit",
    .state_waiting_you = "Wartet auf Sie",
    .state_waiting = "Ruht",
    .state_solved = "Gelöst",
    .state_closed = "Geschlossen",
    .state_ended = "Beendet",
    .head_received = "Wir haben Ihre Anfrage erhalten",
    .head_working = "Wir arbeiten daran",
    .head_answered = "Wir haben Ihnen geantwortet",
    .head_waiting_you = "Wir warten auf Ihre Antwort",
    .head_waiting_supplier = "Wir warten auf einen Lieferanten",
    .head_waiting_change = "Wir warten auf eine geplante Änderung",
    .head_waiting_until = "Dies ruht bis zu einem vereinbarten Zeitpunkt",
    .head_solved = "Dies ist gelöst",
    .head_closed = "Dies ist geschlossen",
    .head_duplicate = "Darum kümmern wir uns in einer anderen Anfrage von Ihnen",
    .head_withdrawn = "Dies wurde zurückgezogen",
    .head_ended = "Dies wurde beendet",
    .next_received = "Als Nächstes sieht es sich jemand aus unserem Team an.",
    .next_working = "Sie hören von uns per E-Mail und hier.",
    .next_answered = "Lesen Sie unten unsere Antwort. Ist noch etwas offen, schreiben Sie uns.",
    .next_waiting_you =
        "Bitte lesen Sie unten unsere Frage und beantworten Sie sie: dann machen wir"
        " weiter.",
    .next_waiting = "Wir machen weiter, sobald es geht. Sie müssen nichts tun.",
    .next_waiting_until = "Wir machen {moment} weiter. Sie müssen nichts tun.",
    .next_solved = "Doch nicht? Schreiben Sie unten, und wir machen sofort weiter.",
    .next_closed =
        "Sie können unten schreiben: daraus wird eine neue Anfrage, die von dieser weiß.",
    .next_ended = "Wenn das nicht stimmt, schreiben Sie unten.",
    .step_received = "Eingegangen",
    .step_looked_at = "Angesehen",
    .step_working = "In Arbeit",
    .step_solved = "Gelöst",
    .step_done = "erledigt",
    .step_now = "jetzt",
    .step_ahead = "kommt noch",

    .request_number = "Anfrage {number}",
    .asked_at = "gestellt {moment}",
    .where_stands = "So steht es",
    .handled_by = "{name} kümmert sich darum.",
    .conversation = "Verlauf",
    .no_entries = "Es gibt noch keine Nachrichten.",
    .earlier = "Frühere Nachrichten",
    .latest = "Neueste Nachrichten",
    .you = "Sie",
    .our_team = "unser Team",
    .whole_letter = "Die ganze E-Mail zeigen",
    .as_sent = "So zeigen, wie sie gesendet wurde",
    .attached = "Angehängte Dateien",
    .reply = "Antworten",
    .your_message = "Ihre Nachricht",
    .send_reply = "Antwort senden",
    .reply_solved = "Ist noch etwas offen? Schreiben Sie uns, und die Anfrage ist wieder offen.",
    .reply_closed = "Diese Anfrage ist geschlossen. Was Sie schreiben, wird eine neue Anfrage, die"
                    " von dieser weiß.",
    .send_follow_up = "Als neue Anfrage senden",
    .solved_question = "Funktioniert alles wieder?",
    .solved_now = "Es ist jetzt gelöst",
    .who_sees = "Wer das sehen kann",
    .who_sees_note = "Und die Menschen in unserem Team, die Ihnen helfen.",
    .who_sees_organisation = "Außerdem alle bei {organisation}.",
    .link_note = "Sie sind über einen Link aus einer E-Mail hier: er öffnet diese Anfrage und keine"
                 " andere. Melden Sie sich an, um alle Ihre Anfragen zu sehen.",

    .sign_in_lead =
        "Sie brauchen kein Passwort: wir senden Ihnen eine E-Mail mit einem Link, der Sie"
        " anmeldet.",
    .send_link = "Den Link senden",
    .link_sent_title = "Sehen Sie in Ihr Postfach",
    .link_sent =
        "Wenn Sie uns je von {address} aus um Hilfe gebeten haben, ist eine E-Mail mit einem"
        " Link unterwegs. Er gilt einmal, 15 Minuten lang.",
    .link_sent_hint =
        "Nach einigen Minuten noch nichts da? Sehen Sie im Ordner für unerwünschte Post"
        " nach, oder prüfen Sie die Adresse.",
    .enter_title = "Anmelden",
    .enter_text = "Drücken Sie auf den Knopf, um Ihre Anfragen auf diesem Gerät zu sehen.",
    .enter = "Mich anmelden",
    .ask_new_link = "Um einen neuen Link bitten",

    .missing_title = "Hier ist nichts",
    .missing_text =
        "Diese Seite gibt es nicht, oder sie ist nicht für Sie bestimmt. Wenn Sie einem"
        " Link zu einer Anfrage gefolgt sind, melden Sie sich mit der Adresse an, von der"
        " Sie uns geschrieben haben.",
    .old_link_title = "Dieser Link gilt nicht mehr",
    .old_link_text =
        "Ein Link zum Anmelden gilt einmal, 15 Minuten lang. Bitten Sie um einen neuen;"
        " das dauert eine Minute.",
    .old_request_link_text =
        "Ein Link zu einer Anfrage gilt 30 Tage und kann früher beendet werden."
        " Melden Sie sich mit Ihrer E-Mail-Adresse an, um alle Ihre Anfragen zu"
        " sehen.",
    .stale_title = "Bitte senden Sie das noch einmal",
    .stale_text = "Die Seite war zu lange offen, so dass wir nicht sicher sein konnten, dass Sie es"
                  " waren. Nichts wurde geändert. Gehen Sie zurück, laden Sie die Seite neu und"
                  " senden Sie noch einmal.",
    .sign_in_title = "Bitte melden Sie sich an",
    .sign_in_text = "Sie wurden abgemeldet oder waren nie angemeldet. Nichts wurde geändert.",
    .forbidden_title = "Das dürfen Sie hier nicht",
    .large_title = "Das war zu viel auf einmal",
    .large_text = "Ein Text darf 100.000 Zeichen haben, Dateien zusammen 25 MB. Gehen Sie zurück,"
                  " senden Sie weniger oder hängen Sie einen langen Text als Datei an.",
    .often_title = "Bitte warten Sie ein wenig",
    .often_text = "Von Ihnen oder aus Ihrem Netz kamen zu viele Anfragen. Versuchen Sie es in"
                  " {minutes} Minuten noch einmal; nichts ist verloren.",
    .busy_title = "Wir sind gerade sehr beschäftigt",
    .busy_text =
        "Ihre Anfrage konnte nicht angenommen werden. Nichts wurde geändert. Bitte laden Sie"
        " die Seite gleich noch einmal.",
    .unclear_title = "Das konnten wir nicht lesen",
    .unclear_text = "Ihr Browser hat etwas gesendet, das wir nicht verstehen. Gehen Sie zurück und"
                    " versuchen Sie es noch einmal.",
    .still_title = "Wir sind noch dabei",
    .still_text =
        "Sie haben das zweimal gesendet; einmal genügt. Was Sie geschrieben haben, ist bei"
        " uns und wird gerade abgelegt. Sehen Sie gleich bei Ihren Anfragen nach.",
    .unsure_title = "Bei uns ist etwas schiefgegangen",
    .unsure_text =
        "Was Sie geschickt haben, ist wahrscheinlich trotzdem angekommen. Bitte sehen Sie bei Ihren"
        " Anfragen nach, bevor Sie es noch einmal senden.",
    .conflict_title = "Das geht nicht mehr",
    .conflict_text = "Die Anfrage hat sich inzwischen geändert. Sehen Sie sie noch einmal an.",
    .to_start = "Um Hilfe bitten",
};

} // namespace heed::portal
