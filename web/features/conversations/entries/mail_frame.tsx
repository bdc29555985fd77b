// SPDX-License-Identifier: AGPL-3.0-or-later
import { ImageOff } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { base } from "~/api/client";
import type { Entry } from "~/api/types";
import { afterPaint } from "~/core/after_paint";
import { m } from "~/core/messages/messages";
import { PlainText } from "~/kit/rich_text";
import { foldQuotes } from "./quotes";
import { boxWideTables } from "./wide_tables";

/** How tall letters turned out to be, for when they are opened again. */
const known = new Map<number, number>();

/** As much of a letter as a screen shows before its frame is there. */
const firstWords = 4_000;

type FrameProps = {
  entry: Entry;
  quoted: boolean;
  /** Told once the letter is there: whether it has anything to fold. */
  onFolds?: (folds: boolean) => void;
};

/**
 * A letter as its writer formatted it. The frame never runs scripts and its own policy lets nothing
 * be fetched; `allow-same-origin` only lets the desk measure it, so that no inner scroll bar appears.
 */
export function MailFrame({ entry, quoted, onFolds }: FrameProps) {
  const frame = useRef<HTMLIFrameElement>(null);
  const [framed, setFramed] = useState(false);
  const [size, setSize] = useState<{ height: number; width: number } | null>(null);
  const [loads, setLoads] = useState(0);
  const [leftOut, setLeftOut] = useState(0);

  // Frames are slow to make: the words are on screen before them.
  useEffect(() => afterPaint(() => setFramed(true)), []);

  useEffect(() => {
    const page = loads > 0 ? frame.current?.contentDocument : null;
    if (!page?.body) return;
    setLeftOut(Number(page.body.dataset.remotePictures) || 0);
    trim(page);
    settleHeights(page);
    onFolds?.(foldQuotes(page, !quoted) > 0);
    const measure = () => {
      boxWideTables(page);
      // The box of the root element holds the margins of what is inside; `scrollHeight` would never shrink.
      const root = page.documentElement;
      const height = Math.ceil(root.getBoundingClientRect().height);
      const available = frame.current?.parentElement?.clientWidth ?? 0;
      known.set(entry.id, Math.max(24, height));
      setSize({
        height: Math.max(24, height),
        width: root.scrollWidth > available + 1 ? root.scrollWidth : 0,
      });
    };
    measure();
    const watcher = new ResizeObserver(measure);
    watcher.observe(page.body);
    if (frame.current?.parentElement) watcher.observe(frame.current.parentElement);
    return () => watcher.disconnect();
  }, [loads, quoted, entry.id, onFolds]);

  return (
    <>
      {leftOut > 0 && <LeftOut count={leftOut} />}
      <div
        style={{ minHeight: size ? undefined : known.get(entry.id) }}
        className="-mx-3 overflow-x-auto rounded-control bg-white px-3 py-2 text-text [color-scheme:light]"
      >
        {!size && <Words text={entry.reply_text} />}
        {framed && (
          <iframe
            ref={frame}
            title={m.letter_of({ name: entry.from?.name || entry.from?.email || "" })}
            src={`${base}/entries/${entry.id}/body`}
            sandbox="allow-same-origin allow-popups allow-popups-to-escape-sandbox"
            referrerPolicy="no-referrer"
            scrolling="no"
            onLoad={() => setLoads((before) => before + 1)}
            className="block w-full border-0"
            style={{ height: size?.height ?? 0, minWidth: size?.width || undefined }}
          />
        )}
      </div>
    </>
  );
}

/** The words in paragraphs as letters have them, so that little moves when the frame is there. */
function Words({ text }: { text: string }) {
  const paragraphs = text
    .slice(0, firstWords)
    .trim()
    .split(/\n{2,}/);
  return (
    <div className="space-y-[1em] text-15">
      {paragraphs.map((paragraph, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text never move.
        <PlainText key={index} text={paragraph} />
      ))}
    </div>
  );
}

/** Pictures that lie elsewhere were taken out by the server; nothing can fetch them from here. */
function LeftOut({ count }: { count: number }) {
  return (
    <p
      title={m.pictures_left_out_why()}
      className="mb-2 flex min-h-6 items-center gap-1.5 rounded-control bg-sunken px-2 py-0.5 text-12 text-text-2"
    >
      <ImageOff aria-hidden className="size-3.5 shrink-0" />
      {m.pictures_left_out({ count })}
    </p>
  );
}

const viewportUnit = /(-?[\d.]+)[dsl]?v(?:h|b|min|max)\b/gi;
const nominalPx = 800;
const settled = (text: string) =>
  text.replace(viewportUnit, (_, count: string) => `${(Number(count) * nominalPx) / 100}px`);

/**
 * The frame is as tall as the letter, so a letter as tall as its frame would grow without end:
 * heights in parts of the window become heights in pixels.
 */
export function settleHeights(page: Document) {
  for (const element of page.querySelectorAll<HTMLElement>("[style]")) {
    const before = element.style.cssText;
    const after = settled(before);
    if (after !== before) element.style.cssText = after;
  }
  for (const sheet of page.querySelectorAll("style")) {
    const before = sheet.textContent ?? "";
    const after = settled(before);
    if (after !== before) sheet.textContent = after;
  }
}

/** The letter begins where the other entries begin, whatever margins its writer's program put. */
function trim(page: Document) {
  page.body.style.margin = "0";
  for (const [element, side] of [
    [page.body.firstElementChild, "marginTop"],
    [page.body.lastElementChild, "marginBottom"],
  ] as const) {
    if (element && "style" in element) (element as HTMLElement).style[side] = "0";
  }
}
