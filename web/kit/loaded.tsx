// SPDX-License-Identifier: AGPL-3.0-or-later
import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Failed, SkeletonLines } from "./states";

/** What was asked for once it is there; until then the shape of it, or why it will not come. */
export function Loaded<Value>({
  query,
  children,
}: {
  query: UseQueryResult<Value>;
  children: (value: Value) => ReactNode;
}) {
  if (query.data !== undefined) return <>{children(query.data)}</>;
  if (query.isError) return <Failed fault={query.error} onRetry={() => void query.refetch()} />;
  return <SkeletonLines />;
}
