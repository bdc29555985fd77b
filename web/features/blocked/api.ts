// SPDX-License-Identifier: AGPL-3.0-or-later
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api, call } from "~/api/client";
import type { Schema } from "~/api/types";
import { queries } from "~/core/queries";

export const blockedQuery = queryOptions({
  queryKey: ["blocked"],
  queryFn: () => call(api.GET("/blocked_senders")),
});

export type LetterTab = "unreadable" | "set_aside" | "blocked";

export const letterList = (state: LetterTab) =>
  infiniteQueryOptions({
    queryKey: ["letters", state],
    queryFn: ({ pageParam }) =>
      call(
        api.GET("/letters", {
          params: { query: { state, ...(pageParam ? { cursor: pageParam } : {}) } },
        }),
      ),
    initialPageParam: "",
    getNextPageParam: (page) => page.next ?? undefined,
  });

const then = async <Value>(request: Promise<Value>, key: string) => {
  const value = await request;
  await queries.invalidateQueries({ queryKey: [key] });
  return value;
};

export const block = (body: Schema<"PostBlock">) =>
  then(call(api.POST("/blocked_senders", { body })), "blocked");
export const unblock = (block: number) =>
  then(call(api.DELETE("/blocked_senders/{block}", { params: { path: { block } } })), "blocked");
export const retryLetter = (letter: number) =>
  then(call(api.POST("/letters/{letter}/retry", { params: { path: { letter } } })), "letters");
