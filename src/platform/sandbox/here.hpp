// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

namespace heed::sandbox {

class Sandbox;

/// Does everything in the process that asks: for tests, and for verbs that read no stranger's mail.
Sandbox& here();

} // namespace heed::sandbox
