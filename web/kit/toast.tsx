// SPDX-License-Identifier: AGPL-3.0-or-later
import clsx from "clsx";
import { CircleAlert, CircleCheck, X } from "lucide-react";
import { useEffect } from "react";
import { create } from "zustand";
import { sentence } from "~/core/errors";
import { m } from "~/core/messages/messages";
import { IconButton } from "./button";
import { Keys } from "./keys";

export type Toast = {
  id: number;
  text: string;
  tone: "ok" | "bad";
  action?: { text: string; keys?: string; run: () => void };
};

const useToasts = create<{ toasts: Toast[] }>(() => ({ toasts: [] }));
let nextId = 1;

export function toast(text: string, more: Partial<Omit<Toast, "id" | "text">> = {}) {
  const added: Toast = { id: nextId++, text, tone: "ok", ...more };
  useToasts.setState(({ toasts }) => ({ toasts: [...toasts.slice(-2), added] }));
}

/** Says in words why something did not happen. */
export const toastFault = (fault: unknown, action?: Toast["action"]) =>
  toast(sentence(fault), { tone: "bad", action });

const dismiss = (id: number) =>
  useToasts.setState(({ toasts }) => ({ toasts: toasts.filter((one) => one.id !== id) }));

/** Runs the action of the newest toast, if it has one: the undo key. */
export function runNewestToast(): boolean {
  const newest = useToasts.getState().toasts.findLast((one) => one.action);
  if (!newest?.action) return false;
  dismiss(newest.id);
  newest.action.run();
  return true;
}

export function Toasts() {
  const toasts = useToasts((state) => state.toasts);
  return (
    <div
      role="status"
      aria-live="polite"
      className="pointer-events-none fixed inset-x-3 bottom-3 z-50 flex flex-col gap-2 two:right-auto two:w-96 max-two:bottom-16"
    >
      {toasts.map((one) => (
        <ToastCard key={one.id} shown={one} />
      ))}
    </div>
  );
}

function ToastCard({ shown }: { shown: Toast }) {
  // Long enough to read and to reach the button; a fault stays longer.
  const life = shown.action || shown.tone === "bad" ? 10_000 : 5_000;
  useEffect(() => {
    const timer = setTimeout(() => dismiss(shown.id), life);
    return () => clearTimeout(timer);
  }, [shown.id, life]);
  const Icon = shown.tone === "ok" ? CircleCheck : CircleAlert;
  return (
    <div className="popup pointer-events-auto flex items-center gap-2 py-1.5 pr-1.5 pl-3 text-14">
      <Icon
        aria-hidden
        className={clsx("size-4 shrink-0", shown.tone === "ok" ? "text-ok" : "text-bad")}
      />
      <p className="min-w-0 flex-1 py-1">{shown.text}</p>
      {shown.action && (
        <button
          type="button"
          className="flex h-8 items-center gap-2 rounded-control px-2 font-medium text-accent hover:bg-sunken"
          onClick={() => {
            dismiss(shown.id);
            shown.action?.run();
          }}
        >
          {shown.action.text}
          {shown.action.keys && <Keys keys={shown.action.keys} />}
        </button>
      )}
      <IconButton label={m.close()} onClick={() => dismiss(shown.id)}>
        <X aria-hidden className="size-4" />
      </IconButton>
    </div>
  );
}
