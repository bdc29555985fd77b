// SPDX-License-Identifier: AGPL-3.0-or-later
import { render, waitFor } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import type { Ticket } from "~/api/types";
import { useReading } from "./reading";

const told: [number, number][] = [];
vi.mock("./api", () => ({
  keepRow: () => undefined,
  rowOf: () => undefined,
  ticketQuery: (number: number) => ({ queryKey: ["ticket", number] }),
  markRead: (number: number, entry: number) => {
    told.push([number, entry]);
    return Promise.resolve({ unread: false, read_until: entry });
  },
}));

function Screen({ unread, entries }: { unread: boolean; entries: number[] }) {
  useReading({ number: 7, unread, entries: entries.map((id) => ({ id })) } as Ticket);
  return null;
}

const see = (state: DocumentVisibilityState) => {
  Object.defineProperty(document, "visibilityState", { value: state, configurable: true });
  document.dispatchEvent(new Event("visibilitychange"));
};

it("tells the desk the last entry, once somebody looks", async () => {
  see("hidden");
  const { rerender } = render(<Screen unread entries={[1, 2]} />);
  expect(told).toEqual([]);
  see("visible");
  see("visible");
  await waitFor(() => expect(told).toEqual([[7, 2]]));
  rerender(<Screen unread={false} entries={[1, 2]} />);
  rerender(<Screen unread entries={[1, 2, 3]} />);
  await waitFor(() => expect(told.at(-1)).toEqual([7, 3]));
});

it("says nothing about what is read", () => {
  told.length = 0;
  see("visible");
  render(<Screen unread={false} entries={[1]} />);
  expect(told).toEqual([]);
});
