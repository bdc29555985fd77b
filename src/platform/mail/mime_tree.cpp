// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/mail/mime_tree.hpp"

#include "kernel/check.hpp"
#include "kernel/text.hpp"
#include "platform/mail/charset.hpp"

#include <algorithm>
#include <array>
#include <gmime/gmime.h>
#include <memory>

namespace heed::mail {

namespace {

struct Unref {
    void operator()(gpointer object) const { g_object_unref(object); }
};
template <class T>
using Owned = std::unique_ptr<T, Unref>;

void initialise_once() {
    static const bool done = [] {
        g_mime_init();
        return true;
    }();
    CHECK(done);
}

std::string all_of(GMimeStream* stream) {
    std::string content;
    std::array<char, 16384> buffer{};
    for (;;) {
        const auto count = g_mime_stream_read(stream, buffer.data(), buffer.size());
        if (count <= 0) return content;
        content.append(buffer.data(), static_cast<std::size_t>(count));
    }
}

std::string decoded_content(GMimePart* part) {
    GMimeDataWrapper* const wrapper = g_mime_part_get_content(part);
    if (wrapper == nullptr) return {};
    GMimeStream* const source = g_mime_data_wrapper_get_stream(wrapper);
    const auto encoding = g_mime_data_wrapper_get_encoding(wrapper);
    g_mime_stream_reset(source);
    const Owned<GMimeStream> filtered(g_mime_stream_filter_new(source));
    const Owned<GMimeFilter> filter(g_mime_filter_basic_new(encoding, FALSE));
    g_mime_stream_filter_add(GMIME_STREAM_FILTER(filtered.get()), filter.get());
    return all_of(filtered.get());
}

std::string bytes_of(GMimeObject* object) {
    const Owned<GMimeStream> stream(g_mime_stream_mem_new());
    g_mime_object_write_to_stream(object, nullptr, stream.get());
    const GByteArray* const bytes =
        g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(stream.get()));
    return {reinterpret_cast<const char*>(bytes->data), bytes->len}; // NOLINT: bytes as text
}

/// The raw value of a part's own header.
std::string_view raw_header(GMimeObject* object, const char* name) {
    GMimeHeader* const header =
        g_mime_header_list_get_header(g_mime_object_get_header_list(object), name);
    const char* const value = header == nullptr ? nullptr : g_mime_header_get_raw_value(header);
    return value == nullptr ? std::string_view() : std::string_view(value);
}

/// A charset named outside its parameter, as in `name="text; charset=utf-8"`.
std::string hidden_charset(std::string_view raw) {
    const auto lower = ascii_lower(raw.substr(0, 2000));
    const auto at = lower.find("charset");
    if (at == std::string::npos) return {};
    auto begin = lower.find_first_not_of("\"'* \t:=", at + 7);
    if (begin == std::string::npos) return {};
    const auto end = std::min(lower.find_first_of("\"'; \t\r\n", begin), lower.size());
    const auto name = lower.substr(begin, end - begin);
    return is_known_charset(name) ? name : std::string();
}

void check_encoding(std::string_view raw, std::vector<std::string>& defects) {
    const auto name = ascii_lower(trimmed(raw));
    if (name.empty()) return;
    constexpr auto known = std::to_array<std::string_view>(
        {"7bit", "8bit", "binary", "base64", "quoted-printable", "x-uuencode", "uuencode", "x-uue"}
    );
    for (const auto encoding : known)
        if (name.starts_with(encoding)) return;
    defects.push_back(
        "The transfer encoding \"" + decode_header(raw) +
        "\" is unknown; the part is shown as it came."
    );
}

std::string text_type_of(std::string_view text) {
    const auto lower = ascii_lower(text.substr(0, 1000));
    return lower.contains("<html") || lower.contains("<body") ? "text/html" : "text/plain";
}

class TreeBuilder {
public:
    TreeBuilder(const LetterLimits& limits, std::vector<std::string>& defects)
        : limits_(limits), defects_(defects) {}

