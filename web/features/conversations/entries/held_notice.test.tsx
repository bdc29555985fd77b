// SPDX-License-Identifier: AGPL-3.0-or-later
import { fireEvent, render, screen, waitFor } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";
import type { Entry } from "~/api/types";
import { HeldNotice } from "./held_notice";

const discarded: number[] = [];
vi.mock("~/core/session", () => ({
  useSession: () => ({ person: { language: "en", zone: "UTC" }, desk: { zone: "UTC" } }),
}));
vi.mock("~/features/tickets", () => ({
  attempt: async (work: Promise<unknown>) => {
    await work;
    return true;
  },
  discardHeld: async (entry: number) => discarded.push(entry),
}));
beforeEach(() => {
  discarded.length = 0;
});

const held = (then: Entry["then"]) =>
  ({ id: 5, release_at: "2026-11-23T09:00:00.000Z", then }) as Entry;

it("says when it leaves and what follows then", () => {
  const { container } = render(<HeldNotice entry={held("resolved")} mayWrite />);
  expect(container.textContent).toContain("Nov 23, 2026");
  expect(container.textContent).toContain("The ticket is resolved then");
});

it("is discarded by the second press, not the first", async () => {
  render(<HeldNotice entry={held("open")} mayWrite />);
  fireEvent.click(screen.getByRole("button", { name: "Discard" }));
  expect(discarded).toEqual([]);
  fireEvent.click(screen.getByRole("button", { name: "Really discard?" }));
  await waitFor(() => expect(discarded).toEqual([5]));
});

it("is not to be discarded by whoever may not answer", () => {
  render(<HeldNotice entry={held(null)} mayWrite={false} />);
  expect(screen.queryByRole("button")).toBeNull();
});
