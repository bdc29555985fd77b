// SPDX-License-Identifier: AGPL-3.0-or-later
import { m } from "~/core/messages/messages";
import { Checkbox } from "~/kit/field";
import { useForm } from "~/kit/form";
import { FormDialog } from "~/kit/form_dialog";
import { toast } from "~/kit/toast";
import { exportPerson } from "./api";

type Props = { id: number; name: string; onClose: () => void };

function save(file: Blob, name: string) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** Hands out what the desk holds of somebody. */
export function ExportDialog({ id, name, onClose }: Props) {
  const form = useForm({ notes: true }, async ({ notes }) => {
    save(await exportPerson(id, notes), `personal-data-${id}.zip`);
    toast(m.export_done());
  });
  return (
    <FormDialog
      form={form}
      title={m.export_title({ name })}
      description={m.export_text()}
      submitText={m.export_do()}
      onClose={onClose}
    >
      <Checkbox
        label={m.export_notes()}
        hint={m.export_notes_hint()}
        checked={form.values.notes}
        onChange={(event) => form.set("notes", event.target.checked)}
      />
    </FormDialog>
  );
}
