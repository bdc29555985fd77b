// SPDX-License-Identifier: AGPL-3.0-or-later
import { ChevronRight } from "lucide-react";
import type { ReactNode } from "react";

/** A part of the context pane that can be folded; the browser keeps track of that by itself. */
export function Fold({
  title,
  count,
  children,
  open = true,
}: {
  title: string;
  count?: number;
  children: ReactNode;
  open?: boolean;
}) {
  return (
    <details open={open} className="group border-b border-divider px-4 py-3 last:border-b-0">
      <summary className="flex h-6 list-none items-center gap-1 text-13 font-semibold select-none [&::-webkit-details-marker]:hidden">
        <ChevronRight
          aria-hidden
          className="-ml-1 size-4 text-text-3 transition-transform group-open:rotate-90"
        />
        <h3>{title}</h3>
        {count !== undefined && count > 0 && (
          <span className="ml-1 text-12 font-normal text-text-3 tabular-nums">{count}</span>
        )}
      </summary>
      <div className="pt-2">{children}</div>
    </details>
  );
}

/** Name and value, the name quiet. */
export function Row({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex min-h-7 items-center gap-2 text-13">
      <dt className="w-24 shrink-0 text-text-3">{name}</dt>
      <dd className="min-w-0 flex-1">{children}</dd>
    </div>
  );
}
