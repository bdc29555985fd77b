// SPDX-License-Identifier: AGPL-3.0-or-later
import { useState } from "react";
import type { Entry } from "~/api/types";
import { m } from "~/core/messages/messages";
import { Checkbox, Field, Input, Radio, TextArea } from "~/kit/field";
import { useForm } from "~/kit/form";
import { FormDialog } from "~/kit/form_dialog";
import { Notice } from "~/kit/notice";
import { toast } from "~/kit/toast";
import { redactEntry, redactFile } from "./redacting";

type Props = { entry: Entry; number: number; selected: string; onClose: () => void };

/** What goes: some words, the whole message, or one of its files by id. */
type What = "words" | "entry" | number;

/** Takes words or files out for good. It says so before it is pressed, since nothing undoes it. */
export default function RedactDialog({ entry, number, selected, onClose }: Props) {
  const [what, setWhat] = useState<What>("words");
  const form = useForm(
    { words: selected, everywhere: true, reason: "" },
    ({ words, everywhere, reason }) =>
      typeof what === "number"
        ? redactFile(number, what, { reason })
        : redactEntry(number, entry.id, {
            reason,
            everywhere,
            ...(what === "words" ? { words: [words] } : {}),
          }),
  );
  const choice = (value: What, label: string, hint?: string) => (
    <Radio
      key={value}
      name="what"
      checked={what === value}
      onChange={() => setWhat(value)}
      label={label}
      hint={hint}
    />
  );
  return (
    <FormDialog
      form={form}
      title={m.redact_title()}
      description={m.redact_text()}
      submitText={m.redact_do()}
      tone="danger"
      onClose={onClose}
      onDone={() => toast(m.redacted())}
    >
      <fieldset className="flex flex-col gap-2">
        <legend className="mb-1 text-13 font-medium">{m.redact_what()}</legend>
        {choice("words", m.redact_words())}
        {choice("entry", m.redact_entry(), m.redact_entry_hint())}
        {entry.attachments.map((one) =>
          choice(one.id, m.redact_file({ name: one.filename }), m.redact_file_hint()),
        )}
      </fieldset>
      {what === "words" && (
        <Field
          label={m.redact_words_field()}
          hint={m.redact_words_hint()}
          error={form.error("words")}
        >
          {(tied) => (
            <TextArea
              {...tied}
              rows={2}
              value={form.values.words}
              onChange={(event) => form.set("words", event.target.value)}
            />
          )}
        </Field>
      )}
      {typeof what !== "number" && (
        <Checkbox
          checked={form.values.everywhere}
          onChange={(event) => form.set("everywhere", event.target.checked)}
          label={m.redact_everywhere()}
          hint={m.redact_everywhere_hint()}
        />
      )}
      <Field label={m.redact_reason()} hint={m.redact_reason_hint()} error={form.error("reason")}>
        {(tied) => (
          <Input
            {...tied}
            value={form.values.reason}
            onChange={(event) => form.set("reason", event.target.value)}
          />
        )}
      </Field>
      <Notice tone="warn">{m.redact_forever()}</Notice>
    </FormDialog>
  );
}
