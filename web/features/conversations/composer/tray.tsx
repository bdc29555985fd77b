// SPDX-License-Identifier: AGPL-3.0-or-later
import { File, X } from "lucide-react";
import type { Uploaded } from "~/api/types";
import { m } from "~/core/messages/messages";
import { sizeText, useReader } from "~/core/time";
import { IconButton } from "~/kit/button";
import type { Sending } from "./use_uploads";

type TrayProps = { attachments: Uploaded[]; sending: Sending[]; onRemove: (id: number) => void };

/** The files that will go out with the entry, and those still on their way here. */
export function Tray({ attachments, sending, onRemove }: TrayProps) {
  const { language } = useReader();
  if (attachments.length === 0 && sending.length === 0) return null;
  return (
    <ul aria-label={m.attachments()} className="flex flex-wrap gap-2 px-3 pb-2">
      {attachments.map((one) => (
        <li
          key={one.id}
          className="flex max-w-64 items-center gap-1.5 rounded-control border border-divider bg-surface py-0.5 pr-0.5 pl-2 text-13 text-text"
        >
          <File aria-hidden className="size-4 shrink-0 text-text-2" />
          <span title={one.filename} className="min-w-0 truncate">
            {one.filename}
          </span>
          <span className="shrink-0 text-12 text-text-3">
            {one.size > 0 && sizeText(one.size, language)}
          </span>
          <IconButton
            small
            label={m.remove_named({ name: one.filename })}
            onClick={() => onRemove(one.id)}
          >
            <X aria-hidden className="size-3.5" />
          </IconButton>
        </li>
      ))}
      {sending.map((one) => (
        <li
          key={one.key}
          className="relative flex max-w-64 items-center gap-1.5 overflow-hidden rounded-control border border-divider bg-surface py-0.5 pr-0.5 pl-2 text-13 text-text"
        >
          <span
            aria-hidden
            className="absolute inset-y-0 left-0 bg-accent-soft"
            style={{ width: `${Math.round(one.share * 100)}%` }}
          />
          <span title={one.name} className="relative min-w-0 truncate">
            {one.name}
          </span>
          <span
            role="progressbar"
            aria-label={one.name}
            aria-valuenow={Math.round(one.share * 100)}
            aria-valuemin={0}
            aria-valuemax={100}
            className="relative shrink-0 text-12 text-text-2 tabular-nums"
          >
            {Math.round(one.share * 100)} %
          </span>
          <IconButton
            small
            className="relative"
            label={m.upload_cancel({ name: one.name })}
            onClick={one.cancel}
          >
            <X aria-hidden className="size-3.5" />
          </IconButton>
        </li>
      ))}
    </ul>
  );
}
