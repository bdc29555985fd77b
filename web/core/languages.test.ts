// SPDX-License-Identifier: AGPL-3.0-or-later
import { expect, it } from "vitest";
import { ownLanguage } from "./languages";

it("offers the reader's first language that letters are written in", () => {
  expect(ownLanguage(["de-AT", "en"])).toBe("de");
  expect(ownLanguage(["fr-FR", "de", "en"])).toBe("de");
  expect(ownLanguage(["fr"])).toBe("en");
  expect(ownLanguage([])).toBe("en");
});
