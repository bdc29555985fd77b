// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/portal/posted.hpp"

#include "kernel/text.hpp"
#include "platform/crypto/token.hpp"

#include <algorithm>
#include <chrono>

namespace heed::portal {

std::string typed(const http::Request& request, std::string_view name) {
    const auto value = request.form.text(name);
    if (!value || !*value) return {};
    auto text = valid_utf8(**value);
    std::string result;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] != '\r')
            result += text[at];
        else if (at + 1 == text.size() || text[at + 1] != '\n')
            result += '\n';
    }
    return std::string(trimmed(result));
}

std::string typed_line(const http::Request& request, std::string_view name) {
    auto line = typed(request, name);
    std::ranges::replace_if(
        line, [](char letter) { return static_cast<unsigned char>(letter) < ' '; }, ' '
    );
    return without_overrides(line);
}

FilesSent files_sent(const http::Request& request) {
    FilesSent sent;
    for (const auto& upload : request.uploads) {
        ++sent.count;
        sent.bytes += upload.size;
    }
    return sent;
}

std::vector<attachments::NewAttachment> ready_files(Desk& desk, const http::Request& request) {
    std::vector<attachments::NewAttachment> files;
    files.reserve(request.uploads.size());
    for (const auto& upload : request.uploads) {
        files.push_back({
            .blob = attachments::make_ready_file(desk.files, upload.file.path()),
            .filename = upload.filename,
            .content_type = upload.content_type,
        });
    }
    return files;
}

namespace {

/// As long as any command may take; then the customer reads that it is still at work.
constexpr std::chrono::seconds patience{10};

void add_key(http::Request& request) {
    if (request.headers.find("Idempotency-Key") || typed(request, "once").empty()) return;
    std::string content = request.path;
    for (const auto& [name, value] : request.form.all()) content += '\n' + name + '\n' + value;
    for (const auto& upload : request.uploads)
        content += '\n' + upload.filename + '\n' + upload.sha256;
    request.headers.add("Idempotency-Key", crypto::token_digest(content));
}

} // namespace

Result<Outcome> run_once(Desk& desk, http::Request& request, const Desk::Command& command) {
    add_key(request);
    return desk.run(request, command, patience);
}

} // namespace heed::portal
