// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace heed::mail {

/// The MIME entity inside an opaquely signed part (S/MIME, RFC 8551 3.5.2: a SignedData of RFC 5652
/// in BER). The signature is NOT checked. Nothing when it is no such part, is cut off or holds its
/// content elsewhere.
std::optional<std::string> signed_content(std::string_view ber);

} // namespace heed::mail
