// SPDX-License-Identifier: AGPL-3.0-or-later
import { type RefObject, useCallback, useEffect, useLayoutEffect, useState } from "react";

const nearPx = 48;

/**
 * Keeps a conversation at its end until its reader moves away: letters grow while they are loaded,
 * and new ones arrive. Starts anew for every `key`.
 */
export function useBottom(
  scroller: RefObject<HTMLElement | null>,
  content: RefObject<HTMLElement | null>,
  key: unknown,
) {
  const [atBottom, setAtBottom] = useState(true);

  const toBottom = useCallback(() => {
    const element = scroller.current;
    if (element) element.scrollTop = element.scrollHeight;
    setAtBottom(true);
  }, [scroller]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another ticket starts at its end again.
  useLayoutEffect(toBottom, [toBottom, key]);

  useEffect(() => {
    const element = scroller.current;
    const inside = content.current;
    if (!element || !inside) return;
    let sticks = true;
    const moved = () => {
      sticks = element.scrollHeight - element.scrollTop - element.clientHeight < nearPx;
      setAtBottom(sticks);
    };
    const watcher = new ResizeObserver(() => {
      if (sticks) element.scrollTop = element.scrollHeight;
    });
    element.addEventListener("scroll", moved, { passive: true });
    watcher.observe(inside);
    watcher.observe(element);
    return () => {
      element.removeEventListener("scroll", moved);
      watcher.disconnect();
    };
  }, [scroller, content]);

  return { atBottom, toBottom };
}
