// SPDX-License-Identifier: AGPL-3.0-or-later
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { ScrollText } from "lucide-react";
import { useState } from "react";
import { m } from "~/core/messages/messages";
import { dayAndTime, useReader } from "~/core/time";
import { agentsQuery } from "~/features/access";
import { Button } from "~/kit/button";
import { Field, Input, Select } from "~/kit/field";
import { Page, Panel, Rows } from "~/kit/page";
import { Empty, Failed, SkeletonLines } from "~/kit/states";
import { factList } from "./api";
import { FactRow } from "./fact_row";
import { type Group, groupNames } from "./kinds";
import { SealLine } from "./seal_line";
import { everything, type Search, wantedOf } from "./wanted";

/** Everything that happened at the desk, for auditors: who, what, about what, when. */
export function JournalScreen() {
  const [search, setSearch] = useState(everything);
  const reader = useReader();
  const facts = useInfiniteQuery(factList(wantedOf(search, reader.zone)));
  const pages = facts.data?.pages;
  const rows = pages?.flatMap((page) => page.items);
  const lookedBackTo = pages?.at(-1)?.looked_back_to;
  return (
    <Page wide title={m.journal()} subtitle={m.journal_text()}>
      <SealLine />
      <SearchFields search={search} onChange={setSearch} />
      {facts.isError && !rows ? (
        <Failed fault={facts.error} onRetry={() => void facts.refetch()} />
      ) : !rows ? (
        <SkeletonLines count={8} />
      ) : rows.length > 0 ? (
        <Panel>
          <Rows>
            {rows.map((fact) => (
              <FactRow key={fact.position} fact={fact} />
            ))}
          </Rows>
        </Panel>
      ) : (
        !facts.hasNextPage && <Empty icon={<ScrollText />} title={m.journal_none()} />
      )}
      {facts.hasNextPage && (
        <div className="flex flex-wrap items-center gap-3">
          <Button busy={facts.isFetchingNextPage} onClick={() => void facts.fetchNextPage()}>
            {m.journal_further()}
          </Button>
          {lookedBackTo && (
            <span role="status" className="text-13 text-text-2">
              {m.journal_looked_back({ date: dayAndTime(lookedBackTo, reader) })}
            </span>
          )}
        </div>
      )}
    </Page>
  );
}

type SearchProps = { search: Search; onChange: (search: Search) => void };

function SearchFields({ search, onChange }: SearchProps) {
  const agents = useQuery(agentsQuery).data?.items ?? [];
  const set = (change: Partial<Search>) => onChange({ ...search, ...change });
  const isNarrowed = Object.values(search).some(Boolean);
  return (
    <search className="mb-4 grid grid-cols-2 gap-3 two:grid-cols-5">
      <Field label={m.journal_what()}>
        {(tied) => (
          <Select
            {...tied}
            value={search.group}
            onChange={(event) => set({ group: event.target.value as Group | "" })}
          >
            <option value="">{m.journal_everything()}</option>
            {Object.entries(groupNames).map(([group, name]) => (
              <option key={group} value={group}>
                {name()}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label={m.journal_who()}>
        {(tied) => (
          <Select
            {...tied}
            value={search.actor}
            onChange={(event) => set({ actor: event.target.value })}
          >
            <option value="">{m.journal_everybody()}</option>
            {agents.map((agent) => (
              <option key={agent.id} value={agent.id}>
                {agent.name}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label={m.journal_ticket()}>
        {(tied) => (
          <Input
            {...tied}
            inputMode="numeric"
            placeholder="#"
            value={search.ticket}
            onChange={(event) => set({ ticket: event.target.value.replace(/[^#\d]/g, "") })}
          />
        )}
      </Field>
      <DayField label={m.journal_from()} day={search.from} onDay={(from) => set({ from })} />
      <DayField label={m.journal_to()} day={search.to} onDay={(to) => set({ to })} />
      {isNarrowed && (
        <Button size="small" tone="quiet" className="w-fit" onClick={() => onChange(everything)}>
          {m.journal_clear()}
        </Button>
      )}
    </search>
  );
}

type DayProps = { label: string; day: string; onDay: (day: string) => void };

function DayField({ label, day, onDay }: DayProps) {
  return (
    <Field label={label}>
      {(tied) => (
        <Input {...tied} type="date" value={day} onChange={(event) => onDay(event.target.value)} />
      )}
    </Field>
  );
}
