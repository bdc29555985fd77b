// SPDX-License-Identifier: AGPL-3.0-or-later
export { type Found, suggestionsQuery } from "./api";
export { Fragments, plainText } from "./fragments";
export { Standing } from "./standing";
