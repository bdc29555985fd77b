// SPDX-License-Identifier: AGPL-3.0-or-later
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { fireEvent, render, screen } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";
import { Refusal } from "~/api/problem";
import type { SigningKey } from "~/api/types";
import { SigningPanel } from "./signing_panel";

const wishes: unknown[] = [];
const key: SigningKey = {
  id: 7,
  selector: "heed-abc",
  algorithm: "rsa",
  signs: false,
  usable: true,
  made_at: "2026-11-20T12:00:00.000Z",
  found_at: null,
  record_name: "heed-abc._domainkey.acme.org",
  record_text: "v=DKIM1; k=rsa; p=MIIB",
  record: 'heed-abc._domainkey.acme.org. IN TXT "v=DKIM1; k=rsa; p=MIIB"',
};

vi.mock("~/core/session", () => ({ useMay: () => true }));
vi.mock("./api", () => ({
  signingKeysQuery: () => ({
    queryKey: ["keys"],
    queryFn: async () => ({ domain: "acme.org", items: [key] }),
  }),
  changeSigningKey: async (_: number, wish: { insist?: boolean }) => {
    wishes.push(wish);
    if (!wish.insist) throw new Refusal({ status: 409, code: "record_missing" });
  },
}));

beforeEach(() => {
  wishes.length = 0;
  render(
    <QueryClientProvider client={new QueryClient()}>
      <SigningPanel mailbox={1} />
    </QueryClientProvider>,
  );
});

it("shows the record that a key needs, apart for a form and as a line", async () => {
  expect(await screen.findByText(key.record_name)).toBeTruthy();
  expect(screen.getByText(key.record_text)).toBeTruthy();
  expect(screen.getByText(key.record)).toBeTruthy();
});

it("lets an administrator insist once it is said that the record is missing", async () => {
  fireEvent.click(await screen.findByText("Sign letters"));
  expect(await screen.findByText(/not to be found yet/)).toBeTruthy();
  fireEvent.click(screen.getByText("Sign anyway"));
  await vi.waitFor(() => expect(wishes).toEqual([{ signs: true }, { signs: true, insist: true }]));
});
