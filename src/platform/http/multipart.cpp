// SPDX-License-Identifier: AGPL-3.0-or-later
#include "platform/http/multipart.hpp"

#include "kernel/check.hpp"
#include "kernel/text.hpp"
#include "platform/crypto/digest.hpp"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <optional>
#include <unistd.h>

namespace heed::http {

namespace {

constexpr std::string_view file_prefix = "heed-upload-";
constexpr std::size_t filename_bytes_max = 255;

std::unexpected<Error> malformed(std::string_view detail) {
    return refuse(Refusal::malformed, "malformed_multipart", {}, detail);
}

std::string quoted_text(std::string_view& rest) {
    std::string out;
    for (std::size_t at = 1; at < rest.size(); ++at) {
        if (rest[at] == '"') {
            rest.remove_prefix(at + 1);
            return out;
        }
        // Only these two are escapes: some browsers send folders with plain backslashes.
        const bool escape = rest[at] == '\\' && at + 1 < rest.size() &&
                            (rest[at + 1] == '"' || rest[at + 1] == '\\');
        out += rest[escape ? ++at : at];
    }
    rest = {};
    return out;
}

/// Browsers write `"` and line ends of names as these three, and no other escape.
std::string without_form_escapes(std::string text) {
    constexpr std::pair<std::string_view, std::string_view> escapes[] = {
        {"%22", "\""}, {"%0D", "\r"}, {"%0A", "\n"}
    };
    for (const auto& [escape, plain] : escapes)
        for (auto at = text.find(escape); at != text.npos; at = text.find(escape, at + 1))
            text.replace(at, escape.size(), plain);
    return text;
}

/// RFC 8187: `UTF-8''na%C3%AFve.txt`.
std::optional<std::string> extended_text(std::string_view value) {
    const auto charset_end = value.find('\'');
    if (charset_end == value.npos) return std::nullopt;
    const auto language_end = value.find('\'', charset_end + 1);
    if (language_end == value.npos) return std::nullopt;
    if (!equals_ignoring_case(value.substr(0, charset_end), "utf-8")) return std::nullopt;
    return percent_decoded(value.substr(language_end + 1));
}

/// One file being written; closed and deleted when the upload fails.
class FileWriter {
public:
    explicit FileWriter(const std::filesystem::path& folder) {
        std::string name = (folder / (std::string(file_prefix) + "XXXXXX")).string();
        descriptor_ = mkostemp(name.data(), O_CLOEXEC);
        if (descriptor_ < 0) fail();
        file_ = TemporaryFile(name);
    }

    FileWriter(const FileWriter&) = delete;
    FileWriter& operator=(const FileWriter&) = delete;

    ~FileWriter() { close(descriptor_); }

    void write(std::string_view bytes) {
        size_ += bytes.size();
        digest_.add(bytes);
        while (!bytes.empty()) {
            const auto written = ::write(descriptor_, bytes.data(), bytes.size());
            if (written < 0 && errno == EINTR) continue;
            if (written <= 0) fail();
            bytes.remove_prefix(static_cast<std::size_t>(written));
        }
    }

    [[nodiscard]] std::uint64_t size() const { return size_; }

    TemporaryFile take() { return std::move(file_); }

    std::string sha256() { return digest_.finish(); }

private:
    [[noreturn]] static void fail() {
        throw StorageFault(std::string("upload folder: ") + std::strerror(errno));
    }

