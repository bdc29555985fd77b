// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/mail_worker.hpp"

#include "app/parts.hpp"
#include "features/inbound_mail/inbound_mail.hpp"
#include "platform/mail/charset.hpp"
#include "platform/sandbox/control.hpp"
#include "platform/sandbox/processes.hpp"
#include "platform/sandbox/worker.hpp"

#include <algorithm>
#include <iostream>
#include <sys/socket.h>
#include <unistd.h>

namespace heed::app {

namespace {

bool apart = false; // set once, before there is a thread or a desk

/// With what it takes once: every worker is a copy of this process and has it from the start.
void read_once() {
    mail::load_charsets();
    constexpr std::string_view letter =
        "From: =?utf-8?q?J=C3=B6rg?= <joerg@example.org>\r\nSubject: =?koi8-r?b?8NLJ18XU?=\r\n"
        "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n"
        "Content-Type: text/html; charset=iso-8859-1\r\n\r\n<p>Hello</p>\r\n--b\r\n"
        "Content-Type: application/octet-stream; name=a.bin\r\n"
        "Content-Transfer-Encoding: base64\r\n\r\nAAAA\r\n--b--\r\n";
    inbound_mail::read_once(letter);
}

bool is_asked_by_a_desk() {
    int type = 0;
    socklen_t size = sizeof type;
    return ::getsockopt(sandbox::control_number, SOL_SOCKET, SO_TYPE, &type, &size) == 0 &&
           type == SOCK_SEQPACKET;
}

int work(const cli::Arguments& arguments) {
    if (!is_asked_by_a_desk()) {
        std::cerr << "`heed serve` starts this itself, to read letters; there is nothing to do "
                     "with it by hand.\n";
        constexpr int usage = 64;
        return usage;
    }
    const auto largest = arguments.number("largest").value_or(0);
    read_once();
    return sandbox::live_as_parent(
        all_tasks(), static_cast<std::uint64_t>(std::max<std::int64_t>(largest, 0))
    );
}

/// One for each thread that reads letters, and two so that somebody who opens one does not wait.
std::size_t workers_max() {
    return static_cast<std::size_t>(std::max(2L, ::sysconf(_SC_NPROCESSORS_ONLN))) + 2;
}

} // namespace

std::vector<cli::Verb> worker_verbs() {
    return {
        {.name = "worker mail",
         .summary = "Read letters for a desk; started by it, never by hand",
         .example = "heed worker mail --largest 52428800",
         .flags =
             {{.name = "largest",
               .value = "BYTES",
               .help = "The largest letter, which bounds the memory of a process"}},
         .run = work},
    };
}

void read_letters_apart() {
    apart = true;
}

std::unique_ptr<sandbox::Sandbox> letter_sandbox(const config::Config& config) {
    if (!apart) return nullptr;
    const auto largest = std::to_string(config.mail.letter_max.count);
    return std::make_unique<sandbox::Processes>(sandbox::Processes::Options{
        .program =
            {.path = "/proc/self/exe", .words = {"heed", "worker", "mail", "--largest", largest}},
        .workers_max = workers_max(),
    });
}

} // namespace heed::app
