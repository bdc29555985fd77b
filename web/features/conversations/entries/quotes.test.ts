// SPDX-License-Identifier: AGPL-3.0-or-later
import { expect, it } from "vitest";
import { foldQuotes } from "./quotes";

const letter = (html: string) => new DOMParser().parseFromString(html, "text/html");
const shown = (html: string, folded = true) => {
  const page = letter(html);
  const foldable = foldQuotes(page, folded);
  return { foldable, display: page.querySelector<HTMLElement>("blockquote")?.style.display };
};

it("folds the old letter below an answer", () => {
  expect(shown("<p>Thanks, it works.</p><blockquote>old</blockquote>")).toEqual({
    foldable: 1,
    display: "none",
  });
});

it("keeps a quote that is answered in between", () => {
  expect(shown("<p>See below.</p><blockquote>question?</blockquote><p>Yes.</p>").foldable).toBe(0);
});

it("shows a letter that is nothing but a quote", () => {
  expect(shown("<blockquote>forwarded</blockquote>").foldable).toBe(0);
});

it("unfolds again", () => {
  expect(shown("<p>Hi</p><blockquote>old</blockquote>", false)).toEqual({
    foldable: 1,
    display: "",
  });
});

it("folds the signature below an answer", () => {
  expect(shown('<p>Hi</p><div class="moz-signature">Ada, Acme</div>').foldable).toBe(1);
  expect(shown('<div class="moz-signature">Ada, Acme</div>').foldable).toBe(0);
});

it("folds what the desk marked as history, whatever it is made of", () => {
  const page = letter(
    "<p>It works.</p><div data-heed-quote><div>From: Help</div></div><span data-heed-quote>Old</span><div data-heed-quote><p>Older</p></div>",
  );
  expect(foldQuotes(page, true)).toBe(3);
  const hidden = page.querySelectorAll<HTMLElement>("[data-heed-quote]");
  expect([...hidden].map((one) => one.style.display)).toEqual(["none", "none", "none"]);
});
