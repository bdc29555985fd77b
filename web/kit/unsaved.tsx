// SPDX-License-Identifier: AGPL-3.0-or-later
import { useBlocker } from "@tanstack/react-router";
import { m } from "~/core/messages/messages";
import { Button } from "./button";
import { Dialog } from "./dialog";

/** Asks before a page is left whose form holds what nobody saved: by a link, a key or the window's cross. */
export function Unsaved({ form }: { form: { dirty: boolean; busy: boolean } }) {
  // What is being saved may lead on by itself.
  const holds = form.dirty && !form.busy;
  const leaving = useBlocker({
    shouldBlockFn: () => holds,
    enableBeforeUnload: holds,
    withResolver: true,
  });
  if (leaving.status !== "blocked") return null;
  return <AskToLeave onKeep={leaving.reset} onLeave={leaving.proceed} />;
}

type AskProps = { onKeep: () => void; onLeave: () => void };

export function AskToLeave({ onKeep, onLeave }: AskProps) {
  return (
    <Dialog
      open
      onClose={onKeep}
      title={m.unsaved_ask()}
      description={m.unsaved_form()}
      actions={
        <>
          <Button tone="danger" onClick={onLeave}>
            {m.unsaved_drop()}
          </Button>
          <Button tone="primary" onClick={onKeep}>
            {m.unsaved_keep()}
          </Button>
        </>
      }
    />
  );
}
