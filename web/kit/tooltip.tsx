// SPDX-License-Identifier: AGPL-3.0-or-later
import { useEffect, useState } from "react";
import { Keys } from "./keys";

type Shown = { text: string; keys: string; top: number; left: number; below: boolean };

const delayMs = 400;
/** What a button puts on itself to be explained: its name is already said by `aria-label`. */
export const tip = (text: string, keys?: string) => ({
  "data-tip": text,
  "data-tip-keys": keys ?? "",
});

function placeOf(target: HTMLElement): Shown {
  const box = target.getBoundingClientRect();
  const below = box.bottom + 40 < innerHeight;
  const left = Math.min(innerWidth - 60, Math.max(60, box.left + box.width / 2));
  return {
    text: target.dataset.tip ?? "",
    keys: target.dataset.tipKeys ?? "",
    top: below ? box.bottom + 6 : box.top - 6,
    left,
    below,
  };
}

/** One tooltip for the whole page instead of one in every button. */
export function TooltipLayer() {
  const [shown, setShown] = useState<Shown | null>(null);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const hide = () => {
      clearTimeout(timer);
      setShown(null);
    };
    const show = (event: Event) => {
      const target =
        event.target instanceof Element ? event.target.closest<HTMLElement>("[data-tip]") : null;
      hide();
      if (!target || (event.type === "focusin" && !target.matches(":focus-visible"))) return;
      timer = setTimeout(() => target.isConnected && setShown(placeOf(target)), delayMs);
    };
    const press = (event: KeyboardEvent) => event.key !== "Tab" && hide();
    const heard: [string, (event: never) => void][] = [
      ["pointerover", show],
      ["focusin", show],
      ["pointerdown", hide],
      ["keydown", press],
      ["scroll", hide],
    ];
    for (const [name, listener] of heard)
      document.addEventListener(name, listener as EventListener, { capture: true, passive: true });
    return () => {
      clearTimeout(timer);
      for (const [name, listener] of heard)
        document.removeEventListener(name, listener as EventListener, { capture: true });
    };
  }, []);
  if (!shown) return null;
  return (
    <div
      aria-hidden
      className="popup pointer-events-none fixed z-60 flex max-w-72 items-center gap-2 rounded-control px-2 py-1 text-12"
      style={{
        top: shown.top,
        left: shown.left,
        transform: `translate(-50%, ${shown.below ? "0" : "-100%"})`,
      }}
    >
      {shown.text}
      {shown.keys && <Keys keys={shown.keys} />}
    </div>
  );
}
