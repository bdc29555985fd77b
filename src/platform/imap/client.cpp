// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/imap/client.hpp"

#include "kernel/text.hpp"
#include "platform/imap/folder_name.hpp"

#include <algorithm>
#include <utility>

namespace heed::imap {

namespace {

constexpr std::size_t uids_at_once_max = 1'000'000;
constexpr std::size_t search_bytes_max = 11 * uids_at_once_max;
constexpr std::size_t detail_bytes_max = 200;
constexpr std::size_t capabilities_max = 1'000;

// A server's words go to logs only, as one plain line.
std::string presentable(std::string_view text) {
    auto plain = valid_utf8(text);
    std::ranges::replace_if(plain, [](char c) { return static_cast<unsigned char>(c) < ' '; }, ' ');
    return std::string(utf8_prefix(trimmed(plain), detail_bytes_max));
}

std::unexpected<Error> refused(std::string_view code, std::string_view text) {
    return refuse(Refusal::unavailable, code, {}, presentable(text));
}

bool has_forbidden_bytes(std::string_view text) {
    return text.find_first_of(std::string_view("\r\n\0", 3)) != std::string_view::npos;
}

// Codes of RFC 5530 that say "not now" where another NO says "not you".
bool is_passing_trouble(const Status& status) {
    return equals_ignoring_case(status.code, "UNAVAILABLE") ||
           equals_ignoring_case(status.code, "INUSE") ||
           equals_ignoring_case(status.code, "LIMIT") ||
           equals_ignoring_case(status.code, "SERVERBUG");
}

} // namespace

Result<Client> Client::connect(
    const net::Endpoint& endpoint, const std::string& address, const net::Until& until
) {
    auto connection = TRY(net::Connection::open(endpoint, address, until));
    Client client(std::move(connection));
    TRY(client.greet(endpoint, until));
    if (endpoint.tls == net::TlsMode::starttls) TRY(client.start_tls(endpoint, until));
    TRY(client.read_capabilities(until));
    return client;
}

Result<> Client::greet(const net::Endpoint& endpoint, const net::Until& until) {
    const auto response = TRY(read({}, until));
    const std::string_view text = response.text;
    const auto status = text.starts_with("* ") ? status_from(text.substr(2)) : std::nullopt;
    if (!status) return protocol_error("no IMAP greeting");
    if (status->word == Status::Word::bye) return refused("server_unavailable", status->text);
    signed_in_ = status->word == Status::Word::preauth;
    if (status->word == Status::Word::ok) return {};
    // Someone in between may greet so that we talk on without TLS.
    if (signed_in_ && endpoint.tls != net::TlsMode::starttls) return {};
    return refused("tls_failed", "the greeting leaves no room for STARTTLS");
}

Result<> Client::start_tls(const net::Endpoint& endpoint, const net::Until& until) {
    const auto status = TRY(run({.text = "STARTTLS"}, until));
    if (status.word != Status::Word::ok) return refused("tls_failed", status.text);
    // What was sent in the clear after the answer would be taken for something said under TLS.
    if (reader_.has_unread()) return refused("tls_failed", "words before the handshake");
    return connection_.start_tls(endpoint, until);
}

Result<> Client::read_capabilities(const net::Until& until) {
    constexpr std::string_view beginning = "* CAPABILITY ";
    capabilities_.clear();
    const auto collect = [&](const Response& response) -> Result<> {
        const std::string_view text = response.text;
        if (!equals_ignoring_case(text.substr(0, beginning.size()), beginning)) return {};
        for (auto rest = text.substr(beginning.size()); !rest.empty();) {
            const auto word = rest.substr(0, std::min(rest.find(' '), rest.size()));
            if (capabilities_.size() >= capabilities_max)
                return protocol_error("too many capabilities");
            capabilities_.push_back(ascii_lower(word));
            rest.remove_prefix(std::min(word.size() + 1, rest.size()));
        }
        return {};
    };
    TRY(run({.text = "CAPABILITY", .on_untagged = collect}, until));
    return {};
}

bool Client::can(std::string_view capability) const {
    return std::ranges::find(capabilities_, ascii_lower(capability)) != capabilities_.end();
}

Result<>
Client::sign_in(const std::string& user, const std::string& password, const net::Until& until) {
    if (signed_in_) return {};
    if (has_forbidden_bytes(user) || has_forbidden_bytes(password)) {
        return refused("wrong_credentials", "a line break in the user name or password");
    }
    Command command = {.text = "LOGIN " + quoted(user) + ' ' + quoted(password)};
    if (can("AUTH=PLAIN")) {
        command.text = "AUTHENTICATE PLAIN";
        command.continuation = base64('\0' + user + '\0' + password);
    } else if (can("LOGINDISABLED")) {
        return refused("sign_in_not_offered", "the server offers no way to sign in");
    }
    return prove(command, until);
}

Result<> Client::prove(const Command& command, const net::Until& until) {
    const auto status = TRY(run(command, until));
    if (is_passing_trouble(status)) return refused("server_unavailable", status.text);
    if (status.word != Status::Word::ok) return refused("wrong_credentials", status.text);
    signed_in_ = true;
    // More is offered once one is known.
    return read_capabilities(until);
}

Result<> Client::sign_in_by_token(
    const std::string& user, const std::string& access_token, const net::Until& until
) {
    if (signed_in_) return {};
    if (has_forbidden_bytes(user) || has_forbidden_bytes(access_token))
        return refused("wrong_credentials", "a line break in the user name or token");
    const auto token = "\x01"
                       "auth=Bearer " +
                       access_token + "\x01\x01";
    // A server that refuses says why before its verdict, and waits for a last word.
    if (can("AUTH=XOAUTH2"))
        return prove(
            {.text = "AUTHENTICATE XOAUTH2",
             .continuation = base64("user=" + user + token),
             .last_word = ""},
            until
        );
    if (can("AUTH=OAUTHBEARER"))
        return prove(
            {.text = "AUTHENTICATE OAUTHBEARER",
             .continuation = base64("n,a=" + user + "," + token),
             .last_word = base64("\x01")},
            until
        );
    return refused("sign_in_not_offered", "the server takes no tokens");
}

Result<Folder> Client::open_folder(std::string_view name, bool writable, const net::Until& until) {
    if (has_forbidden_bytes(name)) return refused("folder_not_found", "a line break in the name");
    Folder folder;
    const auto collect = [&](const Response& response) -> Result<> {
        const std::string_view text = response.text;
        if (const auto count = number_before(text, "EXISTS")) folder.letters = *count;
        const auto status = text.starts_with("* ") ? status_from(text.substr(2)) : std::nullopt;
        if (!status) return {};
        folder.uid_validity = code_number(*status, "UIDVALIDITY").value_or(folder.uid_validity);
        folder.uid_next = code_number(*status, "UIDNEXT").value_or(folder.uid_next);
        return {};
    };
    const std::string verb = writable ? "SELECT " : "EXAMINE ";
    const auto text = verb + quoted(folder_on_the_wire(name));
    uid_validity_ = 0;
    const auto status = TRY(run({.text = text, .on_untagged = collect}, until));
    if (status.word != Status::Word::ok) return refused("folder_not_found", status.text);
    if (folder.uid_validity == 0) return protocol_error("a folder without UIDVALIDITY");
    uid_validity_ = folder.uid_validity;
    letters_ = folder.letters;
    return folder;
}

// Keeps the number of letters; more than before means that one came.
Client::OnUntagged Client::on_letters(bool& arrived) {
    return [this, &arrived](const Response& response) -> Result<> {
        if (number_before(response.text, "EXPUNGE") && letters_ > 0) --letters_;
        const auto count = number_before(response.text, "EXISTS");
        if (!count) return {};
        arrived = arrived || *count > letters_;
        letters_ = *count;
        return {};
    };
}

Result<bool> Client::idle(const net::Until& wait, std::chrono::milliseconds answer) {
    const auto tag = 'A' + std::to_string(++last_tag_);
    TRY(connection_.write(tag + " IDLE\r\n", wait.at_most(answer)));
    bool idles = false;
    bool arrived = false;
    while (!arrived) {
        auto response = read({}, idles ? wait : wait.at_most(answer));
        // A wait that was in vain leaves the talk whole: what was heard of a line is kept.
        if (!response && idles && response.error().code == "timed_out") break;
        if (!response) return std::unexpected(response.error());
        if (response->text.starts_with('+')) {
            idles = true;
            continue;
        }
        const auto ended = TRY(take(std::move(*response), tag, on_letters(arrived)));
        if (ended) return refused("command_refused", ended->text);
    }
    const auto end = std::chrono::steady_clock::now() + answer;
    TRY(leave_idle(tag, {.deadline = end, .stop = wait.stop}));
    return arrived;
}

Result<> Client::leave_idle(const std::string& tag, const net::Until& until) {
    TRY(connection_.write("DONE\r\n", until));
    bool ignored = false;
    for (;;) {
        auto response = TRY(read({}, until));
        if (response.text.starts_with('+')) continue;
        const auto ended = TRY(take(std::move(response), tag, on_letters(ignored)));
        if (ended) return {};
    }
}

Result<std::vector<Uid>> Client::existing(const std::string& set, const net::Until& until) {
    std::vector<Uid> uids;
    const auto collect = [&](const Response& response) -> Result<> {
        const auto found = search_result(response.text);
        if (!found) return {};
        if (uids.size() + found->size() > uids_at_once_max) return protocol_error("too many UIDs");
        uids.insert(uids.end(), found->begin(), found->end());
        return {};
    };
    const auto status = TRY(
        run({.text = "UID SEARCH UID " + set,
             .on_untagged = collect,
             .limits = {.text_bytes_max = search_bytes_max}},
            until)
    );
    if (status.word != Status::Word::ok) return refused("command_refused", status.text);
    return uids;
}

Result<std::map<Uid, Outline>> Client::outlines(const std::string& set, const net::Until& until) {
    std::map<Uid, Outline> outlines;
    const auto collect = [&](Response response) -> Result<> {
        const auto fetched = TRY(fetched_from(std::move(response)));
        if (!fetched || !fetched->uid) return {};
        if (outlines.size() >= uids_at_once_max) return protocol_error("too many letters");
        auto& outline = outlines[*fetched->uid];
        if (fetched->size_bytes) outline.size_bytes = *fetched->size_bytes;
        if (fetched->delivered_at) outline.delivered_at = fetched->delivered_at;
        return {};
    };
    const auto text = "UID FETCH " + set + " (UID RFC822.SIZE INTERNALDATE)";
    const auto status = TRY(run({.text = text, .on_untagged = collect}, until));
    if (status.word != Status::Word::ok) return refused("command_refused", status.text);
    return outlines;
}

Result<std::optional<std::string>>
Client::letter(const LetterRequest& request, const net::Until& until) {
    std::optional<std::string> letter;
    const auto collect = [&](Response response) -> Result<> {
        auto fetched = TRY(fetched_from(std::move(response)));
        if (!fetched || fetched->uid != request.uid || letter) return {};
        letter = std::move(fetched->body);
        return {};
    };
    const std::string section = request.part == LetterPart::whole ? "" : "HEADER";
    const auto status = TRY(run(
        {.text = "UID FETCH " + std::to_string(request.uid) + " (UID BODY.PEEK[" + section + "])",
         .on_untagged = collect,
         .limits = {.literal_bytes_max = request.bytes_max}},
        until
    ));
    if (status.word != Status::Word::ok) return refused("command_refused", status.text);
    return letter;
}

Result<> Client::mark_seen(Uid uid, const net::Until& until) {
    return order("UID STORE " + std::to_string(uid) + " +FLAGS.SILENT (\\Seen)", until);
}

Result<> Client::remove(Uid uid, const net::Until& until) {
    TRY(order("UID STORE " + std::to_string(uid) + " +FLAGS.SILENT (\\Deleted)", until));
    // A plain EXPUNGE would also end letters that others have marked.
    if (!can("UIDPLUS")) return {};
    return order("UID EXPUNGE " + std::to_string(uid), until);
}

Result<> Client::move(Uid uid, std::string_view folder, const net::Until& until) {
    if (has_forbidden_bytes(folder)) return refused("command_refused", "a line break in the name");
    const auto name = quoted(folder_on_the_wire(folder));
    auto moved = relocate(uid, name, until);
    if (moved || moved.error().code != "command_refused") return moved;
    // The usual reason is that there is no such folder. Where it exists, CREATE says NO.
    const auto created = order("CREATE " + name, until);
    if (created) return relocate(uid, name, until);
    return created.error().code == "command_refused" ? moved : created;
}

Result<> Client::relocate(Uid uid, const std::string& folder, const net::Until& until) {
    if (can("MOVE")) return order("UID MOVE " + std::to_string(uid) + ' ' + folder, until);
    TRY(order("UID COPY " + std::to_string(uid) + ' ' + folder, until));
    return remove(uid, until);
}

void Client::log_out(const net::Until& until) {
    (void)run({.text = "LOGOUT"}, until);
}

Result<> Client::order(std::string text, const net::Until& until) {
    const auto status = TRY(run({.text = std::move(text)}, until));
    if (status.word != Status::Word::ok) return refused("command_refused", status.text);
    return {};
}

// Sends one command and reads up to the line that carries its tag.
Result<Status> Client::run(const Command& command, const net::Until& until) {
    const auto tag = 'A' + std::to_string(++last_tag_);
    TRY(connection_.write(tag + ' ' + command.text + "\r\n", until));
    bool continued = command.continuation.empty();
    auto last_word = command.last_word;
    for (;;) {
        auto response = TRY(read(command.limits, until));
        if (response.text.starts_with('+') && !continued) {
            continued = true;
            TRY(connection_.write(command.continuation + "\r\n", until));
            continue;
        }
        if (response.text.starts_with('+') && last_word) {
            TRY(connection_.write(*std::exchange(last_word, std::nullopt) + "\r\n", until));
            continue;
        }
        const auto status = TRY(take(std::move(response), tag, command.on_untagged));
        if (status) return *status;
    }
}

// The verdict when `response` carries the tag; nothing when it is about something else.
Result<std::optional<Status>>
Client::take(Response response, const std::string& tag, const OnUntagged& on_untagged) const {
    const std::string_view text = response.text;
    const bool tagged = text.starts_with(tag + ' ');
    if (!tagged && !text.starts_with("* ")) return protocol_error("an answer to another question");
    auto status = status_from(text.substr(tagged ? tag.size() + 1 : 2));
    if (tagged && !status) return protocol_error("an answer without a verdict");
    if (status) TRY(notice(*status));
    if (tagged) return status;
    if (on_untagged) TRY(on_untagged(std::move(response)));
    return std::nullopt;
}

// What a status may say at any time, whatever was asked.
Result<> Client::notice(const Status& status) const {
    if (status.word == Status::Word::bye) return refused("server_unavailable", status.text);
    const auto validity = code_number(status, "UIDVALIDITY");
    if (validity && uid_validity_ != 0 && *validity != uid_validity_) {
        return refused("folder_changed", "the folder was renumbered while it was open");
    }
    return {};
}

Result<Response> Client::read(const ReadLimits& limits, const net::Until& until) {
    return reader_.next(limits, [&](std::span<char> room) {
        return connection_.read_some(room, until);
    });
}

} // namespace heed::imap
