// SPDX-License-Identifier: AGPL-3.0-or-later
import clsx from "clsx";
import { LoaderCircle } from "lucide-react";
import type { ComponentProps, ReactNode } from "react";
import { tip } from "./tooltip";

export type Tone = "primary" | "secondary" | "quiet" | "danger" | "note";
type Size = "small" | "medium";

const tones: Record<Tone, string> = {
  primary:
    "bg-accent text-on-accent border-transparent hover:not-disabled:brightness-110 active:not-disabled:brightness-95",
  secondary: "bg-bg text-text border-control hover:not-disabled:bg-sunken",
  quiet:
    "bg-transparent text-text-2 border-transparent hover:not-disabled:bg-sunken hover:not-disabled:text-text",
  danger: "bg-bg text-bad border-bad hover:not-disabled:bg-bad-soft",
  note: "bg-note-text text-note border-transparent hover:not-disabled:brightness-110",
};
const sizes: Record<Size, string> = {
  small: "h-7 px-2 text-13",
  medium: "h-8 px-3 text-14 max-two:h-touch",
};

export function buttonClass(tone: Tone = "secondary", size: Size = "medium", extra?: string) {
  return clsx(
    "inline-flex shrink-0 items-center justify-center gap-1.5 rounded-control border font-medium whitespace-nowrap select-none disabled:opacity-55 max-slim:h-auto max-slim:min-h-8 max-slim:shrink max-slim:whitespace-normal",
    tones[tone],
    sizes[size],
    extra,
  );
}

type ButtonProps = ComponentProps<"button"> & {
  tone?: Tone;
  size?: Size;
  busy?: boolean;
  icon?: ReactNode;
};

/** While `busy`, it keeps its place and its focus but cannot be pressed a second time. */
export function Button({
  tone,
  size,
  busy,
  icon,
  className,
  children,
  onClick,
  ...rest
}: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      aria-busy={busy || undefined}
      aria-disabled={busy || undefined}
      onClick={busy ? (event) => event.preventDefault() : onClick}
      className={buttonClass(tone, size, className)}
    >
      {busy ? <LoaderCircle aria-hidden className="size-4 animate-spin" /> : icon}
      {children}
    </button>
  );
}

type IconButtonProps = ComponentProps<"button"> & {
  label: string;
  keys?: string;
  tone?: Tone;
  small?: boolean;
};

/** A button that shows only a picture; its name is said by the tooltip and to screen readers. */
export function IconButton({
  label,
  keys,
  tone = "quiet",
  small,
  className,
  ...rest
}: IconButtonProps) {
  return (
    <button
      type="button"
      aria-label={label}
      {...tip(label, keys)}
      {...rest}
      className={clsx(
        "inline-flex shrink-0 items-center justify-center rounded-control border disabled:opacity-50",
        tones[tone],
        small ? "size-6 max-two:size-touch-small" : "size-8 max-two:size-touch",
        className,
      )}
    />
  );
}
