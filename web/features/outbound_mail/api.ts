// SPDX-License-Identifier: AGPL-3.0-or-later
import { infiniteQueryOptions } from "@tanstack/react-query";
import { api, call } from "~/api/client";
import { queries } from "~/core/queries";

export const outgoingList = infiniteQueryOptions({
  queryKey: ["outgoing"],
  queryFn: ({ pageParam }) =>
    call(
      api.GET("/outgoing_letters", {
        params: { query: pageParam ? { cursor: pageParam } : {} },
      }),
    ),
  initialPageParam: "",
  getNextPageParam: (page) => page.next ?? undefined,
  // What leaves by itself tells nobody but its ticket.
  refetchInterval: 15_000,
});

export async function tryAgain(letter: number) {
  try {
    return await call(
      api.POST("/outgoing_letters/{letter}/retry", { params: { path: { letter } } }),
    );
  } finally {
    await queries.invalidateQueries({ queryKey: outgoingList.queryKey });
  }
}
