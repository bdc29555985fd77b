// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/mail/phrases.hpp"

#include "kernel/text.hpp"
#include "platform/mail/letter_case.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

namespace heed::mail {

namespace {

// All phrases are compared by `bare_letters`: lower case, without accents.

// How the line begins, and how it ends before the colon.
using Attribution = std::pair<std::string_view, std::string_view>;

constexpr auto attributions = std::to_array<Attribution>({
    {"on ", "wrote"},          {"on ", "writes"},        {"am ", "schrieb"},
    {"le ", "a ecrit"},        {"el ", "escribio"},      {"em ", "escreveu"},
    {"a ", "escreveu"},        {"il ", "ha scritto"},    {"op ", "schreef"},
    {"w dniu ", "napisal(a)"}, {"dnia ", "napisal(a)"},  {"pt., ", "napisal(a)"},
    {"den ", "skrev"},         {"pa ", "skrev"},         {"ma ", "kirjoitti"},
    {"dne ", "napsal(a)"},     {"dne ", "napsal"},       {"az ", "irta"},
    {"在 ", "写道"},           {"於 ", "寫道"},          {"в ", "писал"},
    {"pe ", "a scris"},        {"la ", "a scris"},       {"in ", "a scris"},
    {"στις ", "εγραψε"},       {"на ", "написа"},        {"dana ", "napisao/la"},
    {"dana ", "napisao je"},   {"dana ", "napisala je"}, {"dna ", "napisal(a)"},
    {"vao ", "da viet"},       {"pada ", "menulis"},     {"เมื่อ ", "เขียนว่า"},
    {"ในวันที่ ", "เขียนว่า"},      {"el ", "va escriure"},
});

// Ends that say enough whatever stands before (a name and a date).
constexpr auto attribution_ends = std::to_array<std::string_view>({
    "wrote",       "schrieb",    "a ecrit",    "escribio",    "escreveu",   "ha scritto",
    "schreef",     "napisal(a)", "napisal",    "napisala",    "skrev",      "kirjoitti",
    "napsal(a)",   "napsal",     "napsala",    "irta",        "写道",       "寫道",
    "писал",       "пишет",      "написал",    "написал(а)",  "a scris",    "εγραψε",
    "sunu yazdi",  "yazdi",      "のメール",   "書きました",  "님이 작성",  "작성",
    "написала",    "писал(а)",   "пише",       "כתב",         "كتب",        "написав",
    "написав(ла)", "написа",     "napisao je", "napisala je", "napisao/la", "написао/ла",
    "rase",        "rakstija",   "kirjutas",   "da viet",     "เขียนว่า",     "menulis",
    "va escriure", "כתבה",       "نوشت",       "ने लिखा",      "skrifaði",
});

constexpr auto original_marks = std::to_array<std::string_view>({
    "original message",
    "original appointment",
    "ursprungliche nachricht",
    "originalnachricht",
    "message d'origine",
    "message original",
    "mensaje original",
    "mensagem original",
    "messaggio originale",
    "oorspronkelijk bericht",
    "originele bericht",
    "wiadomosc oryginalna",
    "oryginalna wiadomosc",
    "ursprungligt meddelande",
    "originalmeddelande",
    "oprindelig meddelelse",
    "opprinnelig melding",
    "alkuperainen viesti",
    "puvodni zprava",
    "eredeti uzenet",
    "исходное сообщение",
    "оригинальное сообщение",
    "mesaj original",
    "orijinal mesaj",
    "原始邮件",
    "原始郵件",
    "元のメッセージ",
    "original-nachricht",
    "reply message",
    "원본 메시지",
    "оригінальне повідомлення",
    "вихідне повідомлення",
    "оригинално съобщение",
    "оригинално писмо",
    "оригинална порука",
    "izvorna poruka",
    "originalna poruka",
    "izvirno sporocilo",
    "povodna sprava",
    "originalus laiskas",
    "pradinis laiskas",
    "algne kiri",
    "αρχικο μηνυμα",
    "thu goc",
    "pesan asli",
    "missatge original",
    "ข้อความต้นฉบับ",
    "הודעה מקורית",
    "الرسالة الأصلية",
});

constexpr auto forward_marks = std::to_array<std::string_view>({
    "forwarded message",
    "forwarded by",
    "begin forwarded message",
    "weitergeleitete nachricht",
    "anfang der weitergeleiteten",
    "message transfere",
    "message transmis",
    "debut du message reexpedie",
    "mensaje reenviado",
    "inicio del mensaje reenviado",
    "mensagem encaminhada",
    "messaggio inoltrato",
    "inizio messaggio inoltrato",
    "doorgestuurd bericht",
    "begin doorgestuurd bericht",
    "przekazana wiadomosc",
    "wiadomosc przekazana",
    "vidarebefordrat meddelande",
    "videresendt meddelelse",
    "videresendt melding",
    "valitetty viesti",
    "preposlana zprava",
    "tovabbitott uzenet",
    "пересылаемое сообщение",
    "转发的邮件",
    "转发邮件",
    "転送されたメッセージ",
    "mesaj redirectionat",
    "iletilen ileti",
    "переслане повідомлення",
    "пересланное сообщение",
    "препратено съобщение",
    "препратено писмо",
    "proslijedena poruka",
    "prosledena poruka",
    "posredovano sporocilo",
    "preposlana sprava",
    "persiustas laiskas",
    "edastatud kiri",
    "προωθημενο μηνυμα",
    "thu chuyen tiep",
    "pesan terusan",
    "pesan yang diteruskan",
    "missatge reenviat",
    "전달된 메시지",
    "轉寄的郵件",
    "ข้อความที่ส่งต่อ",
    "הודעה שהועברה",
    "رسالة معاد توجيهها",
});

constexpr auto from_words = std::to_array<std::string_view>({
    "from",      "von",    "de",         "da",     "van",         "od",     "fra",    "fran",
    "lahettaja", "felado", "от",         "kimden", "de la",       "发件人", "寄件者", "差出人",
    "보낸 사람", "απο",    "expediteur", "від",    "tu",          "จาก",    "dari",   "daripada",
    "nuo",       "saatja", "מאת",        "من",     "odosielatel",
});

constexpr auto header_words = std::to_array<std::string_view>({
    "sent",        "date",        "to",         "cc",
    "subject",     "reply-to",    "importance", "gesendet",
    "datum",       "an",          "betreff",    "kopie",
    "wichtigkeit", "gesendet am", "envoye",     "envoye le",
    "a",           "objet",       "copie a",    "enviado",
    "enviado el",  "fecha",       "para",       "asunto",
    "enviada em",  "enviado em",  "data",       "assunto",
    "inviato",     "oggetto",     "verzonden",  "aan",
    "onderwerp",   "wyslano",     "do",         "temat",
    "skickat",     "till",        "amne",       "sendt",
    "til",         "emne",        "lahetetty",  "vastaanottaja",
    "aihe",        "odeslano",    "komu",       "predmet",
    "elkuldve",    "cimzett",     "targy",      "отправлено",
    "кому",        "тема",        "дата",       "gonderildi",
    "kime",        "konu",        "trimis",     "catre",
    "subiect",     "发送时间",    "收件人",     "主题",
    "抄送",        "日期",        "寄件日期",   "收件者",
    "主旨",        "送信日時",    "宛先",       "件名",
    "보낸 날짜",   "받는 사람",   "제목",       "kopia",
    "副本",        "надіслано",   "копія",      "изпратено",
    "до",          "относно",     "копие",      "poslano",
    "za",          "prima",       "odoslane",   "zadeva",
    "issiusta",    "kam",         "nosutits",   "saadetud",
    "kellele",     "teema",       "σταλθηκε",   "εσταλη",
    "προς",        "θεμα",        "da gui",     "toi",
    "den",         "chu de",      "ngay",       "ส่ง",
    "ถึง",          "เรื่อง",        "วันที่",        "dikirim",
    "kepada",      "subjek",      "perihal",    "tanggal",
    "dihantar",    "enviat",      "per a",      "assumpte",
    "נשלח",        "אל",          "נושא",       "תאריך",
    "تم الإرسال",  "إلى",         "الموضوع",    "التاريخ",
    "tema",
});

constexpr auto device_begins = std::to_array<std::string_view>({
    "sent from my ",
    "sent from outlook",
    "sent from mail for",
    "sent from yahoo",
    "sent from proton",
    "sent via ",
    "get outlook for",
    "sent with ",
    "von meinem ",
    "gesendet von meinem",
    "gesendet mit ",
    "gesendet von mail",
    "gesendet von outlook",
    "diese nachricht wurde von meinem",
    "envoye de mon ",
    "envoye depuis ",
    "envoye a partir de",
    "enviado desde mi",
    "enviado desde ",
    "enviado do meu",
    "enviado a partir do",
    "inviato da iphone",
    "inviato dal mio",
    "inviato da ",
    "verzonden vanaf mijn",
    "verstuurd vanaf mijn",
    "verzonden met ",
    "wyslane z ",
    "wyslano z ",
    "skickat fran min",
    "skickat fran ",
    "sendt fra min",
    "sendt fra ",
    "lahetetty iphonesta",
    "odeslano z ",
    "отправлено с ",
    "отправлено из ",
    "iphone'umdan gonderildi",
    "iphoneから送信",
    "发自我的",
    "從我的",
    "나의 iphone",
    "trimis de pe",
    "надіслано з ",
    "изпратено от мо",
    "poslano s ",
    "poslano iz ",
    "odoslane z ",
    "issiusta is ",
    "saadetud minu ",
    "gui tu ",
    "dikirim dari ",
    "enviat des de",
    "σταλθηκε απο ",
    "ส่งจาก",
    "נשלח מה",
    "تم الإرسال من ",
    "download outlook",
    "laden sie outlook",
});

bool contains(const auto& list, std::string_view word) {
    return std::ranges::find(list, word) != list.end();
}

/// Lower case without accents, without quote marks and emphasis around, blanks folded.
std::string plain(std::string_view line) {
    auto text = trimmed(line);
    while (text.starts_with('>') || text.starts_with('*') || text.starts_with('|'))
        text = trimmed(text.substr(1));
    std::string out;
    for (const char letter : bare_letters(utf8_prefix(text, 1000))) {
        if (letter == '*') continue;
        const bool blank = letter == ' ' || letter == '\t';
        if (!blank)
            out += letter;
        else if (!out.ends_with(' '))
            out += ' ';
    }
    return out;
}

/// The text before a closing colon (also a full-width one); empty when there is none.
std::string_view before_colon(std::string_view text) {
    text = trimmed(text);
    if (text.ends_with(':')) return trimmed(text.substr(0, text.size() - 1));
    if (text.ends_with("：")) return trimmed(text.substr(0, text.size() - 3));
    return {};
}

bool ends_in_colon(std::string_view line) {
    const auto text = trimmed(line);
    return text.ends_with(':') || text.ends_with("：") || text.ends_with(":*");
}

/// Cheap test before the dear one: a colon not far from the beginning.
bool has_label(std::string_view line) {
    const auto begin = line.substr(0, 60);
    return begin.contains(':') || begin.contains("：");
}

bool has_digit(std::string_view text) {
    return text.find_first_of("0123456789") != std::string_view::npos;
}

bool has_year(std::string_view text) {
    const auto at = text.find("20");
    return at != std::string_view::npos && at + 4 <= text.size() &&
           has_digit(text.substr(at + 2, 1)) && has_digit(text.substr(at + 3, 1));
}

bool names_somebody(std::string_view text) {
    return text.contains('@') || text.contains('<') || text.contains("mailto");
}

/// The word before the first colon: "von" of "Von: Ana".
std::string label_of(const std::string& text) {
    const auto colon = std::min(text.find(':'), text.find("："));
    if (colon == std::string::npos || colon > 40) return {};
    return std::string(trimmed(std::string_view(text).substr(0, colon)));
}

/// The words between runs of dashes, underscores, stars or angle marks.
std::string_view between_rules(std::string_view text) {
    constexpr std::string_view marks = "-_=*<>~ ";
    const auto begin = text.find_first_not_of(marks);
    if (begin == std::string_view::npos) return {};
    return text.substr(begin, text.find_last_not_of(marks) - begin + 1);
}

/// "Am 3. Mai schrieb Ana <ana@example.org>:"
bool has_inner_verb(std::string_view body) {
    constexpr auto verbs = std::to_array<std::string_view>(
        {" schrieb ", " schreef ", " skrev ", " napisal ", " ezt irta (", " kirjutas "}
    );
    return std::ranges::any_of(verbs, [&](std::string_view verb) { return body.contains(verb); });
}

} // namespace

bool is_undated_attribution(std::string_view line) {
    constexpr std::size_t few_words = 4; // a name of three and the verb
    constexpr std::size_t most_words = 9;
    if (line.size() > 120 || !ends_in_colon(line)) return false;
    const auto text = plain(line);
    const auto body = before_colon(text);
    const auto words = static_cast<std::size_t>(std::ranges::count(body, ' ')) + 1;
    if (words > most_words) return false;
    for (const auto& [begin, end] : attributions) {
        if (!body.starts_with(begin)) continue;
        if (body.ends_with(end) || has_inner_verb(body)) return true;
    }
    return words <= few_words && std::ranges::any_of(attribution_ends, [&](std::string_view end) {
               return body.ends_with(end) && body.size() > end.size();
           });
}

bool is_attribution(std::string_view line) {
    const bool may_be = line.size() <= 400 && ends_in_colon(line);
    if (!may_be) return false;
    const auto text = plain(line);
    const auto body = before_colon(text);
    if (body.size() < 5) return false;
    const bool dated = has_digit(body);
    for (const auto& [begin, end] : attributions) {
        if (!body.starts_with(begin) || !dated) continue;
        if (body.ends_with(end)) return true;
    }
    if (dated && has_inner_verb(body) && body.size() < 300) return true;
    for (const auto end : attribution_ends)
        if (body.ends_with(end) && (dated || names_somebody(body))) return true;
    // Gmail where no verb is known: "ср, 10 июн. 2026 г. в 09:00, Ana <ana@example.org>:".
    return names_somebody(body) && body.ends_with('>') && has_year(body);
}

bool may_begin_attribution(std::string_view line) {
    if (line.size() > 300 || !has_digit(line)) return false;
    const auto text = plain(line);
    return std::ranges::any_of(attributions, [&](const auto& known) {
        return text.starts_with(known.first);
    });
}

bool is_original_mark(std::string_view line) {
    if (line.size() > 200) return false;
    const auto shown = trimmed(line);
    // Outlook's rule of underscores.
    if (shown.size() >= 25 && shown.find_first_not_of('_') == std::string_view::npos) return true;
    if (!shown.starts_with("--") && !shown.starts_with("__") && !shown.starts_with("=="))
        return false;
    const auto text = plain(line);
    auto words = between_rules(text);
    return contains(original_marks, words);
}

bool is_forward_mark(std::string_view line) {
    if (line.size() > 200 || !(line.contains("--") || ends_in_colon(line))) return false;
    const auto text = plain(line);
    const auto words = between_rules(text);
    const bool ruled = text.starts_with("--") || text.ends_with(':');
    return ruled && std::ranges::any_of(forward_marks, [&](std::string_view mark) {
               return words.starts_with(mark);
           });
}

bool is_from_line(std::string_view line) {
    if (line.size() > 500 || !has_label(line)) return false;
    return contains(from_words, label_of(plain(line)));
}

bool is_header_line(std::string_view line) {
    if (line.size() > 2000 || !has_label(line)) return false;
    return contains(header_words, label_of(plain(line)));
}

bool is_device_line(std::string_view line) {
    if (line.size() > 160) return false;
    const auto text = plain(line);
    const auto words = between_rules(text);
    const bool begins = std::ranges::any_of(device_begins, [&](std::string_view begin) {
        return words.starts_with(begin);
    });
    return begins || words.ends_with("iphoneから送信") || words.contains("から送信") ||
           words.ends_with("gonderildi");
}

} // namespace heed::mail
