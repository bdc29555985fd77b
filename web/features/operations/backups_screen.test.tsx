// SPDX-License-Identifier: AGPL-3.0-or-later
import { QueryClientProvider } from "@tanstack/react-query";
import { fireEvent, render, screen } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";
import type { Session } from "~/api/types";
import { queries } from "~/core/queries";
import { sessionQuery } from "~/core/session";
import { type Backups, backupsQuery } from "./backups";
import { BackupsScreen } from "./backups_screen";

const { posted, server } = vi.hoisted(() => ({
  posted: vi.fn(),
  server: { backups: {} as unknown },
}));
vi.mock("~/api/client", async (original) => ({
  ...(await original<typeof import("~/api/client")>()),
  api: { GET: () => server.backups, POST: posted },
  call: async (answer: unknown) => answer,
}));

const none: Backups = {
  into: null,
  every_seconds: 0,
  keep: 0,
  with_key: false,
  making_since: null,
  due_at: null,
  failed: null,
  items: [],
};
const kept: Backups = {
  ...none,
  into: "/mnt/backups",
  every_seconds: 86_400,
  keep: 14,
  items: [
    {
      name: "desk-2026-11-23T031500Z.heed",
      written_at: "2026-11-23T03:15:00.000Z",
      bytes: 5_242_880,
    },
  ],
};

beforeEach(() => {
  queries.clear();
  queries.setQueryData(sessionQuery.queryKey, {
    person: { id: 3, zone: "UTC", language: "en" },
    desk: { zone: "UTC", language: "en" },
  } as unknown as Session);
});

function shows(backups: Backups) {
  server.backups = backups;
  render(
    <QueryClientProvider client={queries}>
      <BackupsScreen />
    </QueryClientProvider>,
  );
}

it("says how to begin where no backups are made", async () => {
  shows(none);
  expect(await screen.findByText("This desk makes no backups by itself")).toBeTruthy();
  expect(screen.getByText(/into = "\/mnt\/backups"/)).toBeTruthy();
  expect(screen.queryByRole("button", { name: "Back up now" })).toBeNull();
});

it("lists them, says how to restore the newest, and makes one more", async () => {
  shows(kept);
  expect(await screen.findByText("desk-2026-11-23T031500Z.heed")).toBeTruthy();
  expect(screen.getByText("In /mnt/backups, every 24 h, the newest 14 are kept")).toBeTruthy();
  expect(screen.getByText(/heed restore --from \/mnt\/backups\/desk-2026/)).toBeTruthy();
  posted.mockReturnValue({ ...kept, making_since: "2026-11-23T10:00:00.000Z" });
  fireEvent.click(screen.getByRole("button", { name: "Back up now" }));
  expect(await screen.findByText(/A backup is being made, since/)).toBeTruthy();
  expect(queries.getQueryData(backupsQuery.queryKey)?.making_since).toBeTruthy();
});

it("says why the last one failed", async () => {
  shows({ ...kept, failed: { at: "2026-11-23T10:00:00.000Z", why: "The disk is full." } });
  expect(await screen.findByText("The last attempt failed: The disk is full.")).toBeTruthy();
});
