// SPDX-License-Identifier: AGPL-3.0-or-later
import clsx from "clsx";
import { useRef } from "react";
import { m } from "~/core/messages/messages";
import type { EditorHold } from "~/kit/editor/rich_editor";
import { Tabs } from "~/kit/tabs";
import { Direction } from "../composer/direction";
import { Tray } from "../composer/tray";
import type { Sending } from "../composer/use_uploads";
import { Writing } from "../composer/writing";
import type { MessageKind, StartValues } from "./values";

type Props = {
  values: StartValues;
  sending: Sending[];
  set: <Name extends keyof StartValues>(name: Name, value: StartValues[Name]) => void;
  onSubmit: () => void;
  onFile: (file: File) => void;
};

const placeholders = {
  customer: m.first_customer_placeholder,
  public: m.reply_placeholder,
  note: m.note_placeholder,
  call: m.call_placeholder,
};

export function FirstMessage({ values, sending, set, onSubmit, onFile }: Props) {
  const hold = useRef<EditorHold>(null);
  const picker = useRef<HTMLInputElement>(null);
  const { message } = values;
  return (
    <div>
      <Tabs<MessageKind>
        label={m.first_message()}
        chosen={message}
        onChoose={(next) => set("message", next)}
        tabs={[
          { id: "customer", text: m.first_customer() },
          { id: "public", text: m.first_public() },
          { id: "note", text: m.note() },
          { id: "call", text: m.call() },
          { id: "none", text: m.first_none() },
        ]}
      />
      {message === "none" ? (
        <p className="mt-2 text-13 text-text-3">{m.first_none_text()}</p>
      ) : (
        <div
          className={clsx(
            "writing mt-2 rounded-control border",
            message === "note"
              ? "note-mode border-note-text bg-note text-note-text"
              : "border-control",
          )}
        >
          {message === "call" && (
            <div className="px-3 pt-2 text-12">
              <Direction
                value={values.direction}
                onChange={(direction) => set("direction", direction)}
              />
            </div>
          )}
          {message === "note" && (
            <p className="px-3 pt-2 text-12 font-semibold">{m.only_team_sees()}</p>
          )}
          <Writing
            hold={hold}
            plain={false}
            html={values.html}
            label={m.first_message()}
            placeholder={placeholders[message]()}
            onChange={(html) => set("html", html)}
            onFiles={(files) => {
              for (const { file, preview } of files) {
                if (preview) hold.current?.swapImage(preview, null);
                onFile(file);
              }
            }}
            onPickFiles={() => picker.current?.click()}
            onSubmit={onSubmit}
          />
          <Tray
            attachments={values.attachments}
            sending={sending}
            onRemove={(id) =>
              set(
                "attachments",
                values.attachments.filter((one) => one.id !== id),
              )
            }
          />
        </div>
      )}
      <input
        ref={picker}
        type="file"
        multiple
        hidden
        onChange={(event) => [...(event.target.files ?? [])].forEach(onFile)}
      />
    </div>
  );
}
