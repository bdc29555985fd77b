// SPDX-License-Identifier: AGPL-3.0-or-later
import clsx from "clsx";
import type { ComponentProps, ReactNode } from "react";

type Props = ComponentProps<"button"> & { icon?: ReactNode; name: string };

/** The words among what a button shows, for the title that says them whole. */
const textOf = (children: ReactNode) =>
  [children]
    .flat()
    .filter((one) => typeof one === "string")
    .join("");

/** A field in the head of a ticket: shows its value, says its name, opens its choices. */
export function HeaderButton({ icon, name, className, children, disabled, ...rest }: Props) {
  return (
    <button
      type="button"
      {...rest}
      disabled={disabled}
      title={rest.title ?? [name, textOf(children)].filter(Boolean).join(": ")}
      className={clsx(
        "inline-flex h-7 max-w-52 min-w-0 items-center max-two:shrink-0 gap-1.5 rounded-control border border-divider px-2 text-13 font-medium max-two:h-[max(1.75rem,36px)]",
        disabled ? "text-text-2" : "hover:border-control hover:bg-surface",
        className,
      )}
    >
      {icon}
      <span className="sr-only">{name}: </span>
      <span className="truncate">{children}</span>
    </button>
  );
}