    MimePart build(GMimeObject* object, std::size_t level) {
        MimePart part;
        read_headers(part, object);
        if (GMIME_IS_MULTIPART(object))
            add_children(part, GMIME_MULTIPART(object), level);
        else if (GMIME_IS_MESSAGE_PART(object))
            add_letter(part, GMIME_MESSAGE_PART(object));
        else if (GMIME_IS_PART(object))
            part.content = decoded_content(GMIME_PART(object));
        return part;
    }

private:
    void read_headers(MimePart& part, GMimeObject* object) {
        const auto type = raw_header(object, "Content-Type");
        const auto disposition = raw_header(object, "Content-Disposition");
        part.content_type = parse_parameters(type);
        part.disposition = parse_parameters(disposition);
        if (!part.content_type.value.contains('/'))
            part.content_type.value = type.empty() || part.content_type.value == "text"
                                          ? "text/plain"
                                          : "application/octet-stream";
        const auto ids = parse_message_ids(raw_header(object, "Content-ID"));
        if (!ids.empty()) part.content_id = ids.front();
        if (ids.empty())
            part.content_id = std::string(trimmed(decode_header(raw_header(object, "Content-ID"))));
        part.content_location = decode_header(raw_header(object, "Content-Location"));
        part.hidden_charset = hidden_charset(type);
        if (part.hidden_charset.empty()) part.hidden_charset = hidden_charset(disposition);
        check_encoding(raw_header(object, "Content-Transfer-Encoding"), defects_);
    }

    void add_children(MimePart& part, GMimeMultipart* multipart, std::size_t level) {
        part.kind = MimePart::Kind::multipart;
        const int count = g_mime_multipart_get_count(multipart);
        if (level >= limits_.levels) {
            note_once(too_deep_, "Parts nested too deeply were left out.");
            return;
        }
        for (int index = 0; index < count; ++index) {
            if (++parts_ > limits_.parts) {
                note_once(too_many_, "Only the first parts were read: there are too many.");
                break;
            }
            part.children.push_back(build(g_mime_multipart_get_part(multipart, index), level + 1));
        }
        const bool all_empty = std::ranges::all_of(part.children, [](const MimePart& child) {
            return child.kind == MimePart::Kind::leaf && trimmed(child.content).empty();
        });
        if (all_empty) add_prologue(part, multipart);
    }

    /// Where the boundary never appears, the text stands before the first part.
    void add_prologue(MimePart& part, GMimeMultipart* multipart) {
        const char* const prologue = g_mime_multipart_get_prologue(multipart);
        if (prologue == nullptr || trimmed(prologue).empty()) return;
        MimePart text;
        text.content = prologue;
        text.content_type.value = text_type_of(text.content);
        part.children = {std::move(text)};
        defects_.emplace_back("The letter's parts could not be told apart; its text is shown.");
    }

