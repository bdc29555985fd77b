// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/mail/body.hpp"

#include "kernel/text.hpp"
#include "platform/mail/charset.hpp"
#include "platform/mail/html.hpp"
#include "platform/mail/markdown.hpp"
#include "platform/mail/signed_content.hpp"

#include <algorithm>
#include <array>
#include <set>

namespace heed::mail {

namespace {

/// A piece of the body in reading order, in the forms it was sent in.
struct Segment {
    std::optional<std::string> text;
    std::optional<std::string> html;

    [[nodiscard]] std::string as_text() const { return text ? *text : html_to_text(*html); }

    [[nodiscard]] std::string as_html() const { return html ? *html : text_to_html(*text); }
};

using Segments = std::vector<Segment>;

bool is_blank(const std::optional<std::string>& text) {
    return !text || trimmed(*text).empty();
}

/// "\n" line ends, no control characters but tabulators.
std::string tidy_text(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size(); ++at) {
        const auto byte = static_cast<unsigned char>(text[at]);
        if (byte == '\r') {
            if (at + 1 == text.size() || text[at + 1] != '\n') out += '\n';
        } else if (byte >= 0x20U || byte == '\n' || byte == '\t') {
            if (byte != 0x7FU) out += text[at];
        }
    }
    return out;
}

/// The charset an HTML page names in its own head.
std::string meta_charset(std::string_view html) {
    const auto head = ascii_lower(html.substr(0, 4000));
    const auto meta = head.find("charset=");
    if (!head.contains("<meta") || meta == std::string::npos) return {};
    const auto begin = head.find_first_not_of("\"' ", meta + 8);
    if (begin == std::string::npos) return {};
    const auto end = std::min(head.find_first_of("\"'; />", begin), head.size());
    const auto name = head.substr(begin, end - begin);
    // A page that was converted on the way may still claim a wide charset.
    return name.starts_with("utf-16") ? std::string() : name;
}

/// What was signed with PGP in the text itself (RFC 9580, section 7), without what stands around it
/// for machines; other text as it is.
std::string without_armour(std::string_view text) {
    constexpr std::string_view begin = "-----BEGIN PGP SIGNED MESSAGE-----\n";
    constexpr std::string_view signature = "\n-----BEGIN PGP SIGNATURE-----";
    const auto at = text.find(begin);
    const auto end = text.rfind(signature);
    if (at == std::string_view::npos || end == std::string_view::npos || end < at)
        return std::string(text);
    const auto headers = text.find("\n\n", at + begin.size() - 1);
    if (headers == std::string_view::npos || headers >= end) return std::string(text);
    std::string plain(text.substr(0, at));
    auto rest = text.substr(headers + 2, end - headers - 1);
    while (!rest.empty()) {
        auto line = rest.substr(0, rest.find('\n') + 1);
        rest.remove_prefix(line.size());
        if (line.starts_with("- ")) line.remove_prefix(2); // so no line looked like an end
        plain += line;
    }
    return plain;
}

class BodyReader {
public:
    BodyReader(Letter& letter, const LetterLimits& limits) : letter_(letter), limits_(limits) {}

    Segments read(MimePart&& part) {
        if (part.kind == MimePart::Kind::letter) {
            attach(std::move(part));
            return {};
        }
        if (part.kind == MimePart::Kind::multipart) {
            if (part.is_type("multipart/alternative")) return read_alternative(std::move(part));
            if (part.is_type("multipart/related")) return read_related(std::move(part));
            return read_mixed(std::move(part));
        }
        if (auto inner = unwrapped(part)) return read(std::move(*inner));
        if (is_body(part)) return {body_segment(part)};
        if (!is_noise(part)) attach(std::move(part));
        return {};
    }

private:
    /// What was signed, out of the envelope that its signature is.
    std::optional<MimePart> unwrapped(const MimePart& part) {
        constexpr int envelopes_max = 3;
        if (!is_smime(part) || envelopes_ == envelopes_max) return std::nullopt;
        const auto content = signed_content(part.content);
        if (!content) return std::nullopt;
        ++envelopes_;
        letter_.defects.emplace_back("The letter is signed; the signature was not checked.");
        const auto headers =
            split_headers(*content, {.bytes = limits_.header_bytes, .count = limits_.headers});
        return parse_mime(
            std::string_view(*content).substr(headers.body_at), headers, limits_, letter_.defects
        );
    }

