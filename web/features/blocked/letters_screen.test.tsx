// SPDX-License-Identifier: AGPL-3.0-or-later
import { QueryClientProvider } from "@tanstack/react-query";
import { fireEvent, render, screen } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";
import type { Session } from "~/api/types";
import { queries } from "~/core/queries";
import { sessionQuery } from "~/core/session";
import { LettersScreen } from "./letters_screen";

const { posted, letter } = vi.hoisted(() => ({
  posted: vi.fn(),
  letter: {
    id: 12,
    state: "auto_reply",
    from_address: "ana@acme.example",
    from_name: "Ana",
    subject: "Auto reply: how do I turn it off?",
    size: 400,
    received_at: "2026-11-21T10:00:00.000Z",
    mailbox_id: null,
    number: null,
    decisions: [{ step: "automatic", text: "It belongs to no request of ours." }],
  },
}));
vi.mock("~/api/client", async (original) => ({
  ...(await original<typeof import("~/api/client")>()),
  api: {
    GET: (_: string, { params }: { params: { query: { state: string } } }) => ({
      items: params.query.state === "set_aside" ? [letter] : [],
      next: null,
    }),
    POST: posted,
  },
  call: async (answer: unknown) => answer,
}));

beforeEach(() => {
  queries.setQueryData(sessionQuery.queryKey, {
    person: { id: 3, zone: "UTC", language: "en" },
    desk: { zone: "UTC", language: "en" },
  } as unknown as Session);
});

it("lists what was set aside with the reason, and makes it a request", async () => {
  render(
    <QueryClientProvider client={queries}>
      <LettersScreen />
    </QueryClientProvider>,
  );
  fireEvent.click(screen.getByRole("tab", { name: "Set aside" }));
  expect(await screen.findByText("It belongs to no request of ours.")).toBeTruthy();
  fireEvent.click(screen.getByRole("button", { name: "Make it a request" }));
  expect(posted).toHaveBeenCalledExactlyOnceWith("/letters/{letter}/retry", {
    params: { path: { letter: 12 } },
  });
});
