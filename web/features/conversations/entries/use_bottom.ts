// SPDX-License-Identifier: AGPL-3.0-or-later
import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";

const nearPx = 48;

/**
 * Keeps a conversation at its end until its reader moves up: letters grow while they are loaded,
 * and new ones arrive. Starts anew for every `key`.
 */
export function useBottom(
  scroller: RefObject<HTMLElement | null>,
  content: RefObject<HTMLElement | null>,
  key: unknown,
) {
  const [atBottom, setAtBottom] = useState(true);
  const sticks = useRef(true);

  const toBottom = useCallback(() => {
    const element = scroller.current;
    if (element) element.scrollTop = element.scrollHeight;
    sticks.current = true;
    setAtBottom(true);
  }, [scroller]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another ticket starts at its end again.
  useLayoutEffect(toBottom, [toBottom, key]);

  useEffect(() => {
    const element = scroller.current;
    const inside = content.current;
    if (!element || !inside) return;
    let top = element.scrollTop;
    const moved = () => {
      const isNear = element.scrollHeight - element.scrollTop - element.clientHeight < nearPx;
      // What grew before its scrolling was told moved the end, and not the reader.
      if (isNear || element.scrollTop < top) sticks.current = isNear;
      top = element.scrollTop;
      setAtBottom(sticks.current);
    };
    const watcher = new ResizeObserver(() => {
      if (sticks.current) element.scrollTop = element.scrollHeight;
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