    Segments read_mixed(MimePart&& part) {
        Segments all;
        for (auto& child : part.children) {
            auto segments = read(std::move(child));
            std::ranges::move(segments, std::back_inserter(all));
        }
        return all;
    }

    /// The first form in plain text and the last in HTML, of the same content.
    Segments read_alternative(MimePart&& part) {
        Segments text;
        Segments html;
        for (auto& child : part.children) {
            auto segments = read(std::move(child));
            const bool has_html = std::ranges::any_of(segments, [](const auto& piece) {
                return piece.html.has_value();
            });
            const bool blank = std::ranges::all_of(segments, [](const auto& piece) {
                return is_blank(piece.text) && is_blank(piece.html);
            });
            if (blank) continue;
            if (has_html)
                html = std::move(segments);
            else if (text.empty())
                text = std::move(segments);
        }
        if (html.empty()) return text;
        if (text.empty()) return html;
        return {joined(text, html)};
    }

    static Segment joined(const Segments& texts, const Segments& htmls) {
        Segment whole{.text = "", .html = ""};
        for (const auto& piece : texts) {
            *whole.text += piece.as_text();
            if (!whole.text->empty() && !whole.text->ends_with('\n')) *whole.text += '\n';
        }
        for (const auto& piece : htmls) *whole.html += piece.as_html();
        return whole;
    }

    Segments read_related(MimePart&& part) {
        Segments all;
        for (auto& child : part.children) {
            // Only the first is the page; texts after it belong to it as files do.
            const bool own_text =
                child.kind == MimePart::Kind::multipart || (all.empty() && child.is_text());
            if (!own_text) {
                if (!is_noise(child)) attach(std::move(child));
                continue;
            }
            auto segments = read(std::move(child));
            std::ranges::move(segments, std::back_inserter(all));
        }
        return all;
    }

    bool is_body(const MimePart& part) const {
        const bool plain = part.is_type("text/plain") || part.is_type("text/enriched");
        if (!plain && !part.is_type("text/html")) return false;
        if (part.disposition.value.starts_with("attachment")) return false;
        if (!part.disposition.parameter("filename").empty()) return false;
        const auto name = part.content_type.parameter("name");
        // Some programs name the body itself; a file comes after a body.
        return name.empty() || (bodies_ == 0 && !name.contains('.'));
    }

    /// Reports, signatures and empty parts: nothing a person would open.
    static bool is_noise(const MimePart& part) {
        const bool named = !part.disposition.parameter("filename").empty() ||
                           !part.content_type.parameter("name").empty();
        if (named || !part.content_id.empty()) return false;
        constexpr auto transport = std::to_array<std::string_view>({
            "message/delivery-status",
            "message/global-delivery-status",
            "message/disposition-notification",
            "message/feedback-report",
            "text/rfc822-headers",
            "application/pgp-signature",
            "application/pgp-encrypted", // says "Version: 1"; the part beside it is the letter
            "application/pkcs7-signature",
            "application/x-pkcs7-signature",
        });
        return part.content.empty() ||
               std::ranges::find(transport, part.content_type.value) != transport.end();
    }

    Segment body_segment(const MimePart& part) {
        ++bodies_;
        const bool is_html = part.is_type("text/html");
        std::string charset(part.content_type.parameter("charset"));
        if (charset.empty()) charset = part.hidden_charset;
        if (is_html && (charset.empty() || ascii_lower(charset).contains("ascii"))) {
            if (const auto named = meta_charset(part.content); is_known_charset(named))
                charset = is_valid_utf8(part.content) ? "utf-8" : named;
        }
        const auto decoded = decode_charset(part.content, charset);
        if (decoded.damaged) {
            const auto called =
                charset.empty() ? "" : " (it is called " + decode_header(charset) + ")";
            letter_.defects.push_back(
                "Some characters of the text were damaged or mislabelled" + called + "."
            );
        }
        auto text = tidy_text(decoded.text);
        if (is_html) return {.text = std::nullopt, .html = std::move(text)};
        const bool flowed = ascii_lower(part.content_type.parameter("format")) == "flowed";
        if (flowed)
            text = unflowed(text, ascii_lower(part.content_type.parameter("delsp")) == "yes");
        if (trimmed(text).starts_with("-----BEGIN PGP MESSAGE-----")) cannot_be_read("PGP");
        return {.text = without_armour(text), .html = std::nullopt};
    }

    void cannot_be_read(std::string_view how) {
        letter_.defects.emplace_back(
            "The letter or a part of it is encrypted and cannot be read here."
        );
        letter_.unreadable =
            "It is encrypted (" + std::string(how) +
            "), and Heed has nobody's keys. Open it with a key of your own, or ask for it without "
            "encryption.";
    }

