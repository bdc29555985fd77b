// SPDX-License-Identifier: AGPL-3.0-or-later
import { Paperclip } from "lucide-react";
import {
  type ClipboardEvent,
  type DragEvent,
  lazy,
  type Ref,
  Suspense,
  useEffect,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
} from "react";
import { m } from "~/core/messages/messages";
import { IconButton } from "~/kit/button";
import type { EditorHold, RichEditorProps } from "~/kit/editor/rich_editor";
import { toHtml, toPlain } from "./text";

export const loadEditor = () => import("~/kit/editor/rich_editor");
const RichEditor = lazy(loadEditor);

type WritingProps = RichEditorProps & { plain: boolean; hold: Ref<EditorHold> };

/** Rich text, or plain text for those who want it; plain also while the editor is being fetched. */
export function Writing({ plain, ...props }: WritingProps) {
  if (plain) return <PlainWriting {...props} />;
  return (
    <Suspense fallback={<PlainWriting {...props} hold={undefined} />}>
      <RichEditor {...props} />
    </Suspense>
  );
}

function focusEnd(area: HTMLTextAreaElement | null) {
  area?.focus();
  area?.setSelectionRange(area.value.length, area.value.length);
}

function PlainWriting({
  html,
  label,
  placeholder,
  autoFocus,
  onChange,
  onFiles,
  onPickFiles,
  onSubmit,
  hold,
}: RichEditorProps) {
  const area = useRef<HTMLTextAreaElement>(null);
  const write = (text: string) => {
    if (area.current) area.current.value = text;
    onChange(toHtml(text));
    focusEnd(area.current);
  };
  useImperativeHandle(hold, () => ({
    focus: () => focusEnd(area.current),
    insert: (more) => write(`${toPlain(html + more)}\n\n`),
    swapImage: () => undefined,
  }));
  // At once: the next key press belongs to the text, behind what stands there.
  const focus = useRef(autoFocus);
  useLayoutEffect(() => {
    if (focus.current) focusEnd(area.current);
    focus.current = false;
  }, []);
  // Sent or thrown away; in all else what is typed here is newer.
  useEffect(() => {
    if (html === "" && area.current) area.current.value = "";
  }, [html]);
  const take = (event: ClipboardEvent | DragEvent, transfer: DataTransfer) => {
    if (transfer.files.length === 0) return;
    event.preventDefault();
    onFiles([...transfer.files].map((file) => ({ file, preview: null })));
  };
  return (
    <>
      <textarea
        ref={area}
        aria-label={label}
        placeholder={placeholder}
        defaultValue={toPlain(html)}
        onChange={(event) => onChange(event.target.value === "" ? "" : toHtml(event.target.value))}
        onPaste={(event) => take(event, event.clipboardData)}
        onDrop={(event) => take(event, event.dataTransfer)}
        onKeyDown={(event) => {
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
            event.preventDefault();
            onSubmit(event.shiftKey);
          }
        }}
        className="min-h-22 w-full resize-none bg-transparent px-3 py-2 text-15 outline-none placeholder:text-current placeholder:opacity-70 max-two:text-16"
      />
      <div className="px-2 pb-1">
        <IconButton label={m.attach()} onClick={onPickFiles} className="!size-7">
          <Paperclip aria-hidden className="size-4" />
        </IconButton>
      </div>
    </>
  );
}
