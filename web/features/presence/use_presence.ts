// SPDX-License-Identifier: AGPL-3.0-or-later
import { useEffect, useRef } from "react";
import { api, call } from "~/api/client";
import type { Doing } from "~/api/types";
import { afterPaint } from "~/core/after_paint";
import { setPresence } from "~/core/live/live";

const heartbeatMs = 15_000;

function leave(number: number) {
  call(api.DELETE("/tickets/{number}/presence", { params: { path: { number } } })).catch(
    () => undefined,
  );
}

/** Says that this ticket is before somebody's eyes, for as long as it is. */
export function usePresence(number: number, doing: Doing) {
  const told = useRef(false);
  useEffect(() => {
    const at = { params: { path: { number } } };
    const beat = () => {
      if (document.hidden) return;
      told.current = true;
      call(api.PUT("/tickets/{number}/presence", { ...at, body: { doing } }))
        .then(({ people }) => setPresence(number, people))
        // Presence is a courtesy: that it failed concerns nobody.
        .catch(() => undefined);
    };
    // Hurrying through a list is not looking at each ticket.
    const first = setTimeout(beat, 600);
    const timer = setInterval(beat, heartbeatMs);
    document.addEventListener("visibilitychange", beat);
    return () => {
      clearTimeout(first);
      clearInterval(timer);
      document.removeEventListener("visibilitychange", beat);
    };
  }, [number, doing]);

  useEffect(
    () => () => {
      if (!told.current) return;
      told.current = false;
      // Whoever goes on to the next ticket sees that one first.
      afterPaint(() => leave(number));
    },
    [number],
  );
}
