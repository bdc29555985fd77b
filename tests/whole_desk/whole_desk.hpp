// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include "tests/support/world.hpp"

#include <memory>

namespace heed::tests {

/// A desk with all that a server has: every route that is served and every reader of the journal.
class WholeDesk : public World {
public:
    explicit WholeDesk(db::Engine engine);
    ~WholeDesk();
    WholeDesk(const WholeDesk&) = delete;
    WholeDesk& operator=(const WholeDesk&) = delete;

private:
    struct Around;
    WholeDesk(db::Engine engine, const std::shared_ptr<Around>& around);

    std::shared_ptr<Around> around_; // the routes use it for as long as there are requests
};

} // namespace heed::tests
