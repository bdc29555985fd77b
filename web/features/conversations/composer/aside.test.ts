// SPDX-License-Identifier: AGPL-3.0-or-later
import { describe, expect, it } from "vitest";
import type { Draft } from "~/core/drafts";
import { isKept, swapped, withBack } from "./aside";

const draft = (html: string, part: Partial<Draft> = {}) =>
  ({ mode: "reply", html, attachments: [], ...part }) as Draft;
const back = draft("<p>We replace it tomorrow.</p>");
const note = draft("<p>Ask Sam.</p>", { mode: "note" });

describe("words that come back", () => {
  it("come into an empty composer", () =>
    expect(withBack(draft(""), back)).toEqual({ ...back, aside: [] }));

  it("wait beside what stands in it, however many they are", () => {
    const now = withBack(withBack(note, back), draft("<p>Third</p>"));
    expect(now.html).toBe(note.html);
    expect(now.aside?.map((one) => one.html)).toEqual([back.html, "<p>Third</p>"]);
  });

  it("swap places with it, and a note stays a note", () => {
    const there = swapped(withBack(note, back));
    expect(there).toMatchObject({ mode: "reply", html: back.html });
    expect(swapped(there)).toMatchObject({ mode: "note", html: note.html });
  });

  it("come forward when what stood before them is sent or thrown away", () =>
    expect(swapped({ ...draft(""), aside: [back] })).toEqual({ ...back, aside: [] }));

  it("are kept as long as they wait", () => {
    expect(isKept({ ...draft(""), aside: [back] })).toBe(true);
    expect(isKept(draft("<p></p>"))).toBe(false);
  });
});
