// SPDX-License-Identifier: AGPL-3.0-or-later
import { queryOptions } from "@tanstack/react-query";
import { api, call } from "~/api/client";
import type { Schema } from "~/api/types";
import { queries } from "~/core/queries";

export type Backups = Schema<"Backups">;

export const backupsQuery = queryOptions({
  queryKey: ["backups"],
  queryFn: () => call(api.GET("/backups")),
  // They are made beside the server's work and tell nobody.
  refetchInterval: ({ state }) => (state.data?.making_since ? 2_000 : 30_000),
});

export async function backUpNow() {
  queries.setQueryData(backupsQuery.queryKey, await call(api.POST("/backups")));
}
