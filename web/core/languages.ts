// SPDX-License-Identifier: AGPL-3.0-or-later

const codes = [
  "en",
  "de",
  "fr",
  "es",
  "it",
  "pt",
  "nl",
  "pl",
  "cs",
  "sv",
  "da",
  "fi",
  "nb",
  "tr",
  "ar",
  "he",
  "ja",
  "zh",
];

/** Each in its own tongue, because that is how one looks for one's own. */
export const languages = codes.map((code) => ({
  code,
  name: new Intl.DisplayNames([code], { type: "language" }).of(code) ?? code,
}));

/** Those in which the server has letters and customer pages of its own (`outbound_mail/words.cpp`). */
const ownWords = ["en", "de"];

export const spoken = languages.filter(({ code }) => ownWords.includes(code));
export const unspoken = languages.filter(({ code }) => !ownWords.includes(code));

/** The language a new desk is offered: the reader's first that the server has words for. */
export const ownLanguage = (offered: readonly string[] = navigator.languages): string =>
  offered.map((one) => one.split("-")[0] ?? "").find((one) => ownWords.includes(one)) ?? "en";
