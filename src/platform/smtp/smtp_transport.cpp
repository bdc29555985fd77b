// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/smtp/smtp_transport.hpp"

#include "kernel/check.hpp"
#include "kernel/fault.hpp"
#include "platform/smtp/dialogue.hpp"
#include "platform/smtp/letter_lines.hpp"

#include <algorithm>
#include <cstdlib>
#include <curl/curl.h>
#include <exception>
#include <sys/socket.h>
#include <unistd.h>
#include <utility>
#include <vector>

namespace heed::smtp {

namespace {

using Kind = SendOutcome::Kind;

struct FreeCurl {
    void operator()(CURL* curl) const { curl_easy_cleanup(curl); }

    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};

using Curl = std::unique_ptr<CURL, FreeCurl>;
using List = std::unique_ptr<curl_slist, FreeCurl>;

void append(List& list, const std::string& text) {
    curl_slist* longer = curl_slist_append(list.get(), text.c_str());
    if (longer == nullptr) throw Fault("out of memory for a letter");
    (void)list.release();
    list.reset(longer);
}

template <class T>
void set(CURL* curl, CURLoption option, T value) {
    const auto outcome = curl_easy_setopt(curl, option, value);
    if (outcome != CURLE_OK) throw Fault(std::string("libcurl: ") + curl_easy_strerror(outcome));
}

// The sockets the library has open. Closing a connection it says QUIT and would wait minutes for a
// silent server's goodbye; with nothing more to be read it goes at once.
class OpenSockets {
public:
    void stop_listening() const {
        for (const auto socket : sockets_) shutdown(socket, SHUT_RD);
    }

    static int on_open(void* user, curl_socket_t socket, curlsocktype) {
        static_cast<OpenSockets*>(user)->sockets_.push_back(socket);
        return CURL_SOCKOPT_OK;
    }

    static int on_close(void* user, curl_socket_t socket) {
        std::erase(static_cast<OpenSockets*>(user)->sockets_, socket);
        return close(socket);
    }

private:
    std::vector<curl_socket_t> sockets_;
};

// One attempt: what the callbacks of the library work on.
struct Attempt {
    Dialogue dialogue;
    std::string letter;
    const BeforeData& before_data;
    std::stop_token stop;
    const OpenSockets& sockets;
    std::size_t given = 0;
    std::exception_ptr thrown = {};
};

// Nothing may be thrown through the library's C frames, so it waits here.
bool may_begin(Attempt& attempt) {
    try {
        return attempt.before_data();
    } catch (...) {
        attempt.thrown = std::current_exception();
        return false;
    }
}

std::size_t give_letter(char* room, std::size_t size, std::size_t count, void* user) {
    auto& attempt = *static_cast<Attempt*>(user);
    if (!attempt.dialogue.letter_has_begun()) {
        if (!may_begin(attempt)) return CURL_READFUNC_ABORT;
        attempt.dialogue.letter_begins();
        HEED_FAULT("letter_data_begun");
    }
    const auto bytes = std::min(size * count, attempt.letter.size() - attempt.given);
    std::ranges::copy_n(
        attempt.letter.data() + attempt.given, static_cast<std::ptrdiff_t>(bytes), room
    );
    attempt.given += bytes;
    HEED_FAULT("letter_data_given");
    if (attempt.given == attempt.letter.size()) attempt.dialogue.letter_ends();
    return bytes;
}

// NOLINTNEXTLINE(readability-function-size): the parameters are those of the library
int listen(CURL*, curl_infotype kind, char* bytes, std::size_t size, void* user) {
    auto& attempt = *static_cast<Attempt*>(user);
    const std::string_view line(bytes, size);
    // Only these two of the kinds are lines of the talk.
    if (kind == CURLINFO_HEADER_OUT) attempt.dialogue.sent(line);
    if (kind == CURLINFO_HEADER_IN) attempt.dialogue.received(line);
    if (kind == CURLINFO_HEADER_OUT && line.starts_with("QUIT")) attempt.sockets.stop_listening();
    return 0;
}

// NOLINTNEXTLINE(readability-function-size): the parameters are those of the library
int stop_if_asked(void* user, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
    return static_cast<Attempt*>(user)->stop.stop_requested() ? 1 : 0;
}

// Server answers arrive as a "body" too; they have been listened to already.
std::size_t discard(char*, std::size_t size, std::size_t count, void*) {
    return size * count;
}

Ending ending_of(CURLcode code, bool connected) {
    switch (static_cast<int>(code)) {
        case CURLE_OK: return Ending::finished;
        case CURLE_COULDNT_CONNECT:
        case CURLE_COULDNT_RESOLVE_HOST: return Ending::cannot_connect;
        case CURLE_OPERATION_TIMEDOUT:
            return connected ? Ending::timed_out : Ending::cannot_connect;
        case CURLE_LOGIN_DENIED: return Ending::auth_failed;
        case CURLE_USE_SSL_FAILED:
        case CURLE_SSL_CONNECT_ERROR:
        case CURLE_PEER_FAILED_VERIFICATION:
        case CURLE_SSL_CACERT_BADFILE:
        case CURLE_SSL_CERTPROBLEM:
        case CURLE_SSL_CIPHER:
        case CURLE_SSL_ISSUER_ERROR: return Ending::tls_failed;
        default: return Ending::broken_off;
    }
}

bool is_host(std::string_view host) {
    const auto belongs = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               c == '.' || c == '-' || c == '_' || c == ':';
    };
    return !host.empty() && std::ranges::all_of(host, belongs);
}

std::string bracketed(const std::string& host) {
    return host.find(':') == std::string::npos ? host : '[' + host + ']';
}

class SmtpTransport final : public MailTransport {
public:
    SmtpTransport(Account account, net::AddressCheck check, std::stop_token stop)
        : account_(std::move(account)),
          check_(std::move(check)),
          stop_(std::move(stop)),
          curl_(curl_easy_init()) {
        if (!curl_) throw Fault("libcurl does not start");
    }

