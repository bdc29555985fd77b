// SPDX-License-Identifier: AGPL-3.0-or-later
import { useEffect } from "react";
import { m } from "~/core/messages/messages";

/** Names the page in the browser's tab and history; the innermost screen has the last word. */
export function useTitle(text: string | undefined) {
  useEffect(() => {
    if (!text) return;
    const before = document.title;
    document.title = `${text} · ${m.app_name()}`;
    return () => {
      document.title = before;
    };
  }, [text]);
}
