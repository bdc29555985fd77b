// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Editor } from "@tiptap/core";
import { useEditorState } from "@tiptap/react";
import clsx from "clsx";
import {
  Bold,
  Code,
  Italic,
  Link2,
  List,
  ListOrdered,
  type LucideIcon,
  Paperclip,
  Quote,
} from "lucide-react";
import { type FormEvent, useState } from "react";
import { m } from "~/core/messages/messages";
import { Button, IconButton } from "../button";
import { Input } from "../field";
import { Popover } from "../popover";

type Tool = {
  id: string;
  label: () => string;
  Icon: LucideIcon;
  keys?: string;
  run: (editor: Editor) => void;
  on: (editor: Editor) => boolean;
};

const tools: Tool[] = [
  {
    id: "bold",
    label: m.editor_bold,
    Icon: Bold,
    keys: "mod+b",
    run: (e) => e.chain().focus().toggleBold().run(),
    on: (e) => e.isActive("bold"),
  },
  {
    id: "italic",
    label: m.editor_italic,
    Icon: Italic,
    keys: "mod+i",
    run: (e) => e.chain().focus().toggleItalic().run(),
    on: (e) => e.isActive("italic"),
  },
  {
    id: "list",
    label: m.editor_list,
    Icon: List,
    run: (e) => e.chain().focus().toggleBulletList().run(),
    on: (e) => e.isActive("bulletList"),
  },
  {
    id: "numbers",
    label: m.editor_numbers,
    Icon: ListOrdered,
    run: (e) => e.chain().focus().toggleOrderedList().run(),
    on: (e) => e.isActive("orderedList"),
  },
  {
    id: "quote",
    label: m.editor_quote,
    Icon: Quote,
    run: (e) => e.chain().focus().toggleBlockquote().run(),
    on: (e) => e.isActive("blockquote"),
  },
  {
    id: "code",
    label: m.editor_code,
    Icon: Code,
    run: (e) => e.chain().focus().toggleCodeBlock().run(),
    on: (e) => e.isActive("codeBlock"),
  },
];

export function EditorToolbar({
  editor,
  onPickFiles,
}: {
  editor: Editor;
  onPickFiles: () => void;
}) {
  const on = useEditorState({
    editor,
    selector: ({ editor: now }) =>
      tools
        .filter((tool) => tool.on(now))
        .map((tool) => tool.id)
        .join(),
  });
  return (
    <div
      role="toolbar"
      aria-label={m.editor_tools()}
      className="flex flex-wrap items-center gap-0.5 px-2 pb-1"
    >
      {tools.map((tool) => (
        <IconButton
          key={tool.id}
          label={tool.label()}
          keys={tool.keys}
          aria-pressed={on.split(",").includes(tool.id)}
          onClick={() => tool.run(editor)}
          className={clsx(
            "!size-7",
            on.split(",").includes(tool.id) && "bg-accent-soft !text-accent-text",
          )}
        >
          <tool.Icon aria-hidden className="size-4" />
        </IconButton>
      ))}
      <LinkTool editor={editor} />
      <IconButton label={m.attach()} onClick={onPickFiles} className="!size-7">
        <Paperclip aria-hidden className="size-4" />
      </IconButton>
    </div>
  );
}

function LinkTool({ editor }: { editor: Editor }) {
  const [open, setOpen] = useState(false);
  const [address, setAddress] = useState("");
  const change = (next: boolean) => {
    setOpen(next);
    if (next) setAddress(String(editor.getAttributes("link").href ?? ""));
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    event.stopPropagation();
    const href = address.trim();
    const chain = editor.chain().focus().extendMarkRange("link");
    if (!href) chain.unsetLink().run();
    else if (editor.state.selection.empty && !editor.isActive("link"))
      chain
        .insertContent({ type: "text", text: href, marks: [{ type: "link", attrs: { href } }] })
        .run();
    else chain.setLink({ href }).run();
    setOpen(false);
  };
  return (
    <Popover
      label={m.editor_link()}
      open={open}
      onOpenChange={change}
      className="w-72 p-3"
      trigger={
        <IconButton label={m.editor_link()} className="!size-7">
          <Link2 aria-hidden className="size-4" />
        </IconButton>
      }
    >
      <form onSubmit={submit} className="flex gap-2">
        <Input
          aria-label={m.editor_link_address()}
          placeholder="https://"
          value={address}
          onChange={(event) => setAddress(event.target.value)}
        />
        <Button type="submit" tone="primary">
          {m.save()}
        </Button>
      </form>
    </Popover>
  );
}
