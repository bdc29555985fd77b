// SPDX-License-Identifier: AGPL-3.0-or-later
// Loaded only when somebody writes: the editor is the heaviest part of the desk.
import { type Editor, EditorContent, useEditor } from "@tiptap/react";
import { type Ref, useEffect, useImperativeHandle, useLayoutEffect, useRef } from "react";
import "./editor.css";
import { extensions, isMarkdown } from "./extensions";
import { literal } from "./literal";
import { pasted } from "./pasted";
import { EditorToolbar } from "./toolbar";

export type EditorHold = {
  focus: () => void;
  insert: (html: string) => void;
  /** Puts another picture where one stands, or takes it away. */
  swapImage: (from: string, to: string | null) => void;
};

export type RichEditorProps = {
  html: string;
  label: string;
  placeholder: string;
  autoFocus?: boolean;
  onChange: (html: string) => void;
  /** Files pasted or dropped. Pictures come with the address of a local preview, already shown. */
  onFiles: (files: { file: File; preview: string | null }[]) => void;
  onPickFiles: () => void;
  onSubmit: (shift: boolean) => void;
  hold?: Ref<EditorHold>;
};

export default function RichEditor(props: RichEditorProps) {
  const latest = useRef(props);
  latest.current = props;
  const editor = useEditor({
    extensions: extensions(() => latest.current.placeholder),
    content: props.html,
    parseOptions: { preserveWhitespace: true }, // a blank that was typed goes on to the next word
    injectCSS: false,
    enablePasteRules: ["link"], // what is pasted is no typed Markdown: its stars and dashes stay
    editorProps: {
      attributes: {
        class: "editor-text",
        role: "textbox",
        "aria-multiline": "true",
        "aria-label": props.label,
      },
      handleKeyDown: (_view, event) => {
        if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return false;
        latest.current.onSubmit(event.shiftKey);
        return true;
      },
      clipboardTextParser: literal,
      transformPastedHTML: pasted,
      handlePaste: (_view, event) => takePaste(event),
      handleDrop: (_view, event) => takeFiles(event.dataTransfer),
    },
    onUpdate: ({ editor: now }) => latest.current.onChange(now.isEmpty ? "" : now.getHTML()),
  });
  const focus = useRef(props.autoFocus);
  // At once, not in the next frame: the next key press belongs to the text and not to a shortcut.
  useLayoutEffect(() => {
    if (!editor || editor.isDestroyed || !focus.current) return;
    focusEnd(editor);
    focus.current = false;
  }, [editor]);
  const held = useRef<Editor | null>(editor);
  held.current = editor;

  function takeFiles(transfer: DataTransfer | null): boolean {
    const files = [...(transfer?.files ?? [])];
    if (files.length === 0) return false;
    const taken = files.map((file) => ({
      file,
      preview: file.type.startsWith("image/") ? URL.createObjectURL(file) : null,
    }));
    for (const { file, preview } of taken) {
      if (preview) addPicture(held.current, { src: preview, alt: file.name });
    }
    latest.current.onFiles(taken);
    return true;
  }

  function takePaste(event: ClipboardEvent): boolean {
    const text = event.clipboardData?.getData("text/plain") ?? "";
    const formatted = event.clipboardData?.types.includes("text/html") ?? false;
    // A table of a spreadsheet comes with a picture of itself: its words are meant.
    if (!(formatted && text.trim()) && takeFiles(event.clipboardData)) return true;
    if (formatted || !isMarkdown(text)) return false;
    held.current?.commands.insertContent(text, { contentType: "markdown" });
    return true;
  }

  useImperativeHandle(props.hold, () => ({
    focus: () => editor && focusEnd(editor),
    insert: (html) => {
      if (!editor) return;
      focusEnd(editor);
      editor.commands.insertContent(html);
    },
    swapImage: (from, to) => swapImage(editor, from, to),
  }));

  // Another text from outside (a draft was discarded or sent); what is typed here is newer.
  useEffect(() => {
    if (editor && props.html === "" && !editor.isEmpty) editor.commands.clearContent();
  }, [editor, props.html]);

  return (
    <>
      <EditorContent editor={editor} className="editor" />
      {editor && <EditorToolbar editor={editor} onPickFiles={props.onPickFiles} />}
    </>
  );
}

function focusEnd(editor: Editor) {
  editor.commands.setTextSelection(editor.state.doc.content.size);
  editor.view.focus();
}

/** What is written or put in next comes behind the picture, never in its place. */
function addPicture(editor: Editor | null, attrs: { src: string; alt: string }) {
  const content = [{ type: "image", attrs }, { type: "paragraph" }];
  editor?.chain().focus().insertContent(content).run();
}

function swapImage(editor: Editor | null, from: string, to: string | null) {
  if (!editor) return;
  const change = editor.state.tr;
  editor.state.doc.descendants((node, position) => {
    if (node.type.name !== "image" || node.attrs.src !== from) return;
    const place = change.mapping.map(position);
    if (to === null) change.delete(place, place + node.nodeSize);
    else change.setNodeMarkup(place, undefined, { ...node.attrs, src: to });
  });
  editor.view.dispatch(change);
}
