// SPDX-License-Identifier: AGPL-3.0-or-later
import { Link } from "@tanstack/react-router";
import { ChevronRight } from "lucide-react";
import type { FactItem } from "~/api/types";
import { m } from "~/core/messages/messages";
import { Time } from "~/kit/time";
import { kindWords } from "./kinds";

/** One fact: when, who and what; opened, everything the journal holds of it. */
export function FactRow({ fact }: { fact: FactItem }) {
  return (
    <li>
      <details className="group">
        <summary className="flex cursor-pointer list-none flex-wrap items-baseline gap-x-3 gap-y-0.5 px-4 py-2.5 hover:bg-sunken">
          <ChevronRight
            aria-hidden
            className="size-4 shrink-0 self-center text-text-3 group-open:rotate-90 motion-safe:transition-transform"
          />
          <span className="min-w-0 flex-1 basis-52 text-14 wrap-anywhere">
            <span className="font-medium">{kindWords(fact.kind)}</span>
            <span className="text-text-2"> · {whoDid(fact)}</span>
          </span>
          {fact.number !== null && <span className="text-13 text-text-2">#{fact.number}</span>}
          <span className="text-12 text-text-3 tabular-nums">
            <Time at={fact.at} shape="entry" />
          </span>
        </summary>
        <Held fact={fact} />
      </details>
    </li>
  );
}

function whoDid({ actor }: FactItem): string {
  if (actor.kind === "system") return m.actor_system();
  if (actor.kind === "token") return m.journal_token({ name: actor.name ?? "" });
  return actor.name || m.somebody();
}

function TicketLink({ number }: { number: number }) {
  return (
    <Link
      to="/tickets/$view/$number"
      params={{ view: "all", number: String(number) }}
      className="inline-flex min-h-6 items-center text-13 text-accent underline underline-offset-2"
    >
      {m.journal_open_ticket({ number: String(number) })}
    </Link>
  );
}

const text = (value: unknown) => (typeof value === "string" ? value : JSON.stringify(value));

/** Names of fields stay as the API spells them: who compares with it finds them again. */
function Held({ fact }: { fact: FactItem }) {
  const data = fact.data as Record<string, unknown>;
  const rows: [string, string][] = [
    ["position", String(fact.position)],
    ["kind", fact.kind],
    ["subject", `${fact.subject_type} ${fact.subject_id}`],
    ...(fact.actor.reason ? [["reason", fact.actor.reason] as [string, string]] : []),
    ...(fact.caused_by ? [["caused_by", String(fact.caused_by)] as [string, string]] : []),
    ...(fact.origin === "live" ? [] : [["origin", fact.origin] as [string, string]]),
    ...Object.entries(data).map(([name, value]): [string, string] => [name, text(value)]),
  ];
  return (
    <div className="bg-sunken py-3 pr-4 pl-11">
      <dl className="grid grid-cols-[minmax(6rem,auto)_1fr] gap-x-4 gap-y-1 font-mono text-12">
        {rows.map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="text-text-2">{name}</dt>
            <dd className="min-w-0 wrap-anywhere">{value}</dd>
          </div>
        ))}
      </dl>
      {fact.number !== null && <TicketLink number={fact.number} />}
    </div>
  );
}
