// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/privacy/handing_out.hpp"
#include "kernel/text.hpp"

namespace heed::privacy {

namespace {

/// The words of the page in one language.
struct Words {
    std::string_view language;
    std::string_view title;
    std::string_view intro;
    std::string_view with_notes;
    std::string_view without_notes;
    std::string_view person;
    std::string_view name;
    std::string_view organisation;
    std::string_view address;
    std::string_view zone;
    std::string_view spoken;
    std::string_view known_since;
    std::string_view note;
    std::string_view account;
    std::string_view password;
    std::string_view authenticator;
    std::string_view passkey;
    std::string_view session;
    std::string_view requests;
    std::string_view of_others;
    std::string_view resolution;
    std::string_view from;
    std::string_view to;
    std::string_view internal;
    std::string_view left_out;
    std::string_view letters;
    std::string_view history;
};

constexpr Words english = {
    .language = "en",
    .title = "Personal data",
    .intro = "All that this desk holds of one person. The same for programs stands in data.json; "
             "attachments lie in the folder files. What was redacted stays redacted.",
    .with_notes = "With the notes that the desk made about them.",
    .without_notes = "Without the notes that the desk made about them.",
    .person = "Person",
    .name = "Name",
    .organisation = "Organisation",
    .address = "Address",
    .zone = "Time zone",
    .spoken = "Language",
    .known_since = "Known since",
    .note = "Note",
    .account = "Account",
    .password = "Password set",
    .authenticator = "Authenticator app since",
    .passkey = "Passkey",
    .session = "Signed in",
    .requests = "Requests",
    .of_others = "somebody else's request; only what this person wrote or was sent",
    .resolution = "Resolution",
    .from = "From",
    .to = "To",
    .internal = "internal, for the desk alone",
    .left_out = "not in this file, as it would become too large: it is in the request",
    .letters = "Letters that became no request",
    .history = "What happened to the entry of this person",
};

constexpr Words german_words = {
    .language = "de",
    .title = "Persönliche Daten",
    .intro = "Alles, was dieser Desk von einer Person hat. Dasselbe für Programme steht in "
             "data.json; Anhänge liegen im Ordner files. Was geschwärzt wurde, bleibt geschwärzt.",
    .with_notes = "Mit den Notizen, die der Desk sich über sie gemacht hat.",
    .without_notes = "Ohne die Notizen, die der Desk sich über sie gemacht hat.",
    .person = "Person",
    .name = "Name",
    .organisation = "Organisation",
    .address = "Adresse",
    .zone = "Zeitzone",
    .spoken = "Sprache",
    .known_since = "Bekannt seit",
    .note = "Notiz",
    .account = "Konto",
    .password = "Passwort gesetzt",
    .authenticator = "Authenticator-App seit",
    .passkey = "Passkey",
    .session = "Angemeldet",
    .requests = "Anfragen",
    .of_others = "Anfrage von jemand anderem; nur was diese Person schrieb oder bekam",
    .resolution = "Lösung",
    .from = "Von",
    .to = "An",
    .internal = "intern, nur für den Desk",
    .left_out = "nicht in dieser Datei, weil sie zu groß würde: in der Anfrage zu finden",
    .letters = "Briefe, aus denen keine Anfrage wurde",
    .history = "Was mit dem Eintrag dieser Person geschah",
};

class Page {
public:
    explicit Page(const Words& words) : words_(words) {}

    std::string of(const PersonalCopy& data) {
        begin(data);
        person(data);
        account(data.account);
        heading(words_.requests);
        for (const auto& one : data.tickets) ticket(one);
        rest(data);
        return std::move(out_) + "</main></body></html>\n";
    }

private:
    void begin(const PersonalCopy& data) {
        out_ += "<!doctype html><html lang=\"";
        out_ += words_.language;
        out_ += "\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" "
                "content=\"width=device-width\"><title>";
        out_ += html_escaped(std::string(words_.title) + ": " + data.name);
        out_ += "</title><style>body{font:1rem/1.5 system-ui,sans-serif}main{max-width:50rem;"
                "margin:2rem auto;padding:0 1rem}pre{white-space:pre-wrap;font:inherit;"
                "overflow-wrap:anywhere}article{border-top:1px solid #888;padding:.5rem 0}"
                "</style></head><body><main><h1>";
        out_ += html_escaped(words_.title);
        out_ += "</h1>";
        paragraph(words_.intro);
        paragraph(data.with_internal ? words_.with_notes : words_.without_notes);
        paragraph(to_rfc3339(data.made_at));
    }

    void person(const PersonalCopy& data) {
        heading(words_.person);
        line(words_.name, data.name);
        line(words_.organisation, data.organisation);
        for (const auto& one : data.addresses) line(words_.address, one.address);
        line(words_.zone, data.zone);
        line(words_.spoken, data.language);
        line(words_.known_since, to_rfc3339(data.known_since));
        line(words_.note, data.note);
    }

    void account(const PersonalAccount& account) {
        heading(words_.account);
        line(words_.password, account.password_changed_at);
        line(words_.authenticator, account.authenticator_since);
        for (const auto& one : account.passkeys) line(words_.passkey, one.name);
        for (const auto& one : account.sessions)
            line(
                words_.session,
                to_rfc3339(one.created_at) + ", " + one.network + ", " + one.browser.value_or("?") +
                    ", " + one.system.value_or("?")
            );
    }

    void ticket(const PersonalTicket& ticket) {
        out_ += "<h3>#" + std::to_string(ticket.number.value) + " ";
        out_ += html_escaped(ticket.own ? ticket.subject.value_or("") : words_.of_others);
        out_ += "</h3>";
        line(words_.resolution, ticket.resolution);
        for (const auto& one : ticket.entries) entry(one);
    }

    void entry(const PersonalEntry& entry) {
        out_ += "<article><p><b>" + to_rfc3339(entry.at) + "</b>";
        if (entry.internal) out_ += " (" + html_escaped(words_.internal) + ")";
        out_ += "</p>";
        line(words_.from, entry.from);
        for (const auto& one : entry.to) line(words_.to, one);
        for (const auto& one : entry.cc) line("Cc", one);
        out_ += "<pre>" + html_escaped(entry.text) + "</pre>";
        for (const auto& one : entry.files) file(one);
        out_ += "</article>";
    }

    void file(const PersonalFile& file) {
        if (!file.path) return paragraph(file.filename + ": " + std::string(words_.left_out));
        out_ += "<p>" + html_escaped(*file.path) + "</p>";
    }

    void rest(const PersonalCopy& data) {
        if (!data.letters.empty()) heading(words_.letters);
        for (const auto& one : data.letters)
            line(to_rfc3339(one.received_at), one.subject.value_or("?"));
        heading(words_.history);
        for (const auto& one : data.journal) line(to_rfc3339(one.at), one.kind);
    }

    void heading(std::string_view text) { out_ += "<h2>" + html_escaped(text) + "</h2>"; }

    void paragraph(std::string_view text) { out_ += "<p>" + html_escaped(text) + "</p>"; }

    void line(std::string_view name, const std::string& value) {
        out_ += "<p>" + html_escaped(name) + ": " + html_escaped(value) + "</p>";
    }

    void line(std::string_view name, const std::optional<std::string>& value) {
        if (value) line(name, *value);
    }

    void line(std::string_view name, const std::optional<Instant>& value) {
        if (value) line(name, to_rfc3339(*value));
    }

    const Words& words_;
    std::string out_;
};

} // namespace

std::string personal_page(const PersonalCopy& data, bool german) {
    return Page(german ? german_words : english).of(data);
}

} // namespace heed::privacy
