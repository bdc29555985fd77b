// SPDX-License-Identifier: AGPL-3.0-or-later
import { useCallback, useEffect, useRef, useState } from "react";
import type { Uploaded } from "~/api/types";
import { upload } from "~/api/upload";
import { toastFault } from "~/kit/toast";

export type Sending = {
  key: number;
  name: string;
  size: number;
  share: number;
  cancel: () => void;
};

let nextKey = 1;

/** Files on their way to the server, each with how far it is and the way to stop it. */
export function useUploads() {
  const [sending, setSending] = useState<Sending[]>([]);
  const running = useRef(new Map<number, () => void>());

  // A file nobody waits for any more need not be sent to its end.
  useEffect(() => {
    const all = running.current;
    return () => {
      for (const cancel of all.values()) cancel();
    };
  }, []);

  const start = useCallback(async (file: File): Promise<Uploaded | null> => {
    const key = nextKey++;
    const progress = (share: number) =>
      setSending((all) => all.map((one) => (one.key === key ? { ...one, share } : one)));
    const { done, cancel } = upload(file, progress);
    running.current.set(key, cancel);
    setSending((all) => [...all, { key, name: file.name, size: file.size, share: 0, cancel }]);
    try {
      return await done;
    } catch (fault) {
      if (!(fault instanceof Error && fault.message.endsWith("cancelled"))) toastFault(fault);
      return null;
    } finally {
      running.current.delete(key);
      setSending((all) => all.filter((one) => one.key !== key));
    }
  }, []);

  return { sending, start };
}
