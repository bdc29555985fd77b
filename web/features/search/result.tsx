// SPDX-License-Identifier: AGPL-3.0-or-later
import { Link } from "@tanstack/react-router";
import { Building2 } from "lucide-react";
import type { ReactNode } from "react";
import { m } from "~/core/messages/messages";
import { stateName } from "~/core/words";
import { StateIcon } from "~/features/tickets";
import { Avatar } from "~/kit/avatar";
import { Time } from "~/kit/time";
import type { Found } from "./api";
import { Fragments, plainText } from "./fragments";

const line =
  "flex min-h-14 items-start gap-3 px-4 py-2.5 outline-offset-[-2px] hover:bg-surface focus-visible:bg-surface";

/** One thing that was found, as a way to it. */
export function Result({ found }: { found: Found }) {
  if (found.ticket) return <TicketResult ticket={found.ticket} />;
  if (found.person) return <PersonResult person={found.person} />;
  if (found.organisation) return <OrganisationResult organisation={found.organisation} />;
  return null;
}

function TicketResult({ ticket }: { ticket: NonNullable<Found["ticket"]> }) {
  const { row, subject, excerpt } = ticket;
  const who = row.customer.name || row.customer.email || "";
  return (
    <Link
      to="/tickets/$view/$number"
      params={{ view: "all", number: String(row.number) }}
      search={{}}
      className={line}
    >
      <span title={stateName(row.state)} className="mt-0.5 flex size-8 shrink-0 justify-center">
        <StateIcon state={row.state} className="mt-0.5 size-4" />
        <span className="sr-only">{stateName(row.state)}</span>
      </span>
      <span className="min-w-0 flex-1">
        <span className="flex items-baseline gap-2">
          <Title text={plainText(subject)}>
            <Fragments of={subject} />
          </Title>
          <Time at={row.changed_at} className="shrink-0 text-12 text-text-3 tabular-nums" />
        </span>
        <span title={who} className="block truncate text-12 text-text-3">
          {m.search_ticket_of({ number: row.number, name: who })}
        </span>
        {excerpt.length > 0 && (
          <span className="mt-0.5 line-clamp-2 text-13 break-words text-text-2">
            <Fragments of={excerpt} />
          </span>
        )}
      </span>
    </Link>
  );
}

function PersonResult({ person }: { person: NonNullable<Found["person"]> }) {
  const name = plainText(person.name);
  const about = [person.addresses[0], person.organisation?.name].filter(Boolean).join(" · ");
  return (
    <Link to="/people/$id" params={{ id: String(person.id) }} className={line}>
      <Avatar name={name || about} size={32} />
      <span className="min-w-0 flex-1">
        <Title text={name}>
          <Fragments of={person.name} />
        </Title>
        <About text={about} />
      </span>
    </Link>
  );
}

function OrganisationResult({
  organisation,
}: {
  organisation: NonNullable<Found["organisation"]>;
}) {
  return (
    <Link to="/organisations/$id" params={{ id: String(organisation.id) }} className={line}>
      <span className="flex size-8 shrink-0 items-center justify-center rounded-full bg-sunken text-text-2">
        <Building2 aria-hidden className="size-4" />
      </span>
      <span className="min-w-0 flex-1">
        <Title text={plainText(organisation.name)}>
          <Fragments of={organisation.name} />
        </Title>
        <About text={organisation.domains.join(", ")} />
      </span>
    </Link>
  );
}

const Title = ({ text, children }: { text: string; children: ReactNode }) => (
  <span title={text} className="block min-w-0 flex-1 truncate text-14 font-medium">
    {children}
  </span>
);

const About = ({ text }: { text: string }) => (
  <span title={text} className="block truncate text-12 text-text-3">
    {text}
  </span>
);
