// SPDX-License-Identifier: AGPL-3.0-or-later
import { KeyRound, Pencil, Plus } from "lucide-react";
import { useState } from "react";
import type { Schema } from "~/api/types";
import { m } from "~/core/messages/messages";
import { Button } from "~/kit/button";
import { Field, Input } from "~/kit/field";
import { useForm } from "~/kit/form";
import { FormDialog } from "~/kit/form_dialog";
import { Panel, Rows } from "~/kit/page";
import { Time } from "~/kit/time";
import { toast } from "~/kit/toast";
import { addPasskey, removePasskey, renamePasskey } from "./api";
import { AskPassword, FreshCodes } from "./app_setup";
import { isTurnedAway, passkeysPossible } from "./passkeys";
import { PasswordField } from "./password_field";

type Passkey = Schema<"PasskeyView">;

/** Keys on devices and in password stores that let their person in by themselves. */
export function PasskeysPanel({ passkeys }: { passkeys: Passkey[] }) {
  const [adding, setAdding] = useState(false);
  const [renaming, setRenaming] = useState<Passkey | null>(null);
  const [removing, setRemoving] = useState<Passkey | null>(null);
  const [codes, setCodes] = useState<string[] | null>(null);
  if (passkeys.length === 0 && !passkeysPossible()) return null;
  return (
    <Panel
      title={m.passkeys()}
      text={m.passkeys_text()}
      actions={
        passkeysPossible() && (
          <Button
            size="small"
            icon={<Plus aria-hidden className="size-4" />}
            onClick={() => setAdding(true)}
          >
            {m.passkey_add()}
          </Button>
        )
      }
    >
      <Rows>
        {passkeys.map((passkey) => (
          <PasskeyRow
            key={passkey.id}
            passkey={passkey}
            onRename={() => setRenaming(passkey)}
            onRemove={() => setRemoving(passkey)}
          />
        ))}
      </Rows>
      {adding && (
        <AddPasskey
          onClose={() => setAdding(false)}
          onDone={(made) => made.length > 0 && setCodes(made)}
        />
      )}
      {renaming && <RenamePasskey passkey={renaming} onClose={() => setRenaming(null)} />}
      {removing && (
        <AskPassword
          title={m.passkey_remove_of({ name: removing.name })}
          text={m.passkey_remove_text()}
          submitText={m.remove()}
          onClose={() => setRemoving(null)}
          act={async (password) => {
            await removePasskey(removing.id, password);
            toast(m.passkey_removed());
          }}
        />
      )}
      {codes && <FreshCodes codes={codes} onClose={() => setCodes(null)} />}
    </Panel>
  );
}

type RowProps = { passkey: Passkey; onRename: () => void; onRemove: () => void };

function PasskeyRow({ passkey, onRename, onRemove }: RowProps) {
  return (
    <li className="flex items-center gap-3 px-4 py-3">
      <KeyRound aria-hidden className="size-5 shrink-0 text-text-2" />
      <div className="min-w-0 flex-1">
        <p className="truncate text-14 font-medium" title={passkey.name}>
          {passkey.name}
        </p>
        <p className="text-12 text-text-3">
          {passkey.last_used_at ? (
            <>
              {m.session_used()} <Time at={passkey.last_used_at} shape="entry" />
            </>
          ) : (
            m.passkey_unused()
          )}{" "}
          · {m.passkey_added()} <Time at={passkey.created_at} shape="entry" />
        </p>
      </div>
      <Button
        size="small"
        icon={<Pencil aria-hidden className="size-4" />}
        aria-label={m.passkey_rename_of({ name: passkey.name })}
        onClick={onRename}
      >
        {m.passkey_rename()}
      </Button>
      <Button
        size="small"
        tone="danger"
        aria-label={m.passkey_remove_of({ name: passkey.name })}
        onClick={onRemove}
      >
        {m.remove()}
      </Button>
    </li>
  );
}

type AddProps = { onClose: () => void; onDone: (codes: string[]) => void };

function AddPasskey({ onClose, onDone }: AddProps) {
  const form = useForm({ name: "", password: "" }, async ({ name, password }) => {
    try {
      const added = await addPasskey(name, password);
      onDone(added.codes);
    } catch (fault) {
      if (!isTurnedAway(fault)) throw fault;
    }
  });
  return (
    <FormDialog
      form={form}
      title={m.passkey_add()}
      description={m.passkey_add_text()}
      onClose={onClose}
      submitText={m.second_step_submit()}
    >
      <NameField
        value={form.values.name}
        onChange={(name) => form.set("name", name)}
        error={form.error("name")}
      />
      <PasswordField
        value={form.values.password}
        onChange={(value) => form.set("password", value)}
        error={form.error("password")}
      />
    </FormDialog>
  );
}

function RenamePasskey({ passkey, onClose }: { passkey: Passkey; onClose: () => void }) {
  const form = useForm({ name: passkey.name }, ({ name }) => renamePasskey(passkey.id, name));
  return (
    <FormDialog
      form={form}
      title={m.passkey_rename_of({ name: passkey.name })}
      onClose={onClose}
      submitText={m.save()}
    >
      <NameField
        value={form.values.name}
        onChange={(name) => form.set("name", name)}
        error={form.error("name")}
      />
    </FormDialog>
  );
}

type NameProps = { value: string; onChange: (name: string) => void; error?: string };

function NameField({ value, onChange, error }: NameProps) {
  return (
    <Field label={m.name()} hint={m.passkey_name_hint()} error={error}>
      {(tied) => (
        <Input
          {...tied}
          autoFocus
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}
