// SPDX-License-Identifier: AGPL-3.0-or-later
import { fireEvent, render, screen, waitFor } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";
import type { Entry } from "~/api/types";
import { Toasts } from "~/kit/toast";
import { HeldNotice } from "./held_notice";

const discarded: number[] = [];
const gone: { filename: string }[] = [];
const back: [number, number, number][] = [];
vi.mock("../composer/bring_back", () => ({
  bringBack: async (person: number, ticket: { number: number }, answer: Entry) => {
    back.push([person, ticket.number, answer.id]);
    return { gone, beside: true };
  },
}));
vi.mock("~/core/session", () => ({
  useMe: () => ({ id: 3 }),
  useSession: () => ({ person: { language: "en", zone: "UTC" }, desk: { zone: "UTC" } }),
}));
vi.mock("~/features/tickets", () => ({
  discardHeld: async (entry: number) => {
    discarded.push(entry);
    return { number: 7 };
  },
}));
beforeEach(() => {
  discarded.length = 0;
  back.length = 0;
  gone.length = 0;
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

it("gives its words back to whoever discarded it, and names the files that stay behind", async () => {
  gone.push({ filename: "plan.pdf" });
  render(
    <>
      <HeldNotice entry={held("open")} mayWrite />
      <Toasts />
    </>,
  );
  fireEvent.click(screen.getByRole("button", { name: "Discard" }));
  fireEvent.click(screen.getByRole("button", { name: "Really discard?" }));
  expect(await screen.findByText(/plan\.pdf/)).toBeTruthy();
  expect(back).toEqual([[3, 7, 5]]);
});

it("is not to be discarded by whoever may not answer", () => {
  render(<HeldNotice entry={held(null)} mayWrite={false} />);
  expect(screen.queryByRole("button")).toBeNull();
});
