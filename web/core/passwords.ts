// SPDX-License-Identifier: AGPL-3.0-or-later

/** How many characters the server asks of a new password at least (`platform/crypto/password`). */
export const passwordCharactersMin = 8;
