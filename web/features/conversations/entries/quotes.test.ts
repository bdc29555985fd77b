// SPDX-License-Identifier: AGPL-3.0-or-later
import { expect, it } from "vitest";
import { foldQuotes } from "./quotes";

const letter = (html: string) => new DOMParser().parseFromString(html, "text/html");
const shown = (html: string, folded = true) => {
  const page = letter(html);
  const hidden = foldQuotes(page, folded);
  return { hidden, display: page.querySelector<HTMLElement>("blockquote")?.style.display };
};

it("folds the old letter below an answer", () => {
  expect(shown("<p>Thanks, it works.</p><blockquote>old</blockquote>")).toEqual({
    hidden: 1,
    display: "none",
  });
});

it("keeps a quote that is answered in between", () => {
  expect(shown("<p>See below.</p><blockquote>question?</blockquote><p>Yes.</p>").hidden).toBe(0);
});

it("shows a letter that is nothing but a quote", () => {
  expect(shown("<blockquote>forwarded</blockquote>").hidden).toBe(0);
});

it("unfolds again", () => {
  expect(shown("<p>Hi</p><blockquote>old</blockquote>", false)).toEqual({ hidden: 0, display: "" });
});
