// SPDX-License-Identifier: AGPL-3.0-or-later
import { QueryClientProvider } from "@tanstack/react-query";
import { fireEvent, render, screen } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";
import type { Session } from "~/api/types";
import { queries } from "~/core/queries";
import { sessionQuery } from "~/core/session";
import { ReadersScreen } from "./readers_screen";

const { posted, fares } = vi.hoisted(() => {
  const reader = { kind: "derives", position: 1200, lag: 0, parked: 0, heard: 3, in_batch_ms: 1 };
  const parked = {
    reactor: "outbox",
    subject_type: "organisation",
    subject_id: 17,
    position: 900,
    attempts: 3,
    reason: "The file could not be read.",
    parked_at: "2026-11-21T10:00:00.000Z",
  };
  return {
    posted: vi.fn(),
    fares: {
      readers: [
        { ...reader, name: "outbox", parked: 1 },
        { ...reader, name: "ticket_counts", lag: 212 },
      ],
      parked: [parked],
    },
  };
});
vi.mock("~/api/client", async (original) => ({
  ...(await original<typeof import("~/api/client")>()),
  api: { GET: () => fares, POST: posted },
  call: async (answer: unknown) => answer,
}));

beforeEach(() => {
  queries.setQueryData(sessionQuery.queryKey, {
    person: { id: 3, zone: "UTC", language: "en" },
    desk: { zone: "UTC", language: "en" },
  } as unknown as Session);
});

it("says what was set aside and why, who is behind, and tries again", async () => {
  render(
    <QueryClientProvider client={queries}>
      <ReadersScreen />
    </QueryClientProvider>,
  );
  expect(await screen.findByText("The file could not be read.")).toBeTruthy();
  expect(screen.getByText("organisation 17")).toBeTruthy();
  expect(screen.getByText("212 facts behind")).toBeTruthy();
  fireEvent.click(screen.getByRole("button", { name: "Try again" }));
  expect(posted).toHaveBeenCalledExactlyOnceWith("/readers/{reader}/retries", {
    params: { path: { reader: "outbox" } },
    body: { subject_type: "organisation", subject_id: 17 },
  });
});
