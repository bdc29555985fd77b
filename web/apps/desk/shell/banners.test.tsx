// SPDX-License-Identifier: AGPL-3.0-or-later
import { QueryClientProvider } from "@tanstack/react-query";
import { act, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { Banner, Session } from "~/api/types";
import { queries } from "~/core/queries";
import { keepSession } from "~/core/session";
import { Banners } from "./banners";

vi.mock("@tanstack/react-router", () => ({
  Link: ({ children }: { children: string }) => <a href="#there">{children}</a>,
  useParams: () => ({}),
}));

const refused = "The mailbox Help cannot be read: The server refused the password.";
const failing: Banner = {
  code: "mailbox_cannot_be_read",
  text: "An older sentence.",
  about: "Help",
  why: "The server refused the password.",
  link: "/desk/settings/mailboxes",
};
const session = (banners: Banner[]) =>
  ({ signed_in: true, person: { id: 1 }, csrf: "c", desk: {}, banners }) as unknown as Session;

let banners: Banner[] = [];
beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("fetch", () => Promise.resolve(Response.json(session(banners))));
  keepSession(session([]));
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  queries.clear();
});

const halfAMinute = () => act(() => vi.advanceTimersByTimeAsync(31_000));

it("tells of a mailbox that begins to fail without a reload, and is silent when it is mended", async () => {
  render(
    <QueryClientProvider client={queries}>
      <Banners />
    </QueryClientProvider>,
  );
  expect(screen.queryByRole("status")).toBeNull();
  banners = [failing];
  await halfAMinute();
  expect(screen.getByRole("status").textContent).toContain(refused);
  banners = [];
  await halfAMinute();
  expect(screen.queryByRole("status")).toBeNull();
});