    int descriptor_ = -1;
    std::uint64_t size_ = 0;
    crypto::Sha256 digest_;
    TemporaryFile file_;
};

} // namespace

std::optional<std::string> header_parameter(std::string_view value, std::string_view name) {
    auto rest = value.substr(std::min(value.find(';'), value.size()));
    while (rest.starts_with(';')) {
        rest = trimmed(rest.substr(1));
        const auto equals = rest.find('=');
        if (equals == rest.npos) return std::nullopt;
        const auto key = trimmed(rest.substr(0, equals));
        rest = trimmed(rest.substr(equals + 1));
        std::string text;
        if (rest.starts_with('"')) {
            text = quoted_text(rest);
            rest = trimmed(rest);
        } else {
            const auto end = std::min(rest.find(';'), rest.size());
            text = trimmed(rest.substr(0, end));
            rest.remove_prefix(end);
        }
        if (equals_ignoring_case(key, name)) return text;
    }
    return std::nullopt;
}

std::string safe_filename(std::string_view name) {
    const auto text = valid_utf8(name);
    const auto slash = text.find_last_of("/\\");
    std::string kept;
    for (const char c : text.substr(slash == text.npos ? 0 : slash + 1))
        if (static_cast<unsigned char>(c) >= ' ' && c != '\x7f') kept += c;
    const auto trimmed_name = trimmed(utf8_prefix(trimmed(kept), filename_bytes_max));
    if (trimmed_name.find_first_not_of('.') == trimmed_name.npos) return "file";
    return std::string(trimmed_name);
}

// The body:  preamble ──delimiter──▶ after_delimiter ──CRLF──▶ head ──empty line──▶ content
//                                        │  ▲                                          │
//                                        │  └────────────────delimiter────────────────┘
//                                        └──"--"──▶ done (the rest is ignored)
struct MultipartReader::State {
    enum class Stage { preamble, after_delimiter, head, content, done };

    std::string delimiter; // "\r\n--boundary"
    Limits limits;
    std::filesystem::path folder;

    Stage stage = Stage::preamble;
    std::string pending = "\r\n"; // so that the first delimiter looks like the others
    std::size_t parts = 0;
    std::size_t field_bytes = 0;

    Parameters fields;
    std::vector<Upload> uploads;

    std::string name;
    std::string field_value;
    std::optional<Upload> upload;
    std::optional<FileWriter> writer;

