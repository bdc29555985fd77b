// SPDX-License-Identifier: AGPL-3.0-or-later
import { beforeEach, expect, it, vi } from "vitest";
import type { Attachment, Entry, Ticket } from "~/api/types";
import type { Draft, Words } from "~/core/drafts";
import { awaitBack, bringBack } from "./bring_back";

const kept = new Map<number, Draft>();
vi.mock("~/core/drafts", async (original) => ({
  ...(await original<typeof import("~/core/drafts")>()),
  changeDraft: async (_: number, number: number, change: (now?: Draft) => Draft) =>
    kept.set(number, change(kept.get(number))),
}));
vi.mock("~/features/tickets", () => ({ markDrafted: () => undefined }));

const file = (id: number) =>
  ({ id, filename: `${id}.pdf`, url: `/api/v1/attachments/${id}`, inline: false }) as Attachment;
const ticket = { number: 7, entries: [], participants: [], customer: {} } as unknown as Ticket;
const answer = {
  id: 5,
  body_html: '<p>Hi <img src="/api/v1/attachments/1"><img src="/api/v1/attachments/2"></p>',
  to: [{ email: "ada@acme.example" }],
  cc: [{ email: "boss@acme.example" }],
  attachments: [file(1), file(2), file(3), file(4)],
} as Entry;

beforeEach(() => {
  kept.clear();
  vi.stubGlobal("fetch", async (url: string) => ({ ok: !/[24]$/.test(url) }));
});

it("takes along the recipients and the files that still exist, pictures in the text too", async () => {
  const taken: Words[] = [];
  const stop = awaitBack(7, (back) => taken.push(back) > 1);
  const { gone, beside } = await bringBack(3, ticket, answer);
  stop();
  expect([gone.map((one) => one.id), beside]).toEqual([[2, 4], false]);
  expect(taken[0]).toMatchObject({ to: ["ada@acme.example"], cc: ["boss@acme.example"] });
  expect(taken[0]?.html).toBe('<p>Hi <img src="/api/v1/attachments/1"></p>');
  expect(taken[0]?.attachments.map((one) => one.id)).toEqual([3]);
});

it("keeps the words for a composer that is not on screen, beside the draft that is kept", async () => {
  await bringBack(3, ticket, { ...answer, body_html: null, body_text: "First" });
  const { beside } = await bringBack(3, ticket, {
    ...answer,
    body_html: null,
    body_text: "Second",
  });
  expect(beside).toBe(true);
  expect(kept.get(7)).toMatchObject({ html: "<p>First</p>", plain: true });
  expect(kept.get(7)?.aside?.map((one) => one.html)).toEqual(["<p>Second</p>"]);
});