    void add_letter(MimePart& part, GMimeMessagePart* message_part) {
        part.kind = MimePart::Kind::letter;
        GMimeMessage* const message = g_mime_message_part_get_message(message_part);
        if (message == nullptr) return;
        part.content = bytes_of(GMIME_OBJECT(message));
        // Forbidden, yet sent: a whole letter in base64.
        const auto encoding =
            ascii_lower(trimmed(raw_header(GMIME_OBJECT(message_part), "Content-Transfer-Encoding"))
            );
        if (encoding == "base64") part.content = decode_base64(part.content);
        const auto inner = split_headers(part.content, {.bytes = 100'000, .count = 200});
        part.subject = decode_header(inner.first("Subject"));
    }

    void note_once(bool& noted, std::string_view sentence) {
        if (!std::exchange(noted, true)) defects_.emplace_back(sentence);
    }

    const LetterLimits& limits_;
    std::vector<std::string>& defects_;
    std::size_t parts_ = 0;
    bool too_deep_ = false;
    bool too_many_ = false;
};

/// Only what describes the body: the parser has no business with addresses and subjects.
std::string content_headers(const HeaderBlock& headers, std::string_view content_type) {
    std::string text;
    const auto add = [&](std::string_view name, std::string_view value) {
        if (trimmed(value).empty()) return;
        text += name;
        text += ": ";
        text += trimmed(value);
        text += "\r\n";
    };
    add("Content-Type", content_type);
    for (const auto* name :
         {"Content-Transfer-Encoding", "Content-Disposition", "Content-ID", "Content-Location"})
        add(name, headers.first(name));
    text += "\r\n";
    std::erase(text, '\0');
    return text;
}

/// How much of the body the parser may see. It compares every line that begins with two dashes
/// with every boundary open there, and builds every part, wanted or not.
std::size_t affordable_size(std::string_view body) {
    constexpr std::size_t dashed_lines_max = 50'000;
    std::size_t count = 0;
    for (auto at = body.find("\n--"); at != std::string_view::npos; at = body.find("\n--", at + 3))
        if (++count > dashed_lines_max) return at;
    return body.size();
}

MimePart build_tree(std::string_view content_headers, std::string_view body, TreeBuilder builder) {
    initialise_once();
    GByteArray* const bytes =
        g_byte_array_sized_new(static_cast<guint>(content_headers.size() + body.size()));
    for (const auto piece : {content_headers, body})
        g_byte_array_append(
            bytes,
            reinterpret_cast<const guint8*>(piece.data()),
            static_cast<guint>(piece.size()) // NOLINT
        );
    const Owned<GMimeStream> stream(g_mime_stream_mem_new_with_byte_array(bytes));
    g_mime_stream_mem_set_owner(GMIME_STREAM_MEM(stream.get()), TRUE);
    const Owned<GMimeParser> parser(g_mime_parser_new_with_stream(stream.get()));
    const Owned<GMimeObject> object(g_mime_parser_construct_part(parser.get(), nullptr));
    if (!object) return {};
    return builder.build(object.get(), 0);
}

/// The boundary the body really uses: its first line `--…` with a content header below.
std::string_view boundary_in(std::string_view body) {
    std::size_t at = 0;
    for (int lines = 0; lines < 200 && at < body.size(); ++lines) {
        const auto end = std::min(body.find('\n', at), body.size());
        const auto line = trimmed(body.substr(at, end - at));
        const auto next = ascii_lower(body.substr(std::min(end + 1, body.size()), 8));
        const bool plain = line.find_first_of(" \"") == std::string_view::npos;
        if (line.starts_with("--") && line.size() > 2 && plain && next == "content-")
            return line.substr(2);
        at = end + 1;
    }
    return {};
}

/// What no parts may be sent in, and what some send without any.
bool is_encoded(const HeaderBlock& headers) {
    const auto encoding = ascii_lower(trimmed(headers.first("Content-Transfer-Encoding")));
    return encoding == "base64" || encoding == "quoted-printable";
}

/// A body that no boundary cuts into parts, read as the one text that it is.
MimePart one_text(std::string_view body, const HeaderBlock& headers, const LetterLimits& limits) {
    const auto named = parse_parameters(headers.first("Content-Type"));
    const std::string charset(named.parameter("charset"));
    const auto type =
        charset.empty() ? std::string("text/plain") : "text/plain; charset=\"" + charset + "\"";
    std::vector<std::string> found;
    auto text = build_tree(content_headers(headers, type), body, TreeBuilder(limits, found));
    text.content_type.value = text_type_of(text.content);
    return text;
}

} // namespace

MimePart parse_mime(
    std::string_view body,
    const HeaderBlock& headers,
    const LetterLimits& limits,
    std::vector<std::string>& defects
) {
    const auto affordable = affordable_size(body);
    if (affordable < body.size()) {
        body = body.substr(0, affordable);
        defects.emplace_back("The letter has too many parts; the end was left out.");
    }
    const auto type = headers.first("Content-Type");
    auto found = std::vector<std::string>();
    auto tree = build_tree(content_headers(headers, type), body, TreeBuilder(limits, found));
    const bool suspect =
        tree.kind == MimePart::Kind::multipart && (tree.children.empty() || !found.empty());
    const auto boundary = suspect ? boundary_in(body) : std::string_view();
    if (!boundary.empty() && boundary != tree.content_type.parameter("boundary")) {
        const auto repaired =
            tree.content_type.value + "; boundary=\"" + std::string(boundary) + "\"";
        found = {"The letter's boundary was wrong and was found in its text."};
        tree = build_tree(content_headers(headers, repaired), body, TreeBuilder(limits, found));
    } else if (suspect && boundary.empty() && is_encoded(headers)) {
        tree = one_text(body, headers, limits);
    }
    defects.insert(defects.end(), found.begin(), found.end());
    return tree;
}

} // namespace heed::mail
