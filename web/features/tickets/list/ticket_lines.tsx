// SPDX-License-Identifier: AGPL-3.0-or-later
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { m } from "~/core/messages/messages";
import { stateName } from "~/core/words";
import { Button } from "~/kit/button";
import { Failed, Skeleton } from "~/kit/states";
import { Time } from "~/kit/time";
import { ticketList } from "../api";
import { StateIcon } from "../state_icon";

const fewLines = 5;

type LinesProps = { customer?: number; organisation?: number; except?: number; emptyText: string };

/** The tickets of a person or an organisation, as short lines. */
export function TicketLines({ customer, organisation, except, emptyText }: LinesProps) {
  const [all, setAll] = useState(false);
  const list = useInfiniteQuery(
    ticketList({
      sort: "changed_at",
      ...(customer ? { customer } : {}),
      ...(organisation ? { organisation } : {}),
    }),
  );
  if (list.isError) return <Failed fault={list.error} onRetry={() => void list.refetch()} />;
  if (!list.data) return <Skeleton className="late h-4 w-3/4" />;
  const rows = list.data.pages.flatMap((page) => page.items).filter((row) => row.number !== except);
  const shown = all ? rows : rows.slice(0, fewLines);
  if (rows.length === 0) return <p className="text-13 text-text-3">{emptyText}</p>;
  return (
    <>
      <ul className="flex flex-col">
        {shown.map((row) => (
          <li key={row.number}>
            <Link
              to="/tickets/$view/$number"
              params={{ view: "all", number: String(row.number) }}
              search={{}}
              className="-mx-2 flex min-h-8 items-center gap-2 rounded-control px-2 text-13 hover:bg-sunken"
            >
              <span title={stateName(row.state)}>
                <StateIcon state={row.state} />
                <span className="sr-only">{stateName(row.state)}</span>
              </span>
              <span title={row.subject} className="min-w-0 flex-1 truncate">
                {row.subject}
              </span>
              <Time at={row.changed_at} className="shrink-0 text-12 text-text-3" />
            </Link>
          </li>
        ))}
      </ul>
      {!all && rows.length > fewLines && (
        <Button size="small" tone="quiet" onClick={() => setAll(true)} className="-ml-2 mt-1">
          {list.hasNextPage ? m.show_more() : m.show_count({ count: rows.length })}
        </Button>
      )}
      {all && list.hasNextPage && (
        <Button
          size="small"
          tone="quiet"
          busy={list.isFetchingNextPage}
          onClick={() => void list.fetchNextPage()}
          className="mt-1"
        >
          {m.more()}
        </Button>
      )}
    </>
  );
}
