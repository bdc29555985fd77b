// SPDX-License-Identifier: AGPL-3.0-or-later
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api, call } from "~/api/client";

/** What is looked for; absent ones do not matter. */
export type Wanted = {
  kind?: string;
  actor?: number;
  ticket?: number;
  since?: string;
  until?: string;
};

export const factList = (wanted: Wanted) =>
  infiniteQueryOptions({
    queryKey: ["facts", wanted],
    queryFn: ({ pageParam }) =>
      call(
        api.GET("/facts", {
          params: { query: { ...wanted, ...(pageParam ? { cursor: pageParam } : {}) } },
        }),
      ),
    initialPageParam: "",
    getNextPageParam: (page) => page.next ?? undefined,
  });

export const sealQuery = queryOptions({
  queryKey: ["facts", "seal"],
  queryFn: () => call(api.GET("/facts/seal")),
  refetchInterval: 10_000,
});
