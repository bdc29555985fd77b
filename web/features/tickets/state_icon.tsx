// SPDX-License-Identifier: AGPL-3.0-or-later
import clsx from "clsx";
import {
  CircleCheck,
  CircleDashed,
  CircleDot,
  CircleSlash,
  Clock3,
  Lock,
  type LucideIcon,
} from "lucide-react";
import type { State } from "~/api/types";
import type { ChipTone } from "~/kit/chip";

export const stateLooks: Record<State, { Icon: LucideIcon; tone: ChipTone; text: string }> = {
  new: { Icon: CircleDashed, tone: "info", text: "text-info" },
  open: { Icon: CircleDot, tone: "accent", text: "text-accent" },
  waiting: { Icon: Clock3, tone: "warn", text: "text-warn" },
  resolved: { Icon: CircleCheck, tone: "ok", text: "text-ok" },
  closed: { Icon: Lock, tone: "plain", text: "text-text-3" },
  cancelled: { Icon: CircleSlash, tone: "plain", text: "text-text-3" },
};

/** The shape differs for each state, so that the colour is never the only sign. */
export function StateIcon({ state, className }: { state: State; className?: string }) {
  const { Icon, text } = stateLooks[state];
  return <Icon aria-hidden className={clsx("shrink-0", text, className ?? "size-4")} />;
}
