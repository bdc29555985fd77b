// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/http/message_parser.hpp"

#include "kernel/text.hpp"

#include <algorithm>
#include <boost/beast/http/basic_parser.hpp>
#include <charconv>

namespace heed::http {

namespace {

namespace beast = boost::beast;
using beast::error_code;
using BeastView = beast::string_view;

constexpr std::uint64_t reserved_max = 65'536;

constexpr Rejection malformed(std::string_view detail) {
    return {.status = 400, .code = "malformed_request", .detail = detail};
}

constexpr Rejection head_too_large = {
    .status = 431, .code = "header_too_large", .detail = "The request's header is too large."
};
constexpr Rejection target_too_long = {
    .status = 414, .code = "target_too_long", .detail = "The address is too long."
};
constexpr Rejection body_too_large = {
    .status = 413, .code = "too_large", .detail = "The body is larger than this address takes."
};

Rejection rejection_of(const error_code& error) {
    using Code = beast::http::error;
    if (error == Code::bad_version)
        return {
            .status = 505,
            .code = "version_not_supported",
            .detail = "This server speaks HTTP/1.1 and HTTP/1.0.",
        };
    if (error == Code::bad_method) return malformed("The method cannot be read.");
    if (error == Code::bad_target) return malformed("The address cannot be read.");
    if (error == Code::bad_line_ending) return malformed("A line does not end with CR LF.");
    if (error == Code::bad_content_length || error == Code::multiple_content_length)
        return malformed("The Content-Length cannot be relied on.");
    if (error == Code::bad_transfer_encoding)
        return malformed("The Transfer-Encoding cannot be relied on.");
    if (error == Code::bad_chunk || error == Code::bad_chunk_extension)
        return malformed("A chunk of the body cannot be read.");
    if (error == Code::header_limit) return head_too_large;
    return malformed("The request cannot be read.");
}

bool is_target_text(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return c > ' ' && c < '\x7f' && c != '#'; });
}

bool is_digits(std::string_view text) {
    constexpr std::size_t digits_max = 18; // fits 63 bits
    return !text.empty() && text.size() <= digits_max &&
           text.find_first_not_of("0123456789") == text.npos;
}

/// Whether Beast would wait for the end of this size line, or of these trailers, although no
/// strict reader takes it: it looks for the end of a quote beyond the line.
bool is_broken_line(std::string_view rest) {
    for (auto at = rest.find('\n'); at != rest.npos; at = rest.find('\n', at + 1))
        if (at == 0 || rest[at - 1] != '\r') return true;
    if (rest.starts_with("\r\n")) rest.remove_prefix(2);
    return rest.substr(0, rest.find('\r')).contains('"');
}

} // namespace

// Finds the end of the head line by line, so that a broken line is refused when it arrives and
// not after the header timeout.
class HeadScan {
public:
    /// The size of the complete head, 0 while it is incomplete.
    std::expected<std::size_t, Rejection> run(std::string_view bytes, const Limits& limits) {
        for (;;) {
            const auto end = bytes.find('\n', at_);
            if (end == bytes.npos) break;
            if (end == line_ || bytes[end - 1] != '\r')
                return std::unexpected(malformed("A line does not end with CR LF."));
            const bool empty = end - 1 == line_;
            if (!empty && (bytes[line_] == ' ' || bytes[line_] == '\t'))
                return std::unexpected(malformed("A header line may not be folded."));
            at_ = line_ = end + 1;
            if (line_ > limits.header_bytes_max) return std::unexpected(head_too_large);
            if (empty) return line_;
            if (lines_++ > limits.header_count_max) return std::unexpected(head_too_large);
        }
        at_ = bytes.size();
        constexpr std::size_t around_target = 64; // method, blanks and version
        if (lines_ == 0 && at_ > limits.target_bytes_max + around_target)
            return std::unexpected(target_too_long);
        if (at_ > limits.header_bytes_max) return std::unexpected(head_too_large);
        return 0;
    }

private:
    std::size_t at_ = 0;
    std::size_t line_ = 0;
    std::size_t lines_ = 0;
};

class MessageParser::Reader final : beast::http::basic_parser<true> {
public:
    explicit Reader(const Limits& limits) : limits_(limits) {
        header_limit(static_cast<std::uint32_t>(limits.header_bytes_max) + 1);
        body_limit(boost::none);
        eager(true);
    }

    std::expected<std::size_t, Rejection> feed(std::string_view bytes) {
        return stage == Stage::head ? feed_head(bytes) : feed_body(bytes);
    }

    using basic_parser::keep_alive;

    Stage stage = Stage::head;
    Request request;
    std::string method;
    bool method_is_known = false;
    bool is_http_1_0 = false;
    bool expects_continue = false;
    std::optional<std::uint64_t> content_length;
    std::uint64_t body_bytes_max = 0;
    std::uint64_t body_bytes = 0;
    std::string body;

private:
    std::expected<std::size_t, Rejection> feed_head(std::string_view bytes);
    std::expected<std::size_t, Rejection> feed_body(std::string_view bytes);
    std::expected<std::size_t, Rejection> put_into_beast(std::string_view bytes);

