// SPDX-License-Identifier: AGPL-3.0-or-later
import { readFileSync } from "node:fs";
import { afterEach, expect, it } from "vitest";
import { localeOf, speak } from "./locale";
import { m } from "./messages/messages";

const catalogue = (locale: string): Record<string, unknown> =>
  JSON.parse(readFileSync(`messages/${locale}.json`, "utf8"));

const placeholders = (message: unknown) =>
  [...JSON.stringify(message).matchAll(/(?<!\\)\{(\w+)\}/g)].map(([, name]) => name).sort();

afterEach(() => speak("en"));

it("speaks the first language that it can", () => {
  expect(localeOf(["fr-CH", "de-CH", "en"])).toBe("de");
  expect(localeOf([null, undefined, "en-GB"])).toBe("en");
  expect(localeOf(["tlh"])).toBe("en");
  expect(localeOf([])).toBe("en");
});

it("changes words and the language of the page together", () => {
  speak("de-AT", "en");
  expect(m.save()).toBe("Speichern");
  expect(document.documentElement.lang).toBe("de");
  speak(null, "en");
  expect(m.save()).toBe("Save");
});

it("has every message in German, with the same places to fill in", () => {
  const english = catalogue("en");
  const german = catalogue("de");
  expect(Object.keys(english).filter((key) => !(key in german))).toEqual([]);
  expect(Object.keys(german).filter((key) => !(key in english))).toEqual([]);
  const different = Object.keys(english).filter(
    (key) => String(placeholders(english[key])) !== String(placeholders(german[key])),
  );
  expect(different).toEqual([]);
});