    /// Does what the pending bytes allow; false when more are needed.
    Result<bool> step();
    Result<bool> read_delimiter_end();
    Result<bool> read_head();
    Result<void> begin_part(std::string_view head);
    Result<bool> read_content();
    Result<void> keep(std::string_view bytes);
    void end_part();
};

Result<bool> MultipartReader::State::step() {
    switch (stage) {
        case Stage::preamble: return read_content();
        case Stage::after_delimiter: return read_delimiter_end();
        case Stage::head: return read_head();
        case Stage::content: return read_content();
        case Stage::done: pending.clear(); return false;
    }
    check_failed("a known stage", std::source_location::current());
}

Result<bool> MultipartReader::State::read_delimiter_end() {
    if (pending.starts_with("--")) {
        stage = Stage::done;
        return true;
    }
    // White space may stand between a boundary and its line end.
    const auto end = pending.find_first_not_of(" \t");
    if (end == pending.npos) {
        if (pending.size() > limits.part_header_bytes_max) return malformed("Endless boundary.");
        return false;
    }
    if (pending.size() < end + 2) return false;
    if (!std::string_view(pending).substr(end).starts_with("\r\n"))
        return malformed("A boundary is not followed by a line end.");
    pending.erase(0, end); // the line end stays: it ends an empty head
    if (++parts > limits.parts_max)
        return refuse(Refusal::too_large, "too_many_parts", {}, "The form has too many parts.");
    stage = Stage::head;
    return true;
}

Result<bool> MultipartReader::State::read_head() {
    const auto end = pending.find("\r\n\r\n");
    if (std::min(end, pending.size()) > limits.part_header_bytes_max)
        return refuse(
            Refusal::too_large, "part_header_too_large", {}, "A part's header is too large."
        );
    if (end == pending.npos) return false;
    TRY(begin_part(std::string_view(pending).substr(0, end)));
    pending.erase(0, end + 4);
    stage = Stage::content;
    return true;
}

Result<void> MultipartReader::State::begin_part(std::string_view head) {
    std::optional<std::string> disposition;
    std::string content_type = "application/octet-stream";
    while (!head.empty()) {
        const auto end = std::min(head.find("\r\n"), head.size());
        const auto line = head.substr(0, end);
        head.remove_prefix(std::min(end + 2, head.size()));
        const auto colon = line.find(':');
        if (colon == line.npos) continue;
        const auto value = trimmed(line.substr(colon + 1));
        if (equals_ignoring_case(line.substr(0, colon), "content-disposition")) disposition = value;
        if (equals_ignoring_case(line.substr(0, colon), "content-type") && is_valid_utf8(value))
            content_type = utf8_prefix(value, filename_bytes_max);
    }
    const auto field = disposition ? header_parameter(*disposition, "name") : std::nullopt;
    if (!field || field->size() > filename_bytes_max)
        return malformed("A part has no name, or one that is too long.");
    name = valid_utf8(without_form_escapes(*field));
    const auto plain = header_parameter(*disposition, "filename");
    const auto extended = header_parameter(*disposition, "filename*");
    if (!plain && !extended) return {};
    const auto decoded = extended ? extended_text(*extended) : std::nullopt;
    const auto filename = decoded ? *decoded : without_form_escapes(plain.value_or(""));
    upload = Upload{
        .field = name,
        .filename = filename.empty() ? "" : safe_filename(filename),
        .content_type = content_type,
        .file = {},
        .sha256 = {},
    };
    writer.emplace(folder);
    return {};
}

Result<bool> MultipartReader::State::read_content() {
    const auto end = pending.find(delimiter);
    if (end == pending.npos) {
        // The last bytes may be the beginning of a delimiter.
        if (pending.size() < delimiter.size()) return false;
        const auto sure = pending.size() - delimiter.size() + 1;
        TRY(keep(std::string_view(pending).substr(0, sure)));
        pending.erase(0, sure);
        return false;
    }
    TRY(keep(std::string_view(pending).substr(0, end)));
    pending.erase(0, end + delimiter.size());
    if (stage == Stage::content) end_part();
    stage = Stage::after_delimiter;
    return true;
}

Result<void> MultipartReader::State::keep(std::string_view bytes) {
    if (stage == Stage::preamble) return {};
    if (writer) {
        writer->write(bytes);
        return {};
    }
    field_bytes += bytes.size();
    if (field_bytes > limits.part_field_bytes_max)
        return refuse(
            Refusal::too_large, "form_too_large", {}, "The fields of the form are too large."
        );
    field_value += bytes;
    return {};
}

void MultipartReader::State::end_part() {
    if (!upload) {
        fields.add(std::exchange(name, {}), valid_utf8(std::exchange(field_value, {})));
        return;
    }
    upload->size = writer->size();
    upload->file = writer->take();
    upload->sha256 = writer->sha256();
    // A form whose file was not chosen sends an empty part without a name.
    const bool chosen = upload->size > 0 || !upload->filename.empty();
    if (upload->filename.empty()) upload->filename = "file";
    if (chosen) uploads.push_back(std::move(*upload));
    upload.reset();
    writer.reset();
}

MultipartReader::MultipartReader(std::unique_ptr<State> state) : state_(std::move(state)) {}

MultipartReader::MultipartReader(MultipartReader&&) noexcept = default;
MultipartReader& MultipartReader::operator=(MultipartReader&&) noexcept = default;
MultipartReader::~MultipartReader() = default;

Result<MultipartReader> MultipartReader::open(
    std::string_view content_type, const Limits& limits, std::filesystem::path folder
) {
    constexpr std::size_t boundary_max = 70; // RFC 2046
    const auto boundary = header_parameter(content_type, "boundary");
    if (!boundary || boundary->empty() || boundary->size() > boundary_max ||
        boundary->find_first_of("\r\n") != boundary->npos)
        return malformed("The content type has no usable boundary.");
    auto state = std::make_unique<State>();
    state->delimiter = "\r\n--" + *boundary;
    state->limits = limits;
    state->folder = std::move(folder);
    return MultipartReader(std::move(state));
}

Result<void> MultipartReader::feed(std::string_view bytes) {
    state_->pending += bytes;
    for (;;) {
        const bool goes_on = TRY(state_->step());
        if (!goes_on) return {};
    }
}

Result<void> MultipartReader::finish(Request& request) {
    if (state_->stage != State::Stage::done)
        return malformed("The body ends before its last boundary.");
    request.form = std::move(state_->fields);
    request.uploads = std::move(state_->uploads);
    return {};
}

void prepare_upload_folder(const std::filesystem::path& folder) {
    std::filesystem::create_directories(folder);
    for (const auto& entry : std::filesystem::directory_iterator(folder))
        if (entry.path().filename().string().starts_with(file_prefix))
            std::filesystem::remove(entry.path());
}

} // namespace heed::http
