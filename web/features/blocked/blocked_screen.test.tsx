// SPDX-License-Identifier: AGPL-3.0-or-later
import { QueryClientProvider } from "@tanstack/react-query";
import { render, screen } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import type { Session } from "~/api/types";
import { queries } from "~/core/queries";
import { sessionQuery } from "~/core/session";
import { BlockedScreen } from "./blocked_screen";

const { lists } = vi.hoisted(() => {
  const created_at = "2020-06-10T22:30:00.000Z";
  return {
    lists: {
      "/blocked_senders": [
        { id: 1, pattern: "ana@acme.example", ticket_id: 42, created_at, created_by: 7 },
        { id: 2, pattern: "ben@acme.example", ticket_id: null, created_at, created_by: null },
        { id: 3, pattern: "eva@acme.example", ticket_id: null, created_at, created_by: 8 },
      ],
      "/agents": [{ id: 7, name: "Noor" }],
    } as Record<string, unknown[]>,
  };
});
vi.mock("~/api/client", async (original) => ({
  ...(await original<typeof import("~/api/client")>()),
  api: { GET: (path: string) => ({ items: lists[path], next: null }) },
  call: async (answer: unknown) => answer,
}));

it("says when, in the reader's zone, by whom and on which ticket a sender was blocked", async () => {
  queries.setQueryData(sessionQuery.queryKey, {
    person: { id: 3, zone: "Europe/Berlin", language: "en" },
    desk: { zone: "UTC", language: "en" },
  } as unknown as Session);
  render(
    <QueryClientProvider client={queries}>
      <BlockedScreen />
    </QueryClientProvider>,
  );
  const row = async (address: string) =>
    (await screen.findByTitle(address)).closest("li")?.textContent ?? "";
  await screen.findByText(/by Noor/);
  expect(await row("ana@acme.example")).toMatch(/11.* · by Noor · #42/);
  expect(await row("ben@acme.example")).toMatch(/11.* · by a program/);
  expect(await row("eva@acme.example")).not.toContain(" · ");
});
