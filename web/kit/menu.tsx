// SPDX-License-Identifier: AGPL-3.0-or-later
import { Menu as Base } from "@base-ui/react/menu";
import clsx from "clsx";
import { Check } from "lucide-react";
import type { ReactElement, ReactNode } from "react";
import { Keys } from "./keys";

type MenuProps = {
  trigger: ReactElement;
  children: ReactNode;
  align?: "start" | "end";
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
};

export function Menu({ trigger, children, align = "start", open, onOpenChange }: MenuProps) {
  return (
    <Base.Root open={open} onOpenChange={onOpenChange} modal={false}>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner sideOffset={4} align={align} collisionPadding={8} className="z-50">
          <Base.Popup className="popup max-h-(--available-height) min-w-48 overflow-y-auto p-1 text-14">
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

type ItemProps = {
  children: ReactNode;
  onSelect: () => void;
  icon?: ReactNode;
  keys?: string;
  hint?: ReactNode;
  checked?: boolean;
  danger?: boolean;
  disabled?: boolean;
};

export function MenuItem({
  children,
  onSelect,
  icon,
  keys,
  hint,
  checked,
  danger,
  disabled,
}: ItemProps) {
  return (
    <Base.Item
      onClick={onSelect}
      disabled={disabled}
      aria-current={checked || undefined}
      className={clsx(
        "flex min-h-8 max-two:min-h-11 w-full items-center gap-2 rounded-control px-2 py-1 outline-none select-none data-disabled:opacity-50",
        "data-highlighted:bg-sunken",
        danger && "text-bad",
      )}
    >
      {icon && <span className="flex w-4 shrink-0 justify-center text-text-2">{icon}</span>}
      <span className="min-w-0 flex-1 truncate">
        {children}
        {hint && <span className="block truncate text-12 text-text-3">{hint}</span>}
      </span>
      {checked && <Check aria-hidden className="size-4 text-accent" />}
      {keys && <Keys keys={keys} />}
    </Base.Item>
  );
}

export const MenuLine = () => <Base.Separator className="my-1 h-px bg-divider" />;

export function MenuGroup({ label, children }: { label: string; children: ReactNode }) {
  return (
    <Base.Group>
      <Base.GroupLabel className="px-2 pt-2 pb-1 text-12 text-text-3">{label}</Base.GroupLabel>
      {children}
    </Base.Group>
  );
}
