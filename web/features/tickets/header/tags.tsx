// SPDX-License-Identifier: AGPL-3.0-or-later
import { Plus } from "lucide-react";
import { type FormEvent, useLayoutEffect, useRef, useState } from "react";
import type { Ticket } from "~/api/types";
import { m } from "~/core/messages/messages";
import { Button, IconButton } from "~/kit/button";
import { Chip } from "~/kit/chip";
import { Input } from "~/kit/field";
import { Popover } from "~/kit/popover";
import { addTag, removeTag } from "../api";
import { optimistic } from "../changes";
import { pick, useOpen } from "./open";

/** One spelling for what people mean as one word. */
export const tidyTag = (text: string) =>
  text.trim().toLocaleLowerCase().replace(/^#/, "").replace(/\s+/g, "-").slice(0, 50);

export function Tags({ ticket, mayWrite }: { ticket: Ticket; mayWrite: boolean }) {
  const open = useOpen((state) => state.picking === "tag");
  // A tag that is gone cannot keep the focus; its neighbour is the way to the next one.
  const removed = useRef(false);
  useLayoutEffect(() => {
    if (!removed.current || document.activeElement !== document.body) return;
    removed.current = false;
    document.querySelector<HTMLElement>("[data-tag-add]")?.focus();
  });
  const remove = (tag: string) => {
    removed.current = true;
    void optimistic(ticket, { tags: ticket.tags.filter((one) => one !== tag) }, () =>
      removeTag(ticket.number, tag),
    );
  };
  const add = (tag: string) => {
    pick(null);
    if (tag && !ticket.tags.includes(tag))
      void optimistic(ticket, { tags: [...ticket.tags, tag] }, () => addTag(ticket.number, tag));
  };
  return (
    <>
      {ticket.tags.map((tag) => (
        <Chip
          key={tag}
          title={tag}
          removeLabel={m.remove_named({ name: tag })}
          onRemove={mayWrite ? () => remove(tag) : undefined}
        >
          {tag}
        </Chip>
      ))}
      {mayWrite && (
        <Popover
          label={m.tag_add()}
          open={open}
          onOpenChange={(next) => pick(next ? "tag" : null)}
          className="w-64 p-3"
          trigger={
            <IconButton data-tag-add label={m.tag_add()} keys="l" small>
              <Plus aria-hidden className="size-4" />
            </IconButton>
          }
        >
          <TagForm onAdd={add} />
        </Popover>
      )}
    </>
  );
}

function TagForm({ onAdd }: { onAdd: (tag: string) => void }) {
  const [text, setText] = useState("");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onAdd(tidyTag(text));
  };
  return (
    <form onSubmit={submit} className="flex gap-2">
      <Input
        autoFocus
        aria-label={m.tag()}
        placeholder={m.tag()}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <Button type="submit" tone="primary">
        {m.add()}
      </Button>
    </form>
  );
}
