// SPDX-License-Identifier: AGPL-3.0-or-later
import clsx from "clsx";
import { X } from "lucide-react";
import type { ReactNode } from "react";

export type ChipTone = "plain" | "accent" | "ok" | "warn" | "bad" | "info" | "promise" | "note";

const tones: Record<ChipTone, string> = {
  plain: "bg-sunken text-text-2",
  accent: "bg-accent-soft text-accent-text",
  ok: "bg-ok-soft text-ok",
  warn: "bg-warn-soft text-warn",
  bad: "bg-bad-soft text-bad",
  info: "bg-info-soft text-info",
  promise: "bg-promise-soft text-promise",
  note: "bg-note text-note-text",
};

type ChipProps = {
  children: ReactNode;
  tone?: ChipTone;
  icon?: ReactNode;
  title?: string;
  onRemove?: () => void;
  removeLabel?: string;
};

/** A word with a meaning; its colour never says more than its word. */
export function Chip({ children, tone = "plain", icon, title, onRemove, removeLabel }: ChipProps) {
  return (
    <span
      title={title ?? (typeof children === "string" ? children : undefined)}
      className={clsx(
        "chip inline-flex h-6 max-w-full items-center gap-1 rounded-chip px-1.5 text-12 font-medium",
        tones[tone],
      )}
    >
      {icon}
      <span className="truncate">{children}</span>
      {onRemove && (
        <button
          type="button"
          aria-label={removeLabel}
          onClick={onRemove}
          className="-mr-1.5 flex size-6 shrink-0 items-center justify-center rounded-chip opacity-70 hover:opacity-100"
        >
          <X aria-hidden className="size-3" />
        </button>
      )}
    </span>
  );
}
