// SPDX-License-Identifier: AGPL-3.0-or-later
#include "features/portal/answers.hpp"
#include "features/portal/portal.hpp"
#include "kernel/number.hpp"
#include "platform/http/problem.hpp"

#include <algorithm>
#include <array>

namespace heed::portal {

namespace {

using W = Words;

/// What went wrong, and one way on.
struct Trouble {
    std::string_view W::* title;
    std::string text;
    std::string_view url = "/";
    std::string_view W::* link = &W::to_start;
};

bool is_for_people(std::string_view path) {
    constexpr std::array<std::string_view, 6> of_programs = {
        "/api/", "/assets/", "/desk", "/metrics", "/healthz", "/readyz"
    };
    if (!path.starts_with('/')) return false;
    return std::ranges::none_of(of_programs, [&](std::string_view start) {
        return path.starts_with(start);
    });
}

std::int64_t seconds_to_wait(const Error& error) {
    const auto found = std::ranges::find(
        error.members, "retry_after", &std::pair<std::string, std::string>::first
    );
    if (found == error.members.end()) return 1;
    return number_from<std::int64_t>(found->second).value_or(1);
}

Trouble missing(const Words& words, std::string_view code) {
    if (code == "link_expired")
        return {
            .title = &W::old_link_title,
            .text = std::string(words.old_link_text),
            .url = "/sign_in",
            .link = &W::ask_new_link
        };
    if (code == "request_link_expired") {
        return {
            .title = &W::old_link_title,
            .text = std::string(words.old_request_link_text),
            .url = "/sign_in",
            .link = &W::sign_in
        };
    }
    return {
        .title = &W::missing_title,
        .text = std::string(words.missing_text),
        .url = "/sign_in",
        .link = &W::sign_in
    };
}

Trouble trouble_of(const Words& words, const Error& error) {
    constexpr std::int64_t minute = 60;
    switch (error.kind) {
        case Refusal::not_found: return missing(words, error.code);
        case Refusal::unauthenticated:
            return {
                .title = &W::sign_in_title,
                .text = std::string(words.sign_in_text),
                .url = "/sign_in",
                .link = &W::sign_in
            };
        case Refusal::forbidden: {
            const bool stale = error.code != "not_allowed" && error.code != "forbidden";
            if (stale) return {.title = &W::stale_title, .text = std::string(words.stale_text)};
            return {
                .title = &W::forbidden_title,
                .text = std::string(words.missing_text),
                .url = "/sign_in",
                .link = &W::sign_in
            };
        }
        case Refusal::too_large:
            return {.title = &W::large_title, .text = std::string(words.large_text)};
        case Refusal::too_many: {
            const auto minutes = (seconds_to_wait(error) + minute - 1) / minute;
            const auto text = filled(words.often_text, {{"minutes", std::to_string(minutes)}});
            return {.title = &W::often_title, .text = text};
        }
        case Refusal::unavailable:
            if (error.code == http::outcome_unclear)
                return {
                    .title = &W::unsure_title,
                    .text = std::string(words.unsure_text),
                    .url = "/requests",
                    .link = &W::my_requests
                };
            return {.title = &W::busy_title, .text = std::string(words.busy_text)};
        case Refusal::conflict: {
            const bool still = error.code == "still_running";
            return {
                .title = still ? &W::still_title : &W::conflict_title,
                .text = std::string(still ? words.still_text : words.conflict_text),
                .url = "/requests",
                .link = &W::my_requests
            };
        }
        case Refusal::malformed:
            // For whoever sets the desk up: no customer can do anything about it.
            if (error.code == "wrong_host")
                return {.title = &W::unclear_title, .text = error.detail};
            break;
        case Refusal::invalid: break;
    }
    return {.title = &W::unclear_title, .text = std::string(words.unclear_text)};
}

Page page_of(const Words& words, const Trouble& trouble) {
    Html card = element("h1", {}, {words.*trouble.title});
    card += element("p", {}, {trouble.text});
    card += element("p", {}, {button_link(trouble.url, words.*trouble.link, true)});
    return {
        .title = std::string(words.*trouble.title),
        .content = element("div", {{"class", "card"}}, {card}),
    };
}

bool may_come_back(const http::Request& request, const Error& error) {
    const bool reads = request.method == http::Method::get || request.method == http::Method::head;
    return reads && error.kind == Refusal::unauthenticated && request.path.starts_with("/requests");
}

} // namespace

void DoorPlate::write(Written written) {
    const std::lock_guard lock(mutex_);
    written_ = std::move(written);
}

DoorPlate::Written DoorPlate::read() const {
    const std::lock_guard lock(mutex_);
    return written_;
}

std::optional<http::Response>
refusal_page(const DoorPlate& plate, const http::Request& request, const Error& error) {
    if (!is_for_people(request.path)) return std::nullopt;
    if (may_come_back(request, error))
        return http::see_other("/sign_in?next=" + http::percent_encoded(request.path));
    Look look;
    look.theme = theme_of(request);
    look.token_in_path = true;
    const auto written = plate.read();
    const auto liked = language_of(request);
    look.desk_name = written.desk_name;
    look.words = words_in(liked.empty() ? written.language : liked);
    const auto trouble = trouble_of(look.words, error);
    auto response = shown(look, page_of(look.words, trouble), http::status_of(error.kind));
    const bool waits = error.kind == Refusal::too_many || error.kind == Refusal::unavailable;
    if (waits && error.code != http::outcome_unclear)
        response.set("Retry-After", std::to_string(seconds_to_wait(error)));
    return response;
}

} // namespace heed::portal
