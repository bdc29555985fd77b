// SPDX-License-Identifier: AGPL-3.0-or-later
import { Link, type LinkProps } from "@tanstack/react-router";
import clsx from "clsx";
import { ChevronLeft } from "lucide-react";
import { type ReactNode, useLayoutEffect, useRef } from "react";
import { useTitle } from "~/core/title";

type PageProps = {
  title: ReactNode;
  subtitle?: ReactNode;
  back?: { text: string } & LinkProps;
  actions?: ReactNode;
  children: ReactNode;
  wide?: boolean;
};

// Names have no limit worth the name; one of many lines must not push the page off the screen.
const longTitleFrom = 60;
const longTitle = "text-14 two:text-20";

/** A page that is no list beside a conversation: title, what can be done, contents. */
export function Page({ title, subtitle, back, actions, children, wide }: PageProps) {
  const words = typeof title === "string" ? title : undefined;
  useTitle(words);
  const isLong = words !== undefined && words.length > longTitleFrom;
  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      <div
        className={
          wide ? "mx-auto max-w-5xl px-4 py-5 two:px-8" : "mx-auto max-w-3xl px-4 py-5 two:px-8"
        }
      >
        {back && (
          <Link
            {...back}
            className="-ml-1 mb-1 inline-flex h-7 items-center gap-1 rounded-control px-1 text-13 text-text-2 hover:text-text"
          >
            <ChevronLeft aria-hidden className="size-4" />
            {back.text}
          </Link>
        )}
        <header className="mb-5 flex flex-wrap items-start gap-3">
          <div className="min-w-40 flex-1">
            <h1
              className={clsx(
                "font-semibold wrap-anywhere",
                isLong ? longTitle : "text-20 two:text-24",
              )}
            >
              {title}
            </h1>
            {subtitle && <p className="mt-1 text-14 text-text-2">{subtitle}</p>}
          </div>
          {actions && <div className="flex flex-wrap gap-2">{actions}</div>}
        </header>
        {children}
      </div>
    </div>
  );
}

/** A group of settings or facts on a page. */
export function Panel({
  title,
  text,
  children,
  actions,
}: {
  title?: string;
  text?: ReactNode;
  children: ReactNode;
  actions?: ReactNode;
}) {
  return (
    <section className="mb-5 rounded-card border border-divider bg-bg">
      {title && (
        <header className="flex flex-wrap items-center gap-2 border-b border-divider px-4 py-3">
          <div className="min-w-32 flex-1">
            <h2 className="text-14 font-semibold">{title}</h2>
            {text && <p className="text-13 text-text-2">{text}</p>}
          </div>
          {actions}
        </header>
      )}
      {children}
    </section>
  );
}

/**
 * Rows with a line between them, for lists inside a panel. When the row that has the focus goes, the
 * row in its place has it: who works by keys is not thrown back to the top of the page.
 */
export function Rows({ children }: { children: ReactNode }) {
  const list = useRef<HTMLUListElement>(null);
  const worked = useRef<{ row: Element; at: number } | null>(null);
  const note = (target: Element) => {
    const rows = [...(list.current?.children ?? [])];
    const at = rows.findIndex((row) => row.contains(target));
    worked.current = at < 0 ? null : { row: rows[at] as Element, at };
  };
  useLayoutEffect(() => {
    if (!worked.current || worked.current.row.isConnected) return;
    const rows = [...(list.current?.children ?? [])];
    const next = rows[Math.min(worked.current.at, rows.length - 1)];
    worked.current = null;
    if (!(next instanceof HTMLElement) || document.activeElement !== document.body) return;
    next.tabIndex = -1;
    next.focus();
  });
  return (
    <ul
      ref={list}
      onFocus={(event) => note(event.target)}
      onBlur={() => {
        worked.current = null;
      }}
      className="divide-y divide-divider"
    >
      {children}
    </ul>
  );
}
