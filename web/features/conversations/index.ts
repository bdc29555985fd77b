// SPDX-License-Identifier: AGPL-3.0-or-later
export { Composer } from "./composer/composer";
export { quoteIn, write } from "./composer/composer_state";
export { Entries } from "./entries/entries";
