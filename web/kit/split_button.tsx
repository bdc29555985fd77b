// SPDX-License-Identifier: AGPL-3.0-or-later
import clsx from "clsx";
import { ChevronDown } from "lucide-react";
import type { ReactNode } from "react";
import { Button, buttonClass, type Tone } from "./button";
import { Menu } from "./menu";

type SplitProps = {
  text: string;
  onPress: () => void;
  menuLabel: string;
  children: ReactNode;
  tone?: Tone;
  busy?: boolean;
  disabled?: boolean;
};

/** The usual act on the left, its variations behind the arrow. */
export function SplitButton({
  text,
  onPress,
  menuLabel,
  children,
  tone = "primary",
  busy,
  disabled,
}: SplitProps) {
  return (
    <span className="inline-flex">
      <Button
        tone={tone}
        busy={busy}
        disabled={disabled}
        onClick={onPress}
        className="rounded-r-none"
      >
        {text}
      </Button>
      <Menu
        align="end"
        trigger={
          <button
            type="button"
            aria-label={menuLabel}
            disabled={disabled}
            className={clsx(buttonClass(tone), "ml-px rounded-l-none !px-1.5")}
          >
            <ChevronDown aria-hidden className="size-4" />
          </button>
        }
      >
        {children}
      </Menu>
    </span>
  );
}
