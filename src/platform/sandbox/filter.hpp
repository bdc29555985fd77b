// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

namespace heed::sandbox {

/// From here on this process may compute, take memory that holds no code, and read and write what
/// it has open: a call of the system that is not on the list ends it at once (SIGSYS). For good,
/// and for all it might start. 0, or the errno with which the system refused to do so.
int close_filter();

/// Whether this program was built with a sanitizer, whose own work needs more than the real one:
/// some more calls, and memory without bounds.
extern const bool is_sanitized;

} // namespace heed::sandbox
