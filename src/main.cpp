// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/mail_worker.hpp"
#include "app/verbs.hpp"

#include <exception>
#include <iostream>
#include <malloc.h>
#include <sys/stat.h>

int main(int argc, char** argv) {
    // Whatever Heed writes is for the one who runs it.
    ::umask(077);
    // Each thread would have a heap of its own otherwise, and each keep what its largest letter
    // took.
    ::mallopt(M_ARENA_MAX, 4);
    heed::app::read_letters_apart();
    try {
        const heed::cli::Program program{.name = "heed", .version = HEED_VERSION};
        return heed::cli::run(program, heed::app::all_verbs(), argc, argv);
    } catch (const std::exception& fault) {
        std::cerr << "heed: " << fault.what() << '\n';
        return heed::app::exit_fault;
    }
}