    void reject(const Rejection& rejection, error_code& error) {
        rejection_ = rejection;
        error = beast::http::error::bad_value;
    }

    std::optional<Rejection> read_target(std::string_view target);
    std::optional<Rejection> check_field(std::string_view name, std::string_view value);
    [[nodiscard]] std::optional<Rejection> check_head() const;
    std::size_t append_body(BeastView bytes, error_code& error);

    void on_request_impl(
        beast::http::verb, BeastView method_text, BeastView target, int version, error_code& error
    ) override;
    void
    on_field_impl(beast::http::field, BeastView name, BeastView value, error_code& error) override;
    void on_header_impl(error_code& error) override;

    void on_response_impl(int, BeastView, int, error_code&) override {}

    void on_body_init_impl(const boost::optional<std::uint64_t>&, error_code&) override {}

    std::size_t on_body_impl(BeastView bytes, error_code& error) override {
        return append_body(bytes, error);
    }

    void on_chunk_header_impl(std::uint64_t, BeastView extensions, error_code& error) override;

    std::size_t on_chunk_body_impl(std::uint64_t, BeastView bytes, error_code& error) override {
        return append_body(bytes, error);
    }

    void on_finish_impl(error_code&) override { stage = Stage::done; }

    const Limits& limits_;
    HeadScan scan_;
    std::optional<Rejection> rejection_;
    std::size_t hosts_ = 0;
    std::size_t lengths_ = 0;
    std::size_t encodings_ = 0;
    bool skipped_empty_line_ = false;
};

std::expected<std::size_t, Rejection> MessageParser::Reader::feed_head(std::string_view bytes) {
    // RFC 9112 2.2: some clients send an empty line after a body.
    if (!skipped_empty_line_ && bytes.starts_with("\r\n")) {
        skipped_empty_line_ = true;
        scan_ = {};
        return 2;
    }
    if (bytes == "\r") return 0;
    const auto size = scan_.run(bytes, limits_);
    if (!size || *size == 0) return size;
    request.headers.reserve(*size, 16);
    const auto taken = put_into_beast(bytes.substr(0, *size));
    if (!taken) return taken;
    if (*taken != *size) return std::unexpected(malformed("The request cannot be read."));
    return taken;
}

std::expected<std::size_t, Rejection> MessageParser::Reader::feed_body(std::string_view bytes) {
    std::size_t taken = 0;
    // Five bytes end any chunked body, so more always come; with fewer Beast 1.81 runs into one
    // of its own assertions.
    constexpr std::size_t chunk_end_bytes = 5;
    if (!content_length && bytes.size() < chunk_end_bytes) return 0;
    while (stage == Stage::body && taken < bytes.size()) {
        const auto step = put_into_beast(bytes.substr(taken));
        if (!step) return step;
        if (*step == 0) break;
        taken += *step;
    }
    if (stage == Stage::done) return taken;
    const auto rest = bytes.substr(taken);
    if (rest.size() > limits_.chunk_line_bytes_max || is_broken_line(rest))
        return std::unexpected(malformed("A chunk's size line or the trailers cannot be read."));
    return taken;
}

std::expected<std::size_t, Rejection> MessageParser::Reader::put_into_beast(std::string_view bytes
) {
    error_code error;
    const auto taken = put(boost::asio::const_buffer(bytes.data(), bytes.size()), error);
    if (!error || error == beast::http::error::need_more) return taken;
    return std::unexpected(rejection_ ? *rejection_ : rejection_of(error));
}

// NOLINTNEXTLINE(readability-function-size): Beast's parameters
void MessageParser::Reader::on_request_impl(
    beast::http::verb, BeastView method_text, BeastView target, int version, error_code& error
) {
    method = method_text;
    const auto known = enum_from<Method>(method);
    method_is_known = known.has_value();
    request.method = known.value_or(Method::get);
    is_http_1_0 = version == 10;
    if (const auto wrong = read_target(std::string_view(target.data(), target.size())))
        reject(*wrong, error);
}

std::optional<Rejection> MessageParser::Reader::read_target(std::string_view target) {
    if (target.size() > limits_.target_bytes_max) return target_too_long;
    if (!is_target_text(target)) return malformed("The address holds characters it may not.");
    for (const std::string_view scheme : {"http://", "https://"}) {
        if (!equals_ignoring_case(target.substr(0, scheme.size()), scheme)) continue;
        const auto rest = target.substr(scheme.size());
        const auto end = std::min(rest.find_first_of("/?"), rest.size());
        request.headers.add("Host", rest.substr(0, end)); // RFC 9112 3.2.2: it wins
        target = rest.substr(end);
        request.target = target.starts_with('/') ? "" : "/";
        break;
    }
    request.target += target;
    const bool known_form =
        request.target.starts_with('/') || (request.target == "*" && method == "OPTIONS");
    if (!known_form) return malformed("The address must begin with a slash.");
    request.path = request.target.substr(0, request.target.find('?'));
    return std::nullopt;
}

