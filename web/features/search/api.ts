// SPDX-License-Identifier: AGPL-3.0-or-later
import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api, call } from "~/api/client";
import type { Schema } from "~/api/types";

export type Found = Schema<"Found">;
export type Fragment = Schema<"Fragment">;
export type Kind = Found["kind"];

export const kinds: Kind[] = ["ticket", "person", "organisation"];

/** What was found stays on the screen until there is something newer. */
export const searchQuery = (q: string, kind?: Kind) =>
  infiniteQueryOptions({
    queryKey: ["search", q, kind ?? "all"],
    queryFn: ({ pageParam, signal }) =>
      call(
        api.GET("/search", {
          params: {
            query: {
              q,
              ...(kind ? { kind } : {}),
              ...(pageParam ? { cursor: pageParam } : {}),
            },
          },
          signal,
        }),
      ),
    initialPageParam: "",
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: keepPreviousData,
    staleTime: 5_000,
    enabled: q !== "",
  });

export const suggestionsQuery = (q: string) =>
  queryOptions({
    queryKey: ["search", "suggestions", q],
    queryFn: ({ signal }) =>
      call(api.GET("/search/suggestions", { params: { query: { q } }, signal })),
    placeholderData: keepPreviousData,
    staleTime: 5_000,
    enabled: q.length >= 2,
  });
