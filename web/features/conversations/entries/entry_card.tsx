// SPDX-License-Identifier: AGPL-3.0-or-later
import clsx from "clsx";
import {
  Ellipsis,
  Eraser,
  FileSearch,
  Globe,
  Link2,
  Mail,
  PhoneIncoming,
  PhoneOutgoing,
  Quote,
  StickyNote,
} from "lucide-react";
import { lazy, memo, Suspense, useState } from "react";
import type { Entry } from "~/api/types";
import { m } from "~/core/messages/messages";
import { Avatar } from "~/kit/avatar";
import { IconButton } from "~/kit/button";
import { Menu, MenuItem } from "~/kit/menu";
import { Time } from "~/kit/time";
import { toast } from "~/kit/toast";
import { Attachments } from "./attachments";
import { Body, isFromOutside } from "./body";
import { DeliveryLine } from "./delivery_line";
import { Judgements } from "./judgements";
import { selectedIn } from "./redacting";

const OriginalDialog = lazy(() => import("./original_dialog"));
const RedactDialog = lazy(() => import("./redact_dialog"));

type CardProps = {
  entry: Entry;
  /** The ticket's. */
  number: number;
  mayWrite: boolean;
  mayRedact: boolean;
  /** Of a ticket that stays as it is. */
  closed: boolean;
  onQuote: (entry: Entry) => void;
};

const surfaces = {
  message_in: "border-divider bg-bg",
  message_out: "border-divider bg-surface",
  note: "border-transparent bg-note text-note-text",
  call: "border-divider bg-bg",
  event: "",
};

export const EntryCard = memo(function EntryCard(props: CardProps) {
  const { entry, number, mayWrite, mayRedact, closed, onQuote } = props;
  const [original, setOriginal] = useState(false);
  const [redacting, setRedacting] = useState<string | null>(null);
  const name = entry.author?.name || entry.from?.name || entry.from?.email || m.somebody();
  return (
    <article
      id={`entry-${entry.id}`}
      tabIndex={-1}
      data-entry={entry.kind}
      aria-label={`${kindWords(entry)}, ${name}`}
      className={clsx("rounded-card border px-4 py-3", surfaces[entry.kind])}
    >
      <header className="mb-2 flex items-start gap-2.5">
        <Avatar name={name} size={32} className="max-slim:hidden" />
        <div className="min-w-0 flex-1">
          <p className="flex flex-wrap items-baseline gap-x-2 text-14">
            <span className="font-semibold wrap-anywhere">{name}</span>
            <KindMark entry={entry} />
          </p>
          <Recipients entry={entry} />
        </div>
        <Time
          at={entry.at}
          shape="entry"
          className={clsx(
            "pt-0.5 text-12 whitespace-nowrap",
            entry.kind === "note" ? "text-note-text" : "text-text-3",
          )}
        />
        <EntryMenu
          entry={entry}
          mayWrite={mayWrite}
          mayRedact={mayRedact}
          onQuote={onQuote}
          onOriginal={() => setOriginal(true)}
          onRedact={() => setRedacting(selectedIn(entry.id))}
        />
      </header>
      <Judgements entry={entry} mayWrite={mayWrite} closed={closed} />
      <Body entry={entry} />
      <Attachments
        attachments={entry.attachments}
        html={isFromOutside(entry) ? "" : (entry.body_html ?? "")}
      />
      <DeliveryLine entry={entry} mayWrite={mayWrite} />
      <Suspense>
        {original && <OriginalDialog entry={entry} onClose={() => setOriginal(false)} />}
        {redacting !== null && (
          <RedactDialog
            entry={entry}
            number={number}
            selected={redacting}
            onClose={() => setRedacting(null)}
          />
        )}
      </Suspense>
    </article>
  );
});

function kindWords(entry: Entry): string {
  if (entry.kind === "note") return m.entry_note();
  if (entry.kind === "call")
    return entry.call?.direction === "in" ? m.entry_call_in() : m.entry_call_out();
  return entry.kind === "message_in" ? m.entry_in() : m.entry_out();
}

function KindMark({ entry }: { entry: Entry }) {
  if (entry.kind === "note")
    return (
      <span className="inline-flex items-center gap-1 text-12 font-medium">
        <StickyNote aria-hidden className="size-3.5 self-center" />
        {m.only_team_sees()}
      </span>
    );
  const Icon =
    entry.kind === "call"
      ? entry.call?.direction === "in"
        ? PhoneIncoming
        : PhoneOutgoing
      : entry.letter_id
        ? Mail
        : entry.kind === "message_in"
          ? Globe
          : null;
  return (
    <span className="inline-flex min-w-0 items-center gap-1 text-12 wrap-anywhere text-text-3">
      {Icon === Globe ? (
        <span title={m.not_by_mail()}>
          <Globe aria-hidden className="size-3.5" />
          <span className="sr-only">{m.not_by_mail()}</span>
        </span>
      ) : (
        Icon && <Icon aria-hidden className="size-3.5" />
      )}
      {entry.kind === "call"
        ? kindWords(entry)
        : entry.kind === "message_in"
          ? entry.from?.email
          : ""}
    </span>
  );
}

function Recipients({ entry }: { entry: Entry }) {
  if (entry.kind !== "message_out" && entry.cc.length === 0) return null;
  const names = (list: Entry["to"]) => list.map((one) => one.name || one.email).join(", ");
  const addresses = [...entry.to, ...entry.cc].map((one) => one.email).join(", ");
  const text = [
    entry.to.length > 0 && m.entry_to({ names: names(entry.to) }),
    entry.cc.length > 0 && m.entry_cc({ names: names(entry.cc) }),
  ]
    .filter(Boolean)
    .join(" · ");
  return (
    <p title={addresses} className="truncate text-12 text-text-3">
      {text}
    </p>
  );
}

type MenuProps = Omit<CardProps, "closed" | "number"> & {
  onOriginal: () => void;
  onRedact: () => void;
};

function EntryMenu({ entry, mayWrite, mayRedact, onQuote, onOriginal, onRedact }: MenuProps) {
  const copyLink = async () => {
    await navigator.clipboard.writeText(`${location.origin}${location.pathname}#entry-${entry.id}`);
    toast(m.copied());
  };
  return (
    <Menu
      align="end"
      trigger={
        <IconButton
          label={m.entry_more()}
          small
          className="-mt-0.5 -mr-1.5 text-current opacity-70 hover:opacity-100"
        >
          <Ellipsis aria-hidden className="size-4" />
        </IconButton>
      }
    >
      {mayWrite && entry.kind !== "note" && (
        <MenuItem icon={<Quote className="size-4" />} onSelect={() => onQuote(entry)}>
          {m.entry_quote()}
        </MenuItem>
      )}
      <MenuItem icon={<Link2 className="size-4" />} onSelect={() => void copyLink()}>
        {m.entry_copy_link()}
      </MenuItem>
      {entry.letter_id !== null && (
        <MenuItem icon={<FileSearch className="size-4" />} onSelect={onOriginal}>
          {m.entry_original()}
        </MenuItem>
      )}
      {mayRedact && (
        <MenuItem icon={<Eraser className="size-4" />} onSelect={onRedact}>
          {m.entry_redact()}
        </MenuItem>
      )}
    </Menu>
  );
}
