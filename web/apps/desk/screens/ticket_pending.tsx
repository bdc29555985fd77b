// SPDX-License-Identifier: AGPL-3.0-or-later
import { m } from "~/core/messages/messages";
import { rowOf } from "~/features/tickets";
import { SkeletonLines } from "~/kit/states";

/** The row the reader clicked on: its subject is shown before the rest has come. */
export function TicketPending({ number }: { number: number }) {
  const row = rowOf(number);
  return (
    <section
      aria-label={m.region_conversation()}
      aria-busy
      className="flex min-h-0 flex-1 flex-col"
    >
      <header className="border-b border-divider px-4 pt-2 pb-2">
        <h2 className="line-clamp-2 min-h-7 py-0.5 text-20 font-semibold">{row?.subject}</h2>
        <p className="h-6 text-13 text-text-3">#{number}</p>
        <div className="mt-1 h-7" />
      </header>
      <SkeletonLines count={4} />
    </section>
  );
}
