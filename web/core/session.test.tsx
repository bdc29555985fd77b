// SPDX-License-Identifier: AGPL-3.0-or-later
import { QueryClientProvider } from "@tanstack/react-query";
import { renderHook, waitFor } from "@testing-library/react";
import type { ReactNode } from "react";
import { expect, it } from "vitest";
import type { Session } from "~/api/types";
import { m } from "./messages/messages";
import { queries } from "./queries";
import { keepSession, useMe, useSession } from "./session";

const wrapper = ({ children }: { children: ReactNode }) => (
  <QueryClientProvider client={queries}>{children}</QueryClientProvider>
);
const session = (person: { id: number; language?: string } | null) =>
  ({ person, csrf: "c", desk: { language: "en" } }) as Session;

it("leaves the screen standing when its session ends, and knows who comes next", async () => {
  keepSession(session({ id: 3 }));
  const { result } = renderHook(() => ({ me: useMe(), now: useSession().person }), { wrapper });
  keepSession(session(null));
  await waitFor(() => expect(result.current.now).toBeNull());
  expect(result.current.me.id).toBe(3);
  keepSession(session({ id: 4 }));
  await waitFor(() => expect(result.current.me.id).toBe(4));
});

it("speaks to whoever signed in, and goes on so when the session ends", () => {
  keepSession(session({ id: 3, language: "de-AT" }));
  expect(m.cancel()).toBe("Abbrechen");
  keepSession(session(null));
  expect(m.cancel()).toBe("Abbrechen");
  keepSession(session({ id: 4 }));
  expect(m.cancel()).toBe("Cancel");
});
