// SPDX-License-Identifier: AGPL-3.0-or-later
import { useState } from "react";
import { m } from "~/core/messages/messages";
import { Button } from "./button";
import { Notice } from "./notice";

type Pinned<Value> = {
  /** What the form is about, and what it saves over. */
  shown: Value;
  /** Somebody saved another version while this form was being filled in. */
  newer: boolean;
  /** To be called when something is typed. */
  hold: () => void;
  /** To be called when it is saved or given up: the newest is shown. */
  release: () => void;
};

/**
 * What a form is about: the newest that the server has until something is typed, and from then on
 * what it was begun with, so that a colleague's change never takes typed words away.
 */
export function usePinned<Value extends { version: number }>(newest: Value): Pinned<Value> {
  const [held, setHeld] = useState<Value | null>(null);
  return {
    shown: held ?? newest,
    newer: held !== null && held.version !== newest.version,
    hold: () => setHeld((before) => before ?? newest),
    release: () => setHeld(null),
  };
}

/** Says before the save what the save would be refused for. */
export function NewerNotice({ pinned }: { pinned: Pinned<unknown> }) {
  if (!pinned.newer) return null;
  return (
    <Notice
      tone="warn"
      role="status"
      action={<Button onClick={pinned.release}>{m.newer_take()}</Button>}
    >
      {m.newer_saved()}
    </Notice>
  );
}
