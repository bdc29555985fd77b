// SPDX-License-Identifier: AGPL-3.0-or-later
import { useQuery } from "@tanstack/react-query";
import { DatabaseBackup } from "lucide-react";
import { useState } from "react";
import { m } from "~/core/messages/messages";
import { entryTime, sizeText, useNow, useReader } from "~/core/time";
import { Button } from "~/kit/button";
import { Notice } from "~/kit/notice";
import { Page, Panel, Rows } from "~/kit/page";
import { Empty, Failed, SkeletonLines } from "~/kit/states";
import { Time } from "~/kit/time";
import { toast, toastFault } from "~/kit/toast";
import { type Backups, backUpNow, backupsQuery } from "./backups";

type Made = Backups & { into: string };

const isMade = (backups: Backups): backups is Made => backups.into !== null;

/** The backups that the server makes: how old, where, and one more when somebody wants it. */
export function BackupsScreen() {
  const backups = useQuery(backupsQuery);
  if (backups.isError && !backups.data)
    return <Failed fault={backups.error} onRetry={() => void backups.refetch()} />;
  return (
    <Page
      title={m.backups()}
      subtitle={m.backups_text()}
      actions={backups.data && isMade(backups.data) && <Now backups={backups.data} />}
    >
      {!backups.data ? (
        <SkeletonLines count={5} />
      ) : isMade(backups.data) ? (
        <Shown backups={backups.data} />
      ) : (
        <HowToBegin />
      )}
    </Page>
  );
}

function Now({ backups }: { backups: Made }) {
  const [asking, setAsking] = useState(false);
  const begin = async () => {
    setAsking(true);
    await backUpNow().then(() => toast(m.backups_begun()), toastFault);
    setAsking(false);
  };
  return (
    <Button
      tone="primary"
      busy={asking || backups.making_since !== null}
      onClick={() => void begin()}
    >
      {m.backups_now()}
    </Button>
  );
}

function HowToBegin() {
  return (
    <Panel>
      <Empty heading icon={<DatabaseBackup />} title={m.backups_none_title()}>
        {m.backups_none_text()}
      </Empty>
      <Code>{'[backup]\ninto = "/mnt/backups"'}</Code>
    </Panel>
  );
}

function Code({ children }: { children: string }) {
  return (
    <pre className="mx-4 mb-4 rounded-control bg-sunken px-3 py-2 font-mono text-13 whitespace-pre-wrap wrap-anywhere">
      {children}
    </pre>
  );
}

function everyText(seconds: number) {
  return seconds % 3_600 === 0
    ? m.backups_every_hours({ count: seconds / 3_600 })
    : m.backups_every_minutes({ count: Math.round(seconds / 60) });
}

function Shown({ backups }: { backups: Made }) {
  const { into, every_seconds, keep, items } = backups;
  return (
    <>
      <Fare backups={backups} />
      <Panel
        title={m.backups()}
        text={
          <span className="wrap-anywhere">
            {m.backups_where({ folder: into, every: everyText(every_seconds), count: keep })}
          </span>
        }
      >
        {items.length === 0 ? (
          <Empty icon={<DatabaseBackup />} title={m.backups_empty()}>
            {m.backups_empty_text()}
          </Empty>
        ) : (
          <Rows>
            {items.map((one) => (
              <Row key={one.name} one={one} />
            ))}
          </Rows>
        )}
      </Panel>
      <Restoring backups={backups} />
    </>
  );
}

/** What is going on, and what went wrong. */
function Fare({ backups: { making_since, failed, due_at } }: { backups: Made }) {
  const now = useNow();
  const reader = useReader();
  if (making_since)
    return (
      <div className="mb-5">
        <Notice role="status">
          {m.backups_being_made({ time: entryTime(making_since, now, reader) })}
        </Notice>
      </div>
    );
  if (failed)
    return (
      <div className="mb-5">
        <Notice tone="bad">
          {failed.why ? m.backups_failed({ why: failed.why }) : m.backups_failed_silently()}
        </Notice>
      </div>
    );
  return due_at ? (
    <p className="mb-5 text-13 text-text-2">
      {m.backups_due({ time: entryTime(due_at, now, reader) })}
    </p>
  ) : null;
}

function Row({ one }: { one: Backups["items"][number] }) {
  const { language } = useReader();
  return (
    <li className="flex flex-wrap items-baseline gap-x-3 px-4 py-3">
      <span className="min-w-0 flex-1 basis-48 text-14">
        <Time at={one.written_at} shape="entry" />
      </span>
      <code className="text-12 text-text-3 wrap-anywhere">{one.name}</code>
      <span className="w-20 text-right text-13 text-text-2">{sizeText(one.bytes, language)}</span>
    </li>
  );
}

function Restoring({ backups: { into, items, with_key } }: { backups: Made }) {
  const newest = items[0];
  if (!newest) return null;
  const file = `${into}/${newest.name}`;
  return (
    <Panel
      title={m.backups_restore()}
      text={with_key ? m.backups_key_in() : m.backups_key_not_in()}
    >
      <div className="pt-4">
        <Code>{`heed restore --from ${file} --data /var/lib/heed-restored`}</Code>
      </div>
    </Panel>
  );
}
