// SPDX-License-Identifier: AGPL-3.0-or-later
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { HistoryItem, Ticket } from "~/api/types";
import { m } from "~/core/messages/messages";
import { Button } from "~/kit/button";
import { Failed, Skeleton } from "~/kit/states";
import { Time } from "~/kit/time";
import { historyQuery } from "../api";
import { actorName, changeWords, reasonWords, useNames } from "../history_words";
import { fieldName, fieldValue } from "../words";

/** Every change, per field, old and new; read only when somebody opens it. */
export function History({ ticket }: { ticket: Ticket }) {
  const [open, setOpen] = useState(false);
  return (
    <section className="border-b border-divider px-4 py-3 last:border-b-0">
      <button
        type="button"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        className="flex h-6 items-center gap-1 text-13 font-semibold"
      >
        <h3>{m.history()}</h3>
      </button>
      {open && <HistoryLines number={ticket.number} />}
    </section>
  );
}

/** When it was resolved or closed, and by whom, stands at the change of its state. */
const followsFromState = new Set(["resolved_at", "resolved_by", "closed_at"]);
const saysMoreThanTheState = ({ field }: HistoryItem) => !followsFromState.has(field ?? "");

function HistoryLines({ number }: { number: number }) {
  const history = useInfiniteQuery(historyQuery(number));
  if (history.isError)
    return <Failed fault={history.error} onRetry={() => void history.refetch()} />;
  if (!history.data) return <Skeleton className="late mt-2 h-4 w-2/3" />;
  return (
    <>
      <ol className="mt-2 flex flex-col gap-2">
        {history.data.pages
          .flatMap((page) => page.items)
          .filter(saysMoreThanTheState)
          .map((item) => (
            <li key={`${item.position}-${item.field ?? ""}`} className="text-13">
              <p className="flex gap-2 text-12 text-text-3">
                <span className="min-w-0 flex-1 truncate" title={actorName(item)}>
                  {actorName(item)}
                </span>
                <Time at={item.at} shape="entry" className="shrink-0" />
              </p>
              <Change item={item} />
            </li>
          ))}
      </ol>
      {history.hasNextPage && (
        <Button
          size="small"
          tone="quiet"
          busy={history.isFetchingNextPage}
          onClick={() => void history.fetchNextPage()}
          className="-ml-2 mt-1"
        >
          {m.more()}
        </Button>
      )}
    </>
  );
}

function Change({ item }: { item: HistoryItem }) {
  const names = useNames();
  if (!item.field) return <p className="wrap-anywhere">{changeWords(item, names)}</p>;
  return (
    <p className="wrap-anywhere">
      {fieldName(item.field)}:{" "}
      <s className="text-text-3">{fieldValue(item.field, item.old_value, names)}</s> →{" "}
      <span className="font-medium">{fieldValue(item.field, item.new_value, names)}</span>
      {item.reason && <span className="block text-text-2">{reasonWords(item.reason)}</span>}
    </p>
  );
}