    void attach(MimePart&& part) {
        Attachment attachment;
        attachment.filename = unique(attachment_name(part));
        attachment.content_type = part.content_type.value;
        attachment.content_id = part.content_id;
        if (is_pgp_message(part)) cannot_be_read("PGP");
        if (is_smime(part)) cannot_be_read("S/MIME");
        attachment.is_letter = part.kind == MimePart::Kind::letter;
        attachment.content = std::move(part.content);
        letter_.attachments.push_back(std::move(attachment));
    }

    static bool is_pgp_message(const MimePart& part) {
        return part.content.starts_with("-----BEGIN PGP MESSAGE-----");
    }

    /// Encrypted, or signed so that what was signed is inside.
    static bool is_smime(const MimePart& part) {
        return part.is_type("application/pkcs7-mime") || part.is_type("application/x-pkcs7-mime");
    }

    std::string unique(std::string name) {
        const auto dot = std::min(name.rfind('.'), name.size());
        const auto stem = name.substr(0, dot);
        const auto extension = name.substr(dot);
        for (int number = 2; !names_.insert(ascii_lower(name)).second; ++number)
            name = std::string(stem)
                       .append(" (")
                       .append(std::to_string(number))
                       .append(")")
                       .append(extension);
        return name;
    }

    Letter& letter_;
    const LetterLimits& limits_;
    int bodies_ = 0;
    int envelopes_ = 0;
    std::set<std::string> names_;
};

/// Parts the HTML really shows count as inline.
void mark_inline(Letter& letter) {
    std::set<std::string> shown;
    const auto lower = ascii_lower(letter.html);
    for (auto at = lower.find("cid:"); at != std::string::npos; at = lower.find("cid:", at + 4)) {
        const auto rest = std::string_view(lower).substr(at + 4, 300);
        shown.insert(decode_percent(rest.substr(0, rest.find_first_of("\"'> )\t\n"))));
    }
    for (auto& attachment : letter.attachments)
        attachment.is_inline =
            !attachment.content_id.empty() && shown.contains(ascii_lower(attachment.content_id));
}

void cut(Letter& letter, std::string& text, std::size_t bytes_max) {
    if (text.size() <= bytes_max) return;
    text.resize(utf8_prefix(text, bytes_max).size());
    letter.defects.emplace_back("The text is very long and was cut; the source is complete.");
}

} // namespace

std::string unflowed(std::string_view text, bool delete_space) {
    std::string out;
    std::size_t depth_before = 0;
    bool soft = false;
    for (std::size_t at = 0; at < text.size();) {
        const auto end = std::min(text.find('\n', at), text.size());
        auto line = text.substr(at, end - at);
        at = end + 1;
        const auto quotes = std::min(line.find_first_not_of('>'), line.size());
        line.remove_prefix(quotes);
        if (line.starts_with(' ')) line.remove_prefix(1); // space-stuffed
        const bool signature = line == "-- ";
        if (soft && (quotes != depth_before || signature)) {
            out += '\n';
            soft = false;
        }
        if (!soft) out += std::string(quotes, '>') + (quotes > 0 && !line.empty() ? " " : "");
        soft = line.ends_with(' ') && !signature;
        if (soft && delete_space) line.remove_suffix(1);
        out += line;
        if (!soft && end < text.size()) out += '\n';
        depth_before = quotes;
    }
    return out;
}

bool read_body(Letter& letter, MimePart&& tree, const LetterLimits& limits) {
    const auto segments = BodyReader(letter, limits).read(std::move(tree));
    const auto sent_html = [](const Segment& piece) { return piece.html.has_value(); };
    const auto sent_text = [](const Segment& piece) { return piece.text.has_value(); };
    const bool any_html = std::ranges::any_of(segments, sent_html);
    letter.text_is_derived = any_html && std::ranges::none_of(segments, sent_text);
    for (const auto& piece : segments) {
        const auto text = piece.as_text();
        if (!letter.text.empty() && !letter.text.ends_with('\n')) letter.text += '\n';
        if (!letter.text.empty() && !trimmed(text).empty()) letter.text += '\n';
        letter.text += text;
        if (any_html) letter.html += piece.as_html();
    }
    mark_inline(letter);
    cut(letter, letter.text, limits.text_bytes);
    cut(letter, letter.html, limits.text_bytes);
    return !segments.empty();
}

} // namespace heed::mail