void MessageParser::Reader::on_field_impl(
    beast::http::field, BeastView beast_name, BeastView beast_value, error_code& error
) {
    if (stage != Stage::head) return; // trailers are read and forgotten
    const std::string_view name(beast_name.data(), beast_name.size());
    const std::string_view value(beast_value.data(), beast_value.size());
    if (const auto wrong = check_field(name, value)) return reject(*wrong, error);
    request.headers.add(name, value);
}

std::optional<Rejection>
MessageParser::Reader::check_field(std::string_view name, std::string_view value) {
    if (equals_ignoring_case(name, "host") && ++hosts_ > 1)
        return malformed("There is more than one Host.");
    if (equals_ignoring_case(name, "content-length")) {
        std::uint64_t length = 0;
        if (++lengths_ > 1 || !is_digits(value))
            return malformed("The Content-Length cannot be relied on.");
        std::from_chars(value.data(), value.data() + value.size(), length);
        content_length = length;
    }
    if (equals_ignoring_case(name, "transfer-encoding")) {
        if (++encodings_ > 1 || is_http_1_0)
            return malformed("The Transfer-Encoding cannot be relied on.");
        if (!equals_ignoring_case(value, "chunked"))
            return Rejection{
                .status = 501,
                .code = "encoding_not_supported",
                .detail = "The only Transfer-Encoding here is chunked.",
            };
    }
    if (equals_ignoring_case(name, "expect")) {
        if (!equals_ignoring_case(value, "100-continue"))
            return Rejection{
                .status = 417,
                .code = "expectation_failed",
                .detail = "The only expectation here is 100-continue.",
            };
        expects_continue = !is_http_1_0;
    }
    return std::nullopt;
}

std::optional<Rejection> MessageParser::Reader::check_head() const {
    if (lengths_ > 0 && encodings_ > 0)
        return malformed("There are both Content-Length and Transfer-Encoding.");
    if (hosts_ == 0 && !is_http_1_0) return malformed("There is no Host.");
    return std::nullopt;
}

void MessageParser::Reader::on_header_impl(error_code& error) {
    if (const auto wrong = check_head()) return reject(*wrong, error);
    stage = Stage::body;
}

void MessageParser::Reader::on_chunk_header_impl(
    std::uint64_t size, BeastView extensions, error_code& error
) {
    constexpr std::size_t extensions_max = 256;
    // Beast lets quotes hold line feeds, which others take for the end of the line.
    const bool plain = !std::string_view(extensions.data(), extensions.size()).contains('"');
    if (!plain || extensions.size() > extensions_max)
        return reject(malformed("A chunk of the body cannot be read."), error);
    if (size > body_bytes_max - body_bytes) reject(body_too_large, error);
}

std::size_t MessageParser::Reader::append_body(BeastView bytes, error_code& error) {
    body_bytes += bytes.size();
    if (body_bytes > body_bytes_max) {
        reject(body_too_large, error);
        return 0;
    }
    // What is only announced takes little room: 10,000 connections could announce a letter each.
    if (body.empty() && content_length) body.reserve(std::min(*content_length, reserved_max));
    body.append(bytes.data(), bytes.size());
    return bytes.size();
}

MessageParser::MessageParser(const Limits& limits) : reader_(std::make_unique<Reader>(limits)) {}

MessageParser::MessageParser(MessageParser&&) noexcept = default;
MessageParser& MessageParser::operator=(MessageParser&&) noexcept = default;
MessageParser::~MessageParser() = default;

std::expected<std::size_t, Rejection> MessageParser::feed(std::string_view bytes) {
    return reader_->feed(bytes);
}

MessageParser::Stage MessageParser::stage() const {
    return reader_->stage;
}

Request& MessageParser::request() {
    return reader_->request;
}

std::string_view MessageParser::method_text() const {
    return reader_->method;
}

bool MessageParser::method_is_known() const {
    return reader_->method_is_known;
}

std::string_view MessageParser::query_text() const {
    const std::string_view target = reader_->request.target;
    return target.substr(std::min(reader_->request.path.size() + 1, target.size()));
}

bool MessageParser::keep_alive() const {
    return reader_->keep_alive();
}

bool MessageParser::is_http_1_0() const {
    return reader_->is_http_1_0;
}

bool MessageParser::expects_continue() const {
    return reader_->expects_continue;
}

std::optional<std::uint64_t> MessageParser::content_length() const {
    return reader_->content_length;
}

void MessageParser::limit_body(std::uint64_t bytes_max) {
    reader_->body_bytes_max = bytes_max;
}

std::uint64_t MessageParser::body_bytes() const {
    return reader_->body_bytes;
}

std::string MessageParser::take_body() {
    return std::exchange(reader_->body, {});
}

} // namespace heed::http
