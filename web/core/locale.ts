// SPDX-License-Identifier: AGPL-3.0-or-later
import { useSyncExternalStore } from "react";
import { type Locale, locales, overwriteGetLocale } from "./messages/runtime";

const spoken = (language: string): Locale | undefined =>
  locales.find((one) => one === language.split("-")[0]);

/** The first of these languages that the desk has words for; English where it has none of them. */
export const localeOf = (wanted: readonly (string | null | undefined)[]): Locale =>
  wanted.map((one) => spoken(one ?? "")).find(Boolean) ?? "en";

// Until somebody is known: as their browser asks for.
let locale = localeOf(navigator.languages);
const watchers = new Set<() => void>();
overwriteGetLocale(() => locale);

const show = () => {
  document.documentElement.lang = locale;
};
show();

/** From here on the desk speaks the first of these languages that it can. */
export function speak(...wanted: (string | null | undefined)[]) {
  const next = localeOf(wanted);
  if (next === locale) return;
  locale = next;
  show();
  for (const watcher of watchers) watcher();
}

const watch = (changed: () => void) => {
  watchers.add(changed);
  return () => void watchers.delete(changed);
};

/** What the desk speaks. Words are read while a screen is drawn: whoever keys it by this redraws. */
export const useLocale = () => useSyncExternalStore(watch, () => locale);