    SmtpTransport(const SmtpTransport&) = delete;
    SmtpTransport& operator=(const SmtpTransport&) = delete;

    ~SmtpTransport() override { sockets_.stop_listening(); }

    SendOutcome
    send(const Envelope& envelope, std::string_view letter, const BeforeData& before_data) override;
    net::ConnectionTest test_connection() override;

private:
    struct Ended {
        SendOutcome outcome;
        Ending ending;
        bool can_be_repeated; // an old connection was found dead before the letter began
    };

    Result<List> prepare(Attempt& attempt);
    void prepare_server(const std::string& host, const List& connect_to);
    Ended attempt(const Envelope& envelope, std::string_view letter, const BeforeData& before_data);
    Ended perform(Attempt& attempt);

    Account account_;
    net::AddressCheck check_;
    std::stop_token stop_;
    OpenSockets sockets_;
    Curl curl_; // last: it closes its sockets when it goes
};

// Everything but the letter: where to, how secure, as whom, how long. The list must outlive the
// transfer.
Result<List> SmtpTransport::prepare(Attempt& attempt) {
    const auto& endpoint = account_.endpoint;
    if (!is_host(endpoint.host)) return refuse(Refusal::unavailable, "cannot_connect");
    const auto address = TRY(check_(endpoint.host, endpoint.port));
    List connect_to;
    append(connect_to, "::" + bracketed(address) + ':' + std::to_string(endpoint.port));
    prepare_server(endpoint.host, connect_to);
    CURL* const curl = curl_.get();
    set(curl, CURLOPT_VERBOSE, 1L); // without it the debug function hears nothing
    set(curl, CURLOPT_DEBUGFUNCTION, &listen);
    set(curl, CURLOPT_DEBUGDATA, &attempt);
    set(curl, CURLOPT_NOPROGRESS, 0L);
    set(curl, CURLOPT_XFERINFOFUNCTION, &stop_if_asked);
    set(curl, CURLOPT_XFERINFODATA, &attempt);
    set(curl, CURLOPT_WRITEFUNCTION, &discard);
    set(curl, CURLOPT_SOCKOPTFUNCTION, &OpenSockets::on_open);
    set(curl, CURLOPT_SOCKOPTDATA, &sockets_);
    set(curl, CURLOPT_CLOSESOCKETFUNCTION, &OpenSockets::on_close);
    set(curl, CURLOPT_CLOSESOCKETDATA, &sockets_);
    return connect_to;
}

void SmtpTransport::prepare_server(const std::string& host, const List& connect_to) {
    CURL* const curl = curl_.get();
    const auto& endpoint = account_.endpoint;
    curl_easy_reset(curl); // options only; the connection stays
    const std::string scheme = endpoint.tls == net::TlsMode::implicit ? "smtps://" : "smtp://";
    const auto hello = is_host(account_.hello_name) ? '/' + account_.hello_name : std::string();
    const auto url = scheme + bracketed(host) + ':' + std::to_string(endpoint.port) + hello;
    set(curl, CURLOPT_URL, url.c_str());
    set(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    set(curl, CURLOPT_CONNECT_TO, connect_to.get());
    set(curl, CURLOPT_PROXY, ""); // the environment must not reroute letters
    set(curl, CURLOPT_NOSIGNAL, 1L);
    const auto demanded = endpoint.tls == net::TlsMode::starttls ? CURLUSESSL_ALL : CURLUSESSL_NONE;
    set(curl, CURLOPT_USE_SSL, static_cast<long>(demanded));
    set(curl, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    // As the other parts that speak TLS do by themselves; libcurl does not look.
    const char* trusted = std::getenv("SSL_CERT_FILE");
    const auto ca_file =
        endpoint.ca_file.empty() && trusted != nullptr ? trusted : endpoint.ca_file;
    if (!ca_file.empty()) {
        set(curl, CURLOPT_CAINFO, ca_file.c_str());
        set(curl, CURLOPT_CAPATH, nullptr);
    }
    if (!account_.user.empty()) {
        set(curl, CURLOPT_USERNAME, account_.user.c_str());
        if (account_.access_token.empty()) {
            set(curl, CURLOPT_PASSWORD, account_.password.c_str());
        } else {
            set(curl, CURLOPT_XOAUTH2_BEARER, account_.access_token.c_str());
            set(curl, CURLOPT_LOGIN_OPTIONS, "AUTH=OAUTHBEARER;AUTH=XOAUTH2");
        }
    }
    set(curl, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(account_.timeouts.connect.count()));
    set(curl, CURLOPT_SERVER_RESPONSE_TIMEOUT, static_cast<long>(account_.timeouts.reply.count()));
    set(curl, CURLOPT_TIMEOUT_MS, static_cast<long>(account_.timeouts.letter.count()));
}

SmtpTransport::Ended SmtpTransport::perform(Attempt& attempt) {
    const auto code = curl_easy_perform(curl_.get());
    if (attempt.thrown) {
        curl_easy_reset(curl_.get()); // it must not speak to an attempt that is gone
        std::rethrow_exception(attempt.thrown);
    }
    long made = 0;
    curl_off_t connected_after = 0;
    curl_easy_getinfo(curl_.get(), CURLINFO_NUM_CONNECTS, &made);
    curl_easy_getinfo(curl_.get(), CURLINFO_CONNECT_TIME_T, &connected_after);
    const bool reused = made == 0;
    const auto ending = ending_of(code, reused || connected_after > 0);
    auto outcome = attempt.dialogue.outcome(ending);
    const bool dead = reused && outcome.kind == Kind::try_later &&
                      (outcome.word.code == 0 || outcome.word.code == 421);
    const bool repeatable = dead && ending != Ending::timed_out &&
                            code != CURLE_ABORTED_BY_CALLBACK &&
                            !attempt.dialogue.letter_has_begun();
    return {.outcome = std::move(outcome), .ending = ending, .can_be_repeated = repeatable};
}

SmtpTransport::Ended SmtpTransport::attempt(
    const Envelope& envelope, std::string_view letter, const BeforeData& before_data
) {
    Attempt attempt{
        .dialogue = Dialogue(envelope.rcpt_to),
        .letter = with_crlf_lines(letter),
        .before_data = before_data,
        .stop = stop_,
        .sockets = sockets_
    };
    const auto connect_to = prepare(attempt);
    if (!connect_to) {
        const auto text = net::connection_test(connect_to.error().code).text;
        return {
            .outcome = {.kind = Kind::cannot_connect, .word = {.text = text}},
            .ending = Ending::cannot_connect,
            .can_be_repeated = false
        };
    }
    List recipients;
    for (const auto& address : envelope.rcpt_to) append(recipients, '<' + address + '>');
    CURL* const curl = curl_.get();
    const auto from = '<' + envelope.mail_from + '>';
    set(curl, CURLOPT_MAIL_FROM, envelope.mail_from.empty() ? "" : from.c_str());
    set(curl, CURLOPT_MAIL_RCPT, recipients.get());
    set(curl, CURLOPT_MAIL_RCPT_ALLLOWFAILS, 1L);
    set(curl, CURLOPT_UPLOAD, 1L);
    // The library counts what it writes, doubled dots included, and stops when that count equals
    // this size: with the bare letter's size 7.88 cuts off the end of some letters.
    const auto wire_size = attempt.letter.size() + doubled_dots(attempt.letter);
    set(curl, CURLOPT_INFILESIZE_LARGE, static_cast<curl_off_t>(wire_size));
    set(curl, CURLOPT_READFUNCTION, &give_letter);
    set(curl, CURLOPT_READDATA, &attempt);
    auto ended = perform(attempt);
    curl_easy_reset(curl); // nothing here outlives this call
    return ended;
}

SendOutcome SmtpTransport::send(
    const Envelope& envelope, std::string_view letter, const BeforeData& before_data
) {
    SendOutcome bad = {.kind = Kind::refused_permanently, .word = {.text = "Not an address."}};
    for (const auto& address : envelope.rcpt_to) {
        if (!is_envelope_address(address))
            bad.refused.push_back({.address = address, .word = bad.word});
    }
    const bool sender_fits = envelope.mail_from.empty() || is_envelope_address(envelope.mail_from);
    if (!bad.refused.empty() || !sender_fits || envelope.rcpt_to.empty()) return bad;
    CHECK(!letter.empty());
    auto ended = attempt(envelope, letter, before_data);
    // The server may have dropped the idle connection in the meantime: that is no failure yet.
    if (ended.can_be_repeated) ended = attempt(envelope, letter, before_data);
    return ended.outcome;
}

std::string_view test_code(const SendOutcome& outcome, Ending ending) {
    if (ending == Ending::finished) return "ok";
    if (ending == Ending::timed_out) return "timed_out";
    if (outcome.kind == Kind::cannot_connect) return "cannot_connect";
    if (outcome.kind == Kind::tls_failed) return "tls_failed";
    if (outcome.kind == Kind::auth_failed) return "wrong_credentials";
    return outcome.word.code == 0 ? "unexpected_answer" : "server_unavailable";
}

net::ConnectionTest SmtpTransport::test_connection() {
    const BeforeData never = [] { return false; };
    Attempt attempt{
        .dialogue = Dialogue({}),
        .letter = {},
        .before_data = never,
        .stop = stop_,
        .sockets = sockets_
    };
    const auto connect_to = prepare(attempt);
    if (!connect_to) return net::connection_test(connect_to.error().code);
    CURL* const curl = curl_.get();
    set(curl, CURLOPT_FRESH_CONNECT, 1L);
    set(curl, CURLOPT_NOBODY, 1L);
    set(curl, CURLOPT_CUSTOMREQUEST, "NOOP");
    const auto ended = perform(attempt);
    curl_easy_reset(curl);
    if (ended.ending != Ending::finished && stop_.stop_requested())
        return net::connection_test("stopped");
    // Where no way to sign in is offered, the library goes on without.
    if (ended.ending == Ending::finished && !attempt.dialogue.signed_in())
        return net::connection_test(
            account_.user.empty() ? "ok_without_sign_in" : "wrong_credentials"
        );
    return net::connection_test(test_code(ended.outcome, ended.ending));
}

} // namespace

std::unique_ptr<MailTransport>
make_smtp_transport(Account account, net::AddressCheck check, std::stop_token stop) {
    static const CURLcode started = curl_global_init(CURL_GLOBAL_DEFAULT);
    if (started != CURLE_OK) throw Fault("libcurl does not start");
    return std::make_unique<SmtpTransport>(std::move(account), std::move(check), std::move(stop));
}

} // namespace heed::smtp
