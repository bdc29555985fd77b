// SPDX-License-Identifier: AGPL-3.0-or-later
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { CircleAlert, CircleCheck } from "lucide-react";
import { useState } from "react";
import { m } from "~/core/messages/messages";
import { numberText, useReader } from "~/core/time";
import { Button } from "~/kit/button";
import { Chip } from "~/kit/chip";
import { Page, Panel, Rows } from "~/kit/page";
import { Empty, Failed, SkeletonLines } from "~/kit/states";
import { Time } from "~/kit/time";
import { toast, toastFault } from "~/kit/toast";
import { hearAgain, type JournalReader, type Parked, readersQuery } from "./api";

const names: Record<string, () => string> = {
  ticket_counts: m.reader_ticket_counts,
  ticket_words: m.reader_ticket_words,
  roles_lessened: m.reader_roles_lessened,
  outbox: m.reader_outbox,
  undelivered: m.reader_undelivered,
  duplicates_taken_back: m.reader_duplicates_taken_back,
  blocked_senders: m.reader_blocked_senders,
};

const nameOf = (reader: string) => names[reader]?.() ?? reader;

/** What a reader of the journal could not do and set aside, and how far all of them are. */
export function ReadersScreen() {
  const readers = useQuery(readersQuery);
  if (readers.isError && !readers.data)
    return <Failed fault={readers.error} onRetry={() => void readers.refetch()} />;
  return (
    <Page title={m.parked()} subtitle={m.parked_text()}>
      {!readers.data ? (
        <SkeletonLines count={5} />
      ) : (
        <>
          <ParkedWork parked={readers.data.parked} />
          <Panel title={m.readers()} text={m.readers_text()}>
            <Rows>
              {readers.data.readers.map((reader) => (
                <ReaderRow key={reader.name} reader={reader} />
              ))}
            </Rows>
          </Panel>
        </>
      )}
    </Page>
  );
}

function ParkedWork({ parked }: { parked: Parked[] }) {
  if (parked.length === 0)
    return (
      <Empty icon={<CircleCheck />} title={m.parked_none()}>
        {m.parked_none_text()}
      </Empty>
    );
  return (
    <Panel>
      <Rows>
        {parked.map((one) => (
          <ParkedRow key={`${one.reactor} ${one.subject_type} ${one.subject_id}`} parked={one} />
        ))}
      </Rows>
    </Panel>
  );
}

function ParkedRow({ parked }: { parked: Parked }) {
  return (
    <li className="flex flex-wrap items-start gap-3 px-4 py-3">
      <CircleAlert aria-hidden className="mt-0.5 size-4 text-bad" />
      <div className="min-w-0 flex-1 basis-60">
        <p className="flex flex-wrap items-baseline gap-x-2 text-14 font-medium">
          {nameOf(parked.reactor)}
          <Subject parked={parked} />
        </p>
        <p className="text-13 text-text-2 wrap-anywhere">{parked.reason}</p>
        <p className="text-12 text-text-3">
          <Time at={parked.parked_at} shape="entry" />
          {` · ${m.delivery_attempts({ count: parked.attempts })}`}
        </p>
      </div>
      <Again parked={parked} />
    </li>
  );
}

function Subject({ parked: { subject_type, subject_id } }: { parked: Parked }) {
  if (subject_type !== "ticket")
    return (
      <code className="text-13 text-text-2 wrap-anywhere">
        {subject_type} {subject_id}
      </code>
    );
  return (
    <Link
      to="/tickets/$view/$number"
      params={{ view: "all", number: String(subject_id) }}
      className="inline-flex min-h-6 items-center text-accent underline underline-offset-2"
    >
      #{subject_id}
    </Link>
  );
}

function Again({ parked }: { parked: Parked }) {
  const [busy, setBusy] = useState(false);
  const again = async () => {
    setBusy(true);
    await hearAgain(parked).then(() => toast(m.parked_heard()), toastFault);
    setBusy(false);
  };
  return (
    <Button size="small" busy={busy} onClick={() => void again()}>
      {m.try_again()}
    </Button>
  );
}

function ReaderRow({ reader }: { reader: JournalReader }) {
  const { language } = useReader();
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-3">
      <div className="min-w-0 flex-1 basis-48">
        <p className="text-14">{nameOf(reader.name)}</p>
        <p className="text-12 text-text-3">
          {m.reader_position({ position: numberText(reader.position, language) })}
        </p>
      </div>
      {reader.lag > 0 ? (
        <Chip tone="warn">{m.reader_behind({ count: reader.lag })}</Chip>
      ) : (
        <Chip tone="ok">{m.reader_up_to_date()}</Chip>
      )}
    </li>
  );
}
