// SPDX-License-Identifier: AGPL-3.0-or-later
import { queryOptions } from "@tanstack/react-query";
import { api, call } from "~/api/client";
import type { Schema } from "~/api/types";
import { queries } from "~/core/queries";

export type Parked = Schema<"Parked">;
export type JournalReader = Schema<"ReactorStatus">;

export const readersQuery = queryOptions({
  queryKey: ["readers"],
  queryFn: () => call(api.GET("/readers")),
  // Readers work by themselves and tell nobody.
  refetchInterval: 5_000,
});

export async function hearAgain({ reactor, subject_type, subject_id }: Parked) {
  try {
    return await call(
      api.POST("/readers/{reader}/retries", {
        params: { path: { reader: reactor } },
        body: { subject_type, subject_id },
      }),
    );
  } finally {
    await queries.invalidateQueries({ queryKey: readersQuery.queryKey });
  }
}
