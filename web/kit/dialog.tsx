// SPDX-License-Identifier: AGPL-3.0-or-later
import { Dialog as Base } from "@base-ui/react/dialog";
import clsx from "clsx";
import { X } from "lucide-react";
import { type FormEvent, type ReactNode, useRef, useState } from "react";
import { m } from "~/core/messages/messages";
import { Button, IconButton } from "./button";

type DialogProps = {
  open: boolean;
  onClose: () => void;
  title: string;
  description?: ReactNode;
  children?: ReactNode;
  /** Buttons, the main one last. */
  actions?: ReactNode;
  width?: "narrow" | "wide" | "full";
  /** With it the dialog is a form, and Enter in a field sends it. */
  onSubmit?: () => void;
};

/** Where a person begins: the first field, else the main button, and never the closing cross. */
const firstField =
  "[data-dialog-body] :is(input:not([type=hidden]), textarea, select, [contenteditable=true]), footer button:last-child";

const widths = { narrow: "two:w-md", wide: "two:w-2xl", full: "two:w-5xl" };

const longTexts = "textarea, [contenteditable=true]";
const textOf = (field: Element) =>
  field instanceof HTMLTextAreaElement ? field.value : (field.textContent ?? "");

/**
 * On a phone a dialog is a sheet that fills the screen from below. What somebody wrote in it, more
 * than a line, is never thrown away by Esc, the cross or a press beside it without being asked.
 */
export function Dialog({ open, onClose, width = "narrow", actions, ...rest }: DialogProps) {
  const popup = useRef<HTMLDivElement>(null);
  const written = useRef(false);
  const [asking, setAsking] = useState(false);
  const leave = () => {
    written.current = false;
    setAsking(false);
    onClose();
  };
  const holdsWords = () =>
    written.current &&
    [...(popup.current?.querySelectorAll(longTexts) ?? [])].some((one) => textOf(one).trim());
  const turnAway = (reason: string) => {
    if (!holdsWords()) leave();
    else setAsking(!(asking && reason === "escape-key"));
  };
  return (
    <Base.Root open={open} onOpenChange={(next, { reason }) => !next && turnAway(reason)}>
      <Base.Portal>
        <Base.Backdrop className="dialog-scrim fixed inset-0 z-30" />
        <Base.Popup
          ref={popup}
          onInput={(event) => {
            if (event.target instanceof Element && event.target.closest(longTexts))
              written.current = true;
          }}
          initialFocus={() => popup.current?.querySelector<HTMLElement>(firstField) ?? true}
          className={clsx(
            "popup fixed z-40 flex flex-col overflow-hidden rounded-dialog",
            "max-two:inset-x-0 max-two:bottom-0 max-two:max-h-[94dvh] max-two:rounded-b-none",
            "two:top-[8dvh] two:left-1/2 two:max-h-[84dvh] two:max-w-[calc(100vw-3rem)] two:-translate-x-1/2",
            widths[width],
          )}
        >
          <Frame
            {...rest}
            actions={asking ? <Asked onKeep={() => setAsking(false)} onLeave={leave} /> : actions}
          />
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}

function Asked({ onKeep, onLeave }: { onKeep: () => void; onLeave: () => void }) {
  return (
    <>
      <p role="alert" className="min-w-0 flex-1 text-14">
        {m.unsaved_ask()}
      </p>
      <Button tone="danger" onClick={onLeave}>
        {m.unsaved_drop()}
      </Button>
      <Button tone="primary" autoFocus onClick={onKeep}>
        {m.unsaved_keep()}
      </Button>
    </>
  );
}

function Frame({
  title,
  description,
  children,
  actions,
  onSubmit,
}: Omit<DialogProps, "open" | "onClose" | "width">) {
  const submit = (event: FormEvent) => {
    event.preventDefault();
    event.stopPropagation();
    onSubmit?.();
  };
  const inside = (
    <>
      <header className="flex items-start gap-4 px-5 pt-4 pb-3">
        <div className="min-w-0 flex-1">
          <Base.Title className="text-16 font-semibold">{title}</Base.Title>
          {description && (
            <Base.Description render={<div />} className="mt-1 text-13 text-text-2">
              {description}
            </Base.Description>
          )}
        </div>
        <Base.Close render={<IconButton label={m.close()} className="-mt-1 -mr-2" />}>
          <X aria-hidden className="size-4" />
        </Base.Close>
      </header>
      {/* Words longer than the screen are scrolled by keys, also where there is no field. */}
      <div
        data-dialog-body
        tabIndex={onSubmit ? undefined : 0}
        className="min-h-0 flex-1 overflow-y-auto px-5 pt-1 pb-5"
      >
        {children}
      </div>
      {actions && (
        <footer className="flex flex-wrap items-center justify-end gap-2 border-t border-divider bg-surface px-5 py-3">
          {actions}
        </footer>
      )}
    </>
  );
  const frame = "flex min-h-0 flex-1 flex-col";
  return onSubmit ? (
    <form noValidate onSubmit={submit} className={frame}>
      {inside}
    </form>
  ) : (
    <div className={frame}>{inside}</div>
  );
}
