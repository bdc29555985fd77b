// SPDX-License-Identifier: AGPL-3.0-or-later
import { QueryClientProvider } from "@tanstack/react-query";
import { act, renderHook, waitFor } from "@testing-library/react";
import type { ReactNode } from "react";
import { beforeEach, expect, it, vi } from "vitest";
import type { Session, Ticket } from "~/api/types";
import type { Draft } from "~/core/drafts";
import { queries } from "~/core/queries";
import { sessionQuery } from "~/core/session";
import { useDraft } from "./use_draft";

let kept: Draft | undefined;
let answer: () => void = () => undefined;
vi.mock("~/core/drafts", async (original) => ({
  ...(await original<typeof import("~/core/drafts")>()),
  loadDraft: () => new Promise((resolve) => (answer = () => resolve(kept))),
  keepDraft: async () => undefined,
  dropDraft: async () => undefined,
}));

const ticket = {
  number: 7,
  entries: [],
  participants: [],
  customer: { id: 1, name: "Ada", email: "ada@acme.example", organisation: null },
} as unknown as Ticket;
const wrapper = ({ children }: { children: ReactNode }) => (
  <QueryClientProvider client={queries}>{children}</QueryClientProvider>
);

beforeEach(() => {
  kept = undefined;
  queries.setQueryData(sessionQuery.queryKey, { person: { id: 3 } } as Session);
});

it("makes it a note when a note was asked for before the draft was read", async () => {
  const { result } = renderHook(() => useDraft(ticket), { wrapper });
  act(() => result.current.change({ mode: "note" }));
  expect(result.current.draft).toBeNull();
  act(() => answer());
  await waitFor(() => expect(result.current.draft?.mode).toBe("note"));
});

it("lays an early wish over a kept draft and keeps its words", async () => {
  kept = { mode: "reply", html: "<p>Hi</p>", to: ["x@y.example"] } as Draft;
  const { result } = renderHook(() => useDraft(ticket), { wrapper });
  act(() => result.current.change({ mode: "note" }));
  act(() => answer());
  await waitFor(() =>
    expect(result.current.draft).toMatchObject({ mode: "note", html: "<p>Hi</p>" }),
  );
});
