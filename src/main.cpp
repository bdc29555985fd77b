// SPDX-License-Identifier: AGPL-3.0-or-later
#include "app/verbs.hpp"

#include <exception>
#include <iostream>

int main(int argc, char** argv) {
    try {
        return heed::cli::run("heed", heed::app::all_verbs(), argc, argv);
    } catch (const std::exception& fault) {
        std::cerr << "heed: " << fault.what() << '\n';
        return heed::app::exit_fault;
    }
}
