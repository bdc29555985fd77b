// SPDX-License-Identifier: AGPL-3.0-or-later
import { Ellipsis } from "lucide-react";
import { useCallback, useState } from "react";
import type { Entry } from "~/api/types";
import { m } from "~/core/messages/messages";
import { PlainText, RichText } from "~/kit/rich_text";
import { MailFrame } from "./mail_frame";

/** Who wrote it is no agent here, whatever it is kept as: its HTML stands in a frame alone. */
export const isFromOutside = (entry: Entry): boolean =>
  entry.kind === "message_in" || entry.letter_id !== null;

/** Whether letters turned out to have something to fold, for when they are opened again. */
const known = new Map<number, boolean>();

/**
 * What the text says before the frame is there: an old letter below is marked in the HTML as well; a
 * signature alone often is not, and what unfolds nothing would be offered for a moment.
 */
const quotes = (entry: Entry) => /^>/m.test(entry.body_text) || !/^-- ?$/m.test(entry.body_text);

/** The words of an entry, with the old letters below them folded. */
export function Body({ entry }: { entry: Entry }) {
  const [quoted, setQuoted] = useState(false);
  const framed = isFromOutside(entry) && entry.has_html;
  const [folds, setFolds] = useState(!framed || (known.get(entry.id) ?? quotes(entry)));
  const image = useCallback((src: string) => sourceOf(src, entry), [entry]);
  const learn = useCallback(
    (found: boolean) => {
      known.set(entry.id, found);
      setFolds(found);
    },
    [entry.id],
  );
  const hasQuote = entry.quoted && entry.reply_text.trim() !== "";
  return (
    <>
      {framed ? (
        <MailFrame
          key={entry.body_text}
          entry={entry}
          quoted={quoted || !hasQuote}
          onFolds={learn}
        />
      ) : entry.has_html && entry.body_html ? (
        <RichText html={entry.body_html} image={image} />
      ) : (
        <PlainText text={hasQuote && !quoted ? entry.reply_text : entry.body_text} />
      )}
      {hasQuote && folds && (
        <button
          type="button"
          aria-expanded={quoted}
          onClick={() => setQuoted(!quoted)}
          className="mt-2 inline-flex h-6 items-center gap-1 rounded-chip bg-sunken px-2 text-12 text-text-2 hover:text-text"
        >
          <Ellipsis aria-hidden className="size-4" />
          {quoted ? m.quote_hide() : m.quote_show()}
        </button>
      )}
    </>
  );
}

/** Pictures inside our own texts come from this desk only. */
function sourceOf(src: string, entry: Entry): string | null {
  if (src.startsWith("data:image/") || src.startsWith("/api/v1/attachments/")) return src;
  if (!src.startsWith("cid:")) return null;
  const id = src.slice(4);
  return entry.attachments.find((one) => one.content_id?.replace(/^<|>$/g, "") === id)?.url ?? null;
}
