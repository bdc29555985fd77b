// SPDX-License-Identifier: AGPL-3.0-or-later
import clsx from "clsx";
import type { KeyboardEvent, ReactNode } from "react";

export type Tab<Id extends string> = { id: Id; text: string; icon?: ReactNode; keys?: string };

type TabsProps<Id extends string> = {
  label: string;
  tabs: Tab<Id>[];
  chosen: Id;
  onChoose: (id: Id) => void;
  controls?: string;
};

export function Tabs<Id extends string>({
  label,
  tabs,
  chosen,
  onChoose,
  controls,
}: TabsProps<Id>) {
  const press = (event: KeyboardEvent<HTMLDivElement>) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const at = tabs.findIndex((tab) => tab.id === chosen);
    const next = tabs[(at + step + tabs.length) % tabs.length];
    if (!next) return;
    onChoose(next.id);
    event.currentTarget.querySelector<HTMLElement>(`[data-tab="${next.id}"]`)?.focus();
    event.preventDefault();
  };
  return (
    <div
      role="tablist"
      aria-label={label}
      onKeyDown={press}
      className="flex max-w-full gap-1 overflow-x-auto p-0.5"
    >
      {tabs.map((tab) => (
        <button
          key={tab.id}
          type="button"
          role="tab"
          data-tab={tab.id}
          aria-selected={tab.id === chosen}
          aria-controls={controls}
          tabIndex={tab.id === chosen ? 0 : -1}
          onClick={() => onChoose(tab.id)}
          className={clsx(
            "flex h-8 shrink-0 items-center gap-1.5 rounded-control px-2.5 text-13 font-medium max-slim:[&_svg]:hidden",
            tab.id === chosen
              ? "bg-accent-soft text-accent-text"
              : "text-text-2 hover:bg-sunken hover:text-text",
          )}
        >
          {tab.icon}
          {tab.text}
        </button>
      ))}
    </div>
  );
}
