// SPDX-License-Identifier: AGPL-3.0-or-later
import { QueryClient } from "@tanstack/react-query";
import { Refusal } from "~/api/problem";

/** One cache for everything the server said. The stream marks what has grown old. */
export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 60_000,
      gcTime: 15 * 60_000,
      refetchOnWindowFocus: false,
      // A refusal stays a refusal; only a lost or overloaded server is worth asking again.
      retry: (failures, fault) =>
        failures < 2 && fault instanceof Refusal && (fault.status === 0 || fault.status === 503),
      retryDelay: (attempt) => 400 * 2 ** attempt + Math.random() * 300,
    },
    mutations: { retry: false },
  },
});
