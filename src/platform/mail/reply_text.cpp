// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/mail/reply_text.hpp"

#include "kernel/text.hpp"
#include "platform/mail/addresses.hpp"
#include "platform/mail/html.hpp"
#include "platform/mail/phrases.hpp"

#include <algorithm>
#include <array>
#include <vector>

namespace heed::mail {

namespace {

constexpr std::size_t context_lines_max = 6; // of a quote above an answer
constexpr std::size_t signature_lines_max = 15;
// A longer text is no reply but a log; it is shown whole.
constexpr std::size_t reply_bytes_max = 1U << 20U;

/// What proves history besides the clear signs.
struct Evidence {
    bool bare_quotes = true;   // `>` without a "… wrote:"; no proof in text made from HTML
    bool header_blocks = true; // "From: … Sent: …"; in a first letter people paste such blocks
};

enum class Kind { fresh, quote, attribution, hidden };

struct Line {
    std::string_view text;
    Kind kind = Kind::fresh;

    [[nodiscard]] bool is_blank() const { return trimmed(text).empty(); }

    [[nodiscard]] bool is_marked() const { return trimmed(text).starts_with('>'); }
};

std::vector<Line> lines_of(std::string_view text) {
    std::vector<Line> lines;
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        auto line = text.substr(0, end);
        if (line.ends_with('\r')) line.remove_suffix(1);
        lines.push_back({.text = line});
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

bool is_reply_line(std::string_view line) {
    const auto text = trimmed(line);
    return text.size() > 8 && text.starts_with("##- ") && text.ends_with(" -##");
}

/// Sorts the lines of a reply into new ones and others.
class Sorter {
public:
    Sorter(std::vector<Line>& lines, Evidence evidence) : lines_(lines), evidence_(evidence) {}

    /// False when the letter turns out to be a forwarded one.
    bool sort() {
        for (std::size_t at = 0; at < lines_.size(); ++at) {
            if (lines_[at].is_marked()) {
                if (evidence_.bare_quotes || follows_attribution(at)) lines_[at].kind = Kind::quote;
                continue;
            }
            if (is_forward_mark(lines_[at].text)) return false;
            if (is_cut(at)) {
                hide(at, lines_.size(), Kind::hidden);
                break;
            }
            if (is_undated_lead(at)) {
                lines_[at].kind = Kind::attribution;
                continue;
            }
            if (const auto length = attribution_length(at); length > 0) {
                if (!next_is_marked(at + length)) {
                    hide(at, lines_.size(), Kind::hidden);
                    break;
                }
                hide(at, at + length, Kind::attribution);
                at += length - 1;
            }
        }
        hide_signature();
        hide_device_lines();
        return true;
    }

private:
    void hide(std::size_t from, std::size_t to, Kind kind) {
        for (auto at = from; at < to; ++at) lines_[at].kind = kind;
    }

    [[nodiscard]] bool follows_attribution(std::size_t at) const {
        while (at > 0) {
            const auto& before = lines_[--at];
            if (before.kind == Kind::quote || before.kind == Kind::attribution) return true;
            if (!before.is_blank()) return false;
        }
        return false;
    }

    [[nodiscard]] std::size_t next_filled(std::size_t at) const {
        while (at < lines_.size() && lines_[at].is_blank()) ++at;
        return at;
    }

    [[nodiscard]] bool next_is_marked(std::size_t at) const {
        at = next_filled(at);
        return at < lines_.size() && lines_[at].is_marked();
    }

    /// Everything from here on is history, whatever it looks like.
    [[nodiscard]] bool is_cut(std::size_t at) const {
        const auto text = lines_[at].text;
        if (is_reply_line(text)) return true;
        if (evidence_.header_blocks && is_header_block(at)) return true;
        if (!is_original_mark(text)) return false;
        const auto next = next_filled(at + 1);
        const bool ruled = trimmed(text).starts_with("____");
        return !ruled || is_header_block(next);
    }

    /// "From:" with at least two more header lines below it.
    [[nodiscard]] bool is_header_block(std::size_t at) const {
        if (at >= lines_.size() || !is_from_line(lines_[at].text)) return false;
        int found = 0;
        for (std::size_t below = at + 1; below < lines_.size() && below <= at + 8; ++below)
            if (is_header_line(lines_[below].text)) ++found;
        return found >= 2;
    }

    /// Number of lines (up to three) that are an attribution; 0 when none.
    [[nodiscard]] std::size_t attribution_length(std::size_t at) const {
        std::string joined;
        for (std::size_t length = 1; length <= 3 && at + length <= lines_.size(); ++length) {
            const auto& line = lines_[at + length - 1];
            if (line.is_blank() || (length > 1 && line.is_marked())) return 0;
            joined += (length > 1 ? " " : "") + std::string(trimmed(line.text));
            if (is_attribution(joined)) return is_certain(joined, at + length) ? length : 0;
            if (length == 1 && !may_begin_attribution(line.text)) return 0;
        }
        return 0;
    }

    [[nodiscard]] bool is_undated_lead(std::size_t at) const {
        return is_undated_attribution(lines_[at].text) &&
               (next_is_marked(at + 1) || next_filled(at + 1) == lines_.size());
    }

    /// "On Monday I wrote:" is also something people write themselves.
    [[nodiscard]] bool is_certain(std::string_view attribution, std::size_t after) const {
        if (next_is_marked(after) || attribution.contains('@') || attribution.contains('<'))
            return true;
        for (std::size_t at = 1; at + 2 < attribution.size(); ++at) {
            const bool time = attribution[at] == ':' && std::isdigit(attribution[at - 1]) != 0 &&
                              std::isdigit(attribution[at + 1]) != 0;
            if (time) return true;
        }
        return false;
    }

    void hide_signature() {
        for (std::size_t at = 0; at < lines_.size(); ++at) {
            if (lines_[at].kind != Kind::fresh || trimmed(lines_[at].text) != "--") continue;
            std::size_t end = at + 1;
            const bool strict = lines_[at].text == "-- ";
            const auto furthest = strict ? lines_.size() : at + signature_lines_max + 1;
            while (end < lines_.size() && end <= furthest && lines_[end].kind == Kind::fresh) ++end;
            if (end > furthest) continue;
            hide(at, end, Kind::hidden);
            at = end - 1;
        }
    }

    /// From below: mobile footers and blank lines.
    void hide_device_lines() {
        for (auto at = lines_.size(); at > 0; --at) {
            auto& line = lines_[at - 1];
            if (line.kind != Kind::fresh || line.is_blank()) continue;
            if (!is_device_line(line.text)) return;
            line.kind = Kind::hidden;
        }
    }

    std::vector<Line>& lines_;
    Evidence evidence_;
};

/// A run of lines of one kind (attributions join the quote below them).
struct Block {
    bool is_quote;
    std::size_t begin;
    std::size_t end;
    bool is_blank;
};

std::vector<Block> blocks_of(const std::vector<Line>& lines) {
    std::vector<Block> blocks;
    for (std::size_t at = 0; at < lines.size(); ++at) {
        const auto& line = lines[at];
        if (line.kind == Kind::hidden) continue;
        const bool quote = line.kind != Kind::fresh;
        const bool joins = !blocks.empty() && (blocks.back().is_quote == quote || line.is_blank());
        if (joins) {
            blocks.back().end = at + 1;
            blocks.back().is_blank = blocks.back().is_blank && line.is_blank();
        } else {
            blocks.push_back(
                {.is_quote = quote, .begin = at, .end = at + 1, .is_blank = line.is_blank()}
            );
        }
    }
    return blocks;
}

/// Are there answers between quotes, so that they make no sense without them?
bool is_interleaved(const std::vector<Block>& blocks) {
    int answered = 0;
    bool text_seen = false;
    bool text_before = false; // the last answered quote
    for (std::size_t at = 0; at < blocks.size(); ++at) {
        if (!blocks[at].is_quote) {
            text_seen = text_seen || !blocks[at].is_blank;
        } else if (at + 1 < blocks.size() && !blocks[at + 1].is_blank) {
            ++answered;
            text_before = text_seen;
        }
    }
    return answered >= 2 || (answered == 1 && text_before);
}

void add_line(std::string& out, std::string_view line) {
    out += line;
    out += '\n';
}

/// The lines of a quote right above its answer.
void add_context(std::string& out, const std::vector<Line>& lines, const Block& block) {
    std::vector<std::string_view> kept;
    for (auto at = block.begin; at < block.end; ++at) {
        const auto text = trimmed(lines[at].text);
        const bool deeper = text.starts_with(">>") || text.starts_with("> >");
        if (lines[at].kind == Kind::quote && !deeper && text.size() > 1) kept.push_back(text);
    }
    const auto from = kept.size() > context_lines_max ? kept.size() - context_lines_max : 0;
    if (!out.empty() && !out.ends_with("\n\n")) out += '\n';
    for (auto at = from; at < kept.size(); ++at) add_line(out, kept[at]);
}

std::string without_blank_ends(std::string text) {
    text.erase(0, text.find_first_not_of('\n'));
    while (text.ends_with('\n') || text.ends_with(' ')) text.pop_back();
    if (!text.empty()) text += '\n';
    return text;
}

ReplyText assembled(const std::vector<Line>& lines) {
    const auto blocks = blocks_of(lines);
    const bool interleaved = is_interleaved(blocks);
    ReplyText reply;
    bool any_fresh = false;
    for (std::size_t at = 0; at < blocks.size(); ++at) {
        const auto& block = blocks[at];
        if (!block.is_quote) {
            any_fresh = any_fresh || !block.is_blank;
            for (auto line = block.begin; line < block.end; ++line)
                if (lines[line].kind == Kind::fresh) add_line(reply.text, lines[line].text);
        } else if (interleaved && at + 1 < blocks.size() && !blocks[at + 1].is_blank) {
            add_context(reply.text, lines, block);
        }
    }
    if (!any_fresh) return {};
    reply.text = without_blank_ends(std::move(reply.text));
    reply.quoted = std::ranges::any_of(lines, [](const Line& line) {
        return line.kind != Kind::fresh && !line.is_blank();
    });
    return reply;
}

/// "See my answers below": one short line that says where the answers stand, perhaps with a
/// greeting and a name around it. Nothing may be cut from such a letter.
bool says_answers_are_below(std::string_view text) {
    constexpr std::size_t short_text = 160;
    constexpr auto places = std::to_array<std::string_view>(
        {"below",
         "inline",
         "in line",
         "in-line",
         "in red",
         "in blue",
         "unten",
         "im text",
         "in rot",
         "ci-dessous",
         "abajo",
         "abaixo",
         "di seguito",
         "hieronder"}
    );
    if (trimmed(text).size() > short_text) return false;
    const auto lower = ascii_lower(text);
    return std::ranges::any_of(places, [&](std::string_view place) {
        return lower.contains(place);
    });
}

ReplyText new_part(std::string_view text, Evidence evidence) {
    ReplyText whole{.text = without_blank_ends(std::string(text)), .quoted = false};
    if (text.size() > reply_bytes_max) return whole;
    auto lines = lines_of(text);
    if (!Sorter(lines, evidence).sort()) return whole;
    auto reply = assembled(lines);
    return reply.text.empty() || says_answers_are_below(reply.text) ? whole : reply;
}

} // namespace

ReplyText reply_text_of(std::string_view text) {
    return new_part(text, {});
}

ReplyText reply_text(const Letter& letter) {
    if (is_forward_subject(letter.subject))
        return {.text = without_blank_ends(letter.text), .quoted = false};
    const bool answers = !letter.in_reply_to.empty() || !letter.references.empty() ||
                         clean_subject(letter.subject) != trimmed(letter.subject);
    const Evidence evidence = {.bare_quotes = !letter.text_is_derived, .header_blocks = answers};
    auto by_text = new_part(letter.text, evidence);
    // A plain part without marks may stand beside HTML that has them.
    if (letter.html.empty() || (by_text.quoted && !letter.text_is_derived)) return by_text;
    const auto split = split_html(letter.html);
    if (split.quoted.empty()) return by_text;
    auto reply =
        new_part(html_to_text(split.fresh), {.bare_quotes = false, .header_blocks = answers});
    if (says_answers_are_below(reply.text))
        return {.text = without_blank_ends(letter.text), .quoted = false};
    reply.quoted = true;
    return reply;
}

std::string reply_line(std::string_view words) {
    return "##- " + std::string(words) + " -##";
}

} // namespace heed::mail
