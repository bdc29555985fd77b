// SPDX-License-Identifier: AGPL-3.0-or-later
import { Copy } from "lucide-react";
import { useState } from "react";
import type { Schema } from "~/api/types";
import { m } from "~/core/messages/messages";
import { Button } from "~/kit/button";
import { Dialog } from "~/kit/dialog";
import { useForm } from "~/kit/form";
import { FormDialog } from "~/kit/form_dialog";
import { Notice } from "~/kit/notice";
import { toast } from "~/kit/toast";
import { beginAuthenticator, confirmAuthenticator } from "./api";
import { PasswordField } from "./password_field";
import { QrCode } from "./qr_code";
import { CodeField } from "./second_step";

type Props = { onClose: () => void };

/** Password, picture and first code, recovery codes: one after the other. */
export function AppSetup({ onClose }: Props) {
  const [begun, setBegun] = useState<Schema<"AuthenticatorView"> | null>(null);
  const [codes, setCodes] = useState<string[] | null>(null);
  if (codes) return <FreshCodes codes={codes} onClose={onClose} />;
  if (begun) return <FirstCode begun={begun} onClose={onClose} onDone={setCodes} />;
  return (
    <AskPassword
      title={m.factor_app_set_up()}
      text={m.factor_password_text()}
      onClose={onClose}
      act={async (password) => setBegun(await beginAuthenticator(password))}
      stays
    />
  );
}

type AskProps = {
  title: string;
  text: string;
  submitText?: string;
  /** The next dialog takes this one's place. */
  stays?: boolean;
  onClose: () => void;
  act: (password: string) => Promise<unknown>;
};

/** Something weighty, done with the password alone. */
export function AskPassword({ title, text, submitText, stays, onClose, act }: AskProps) {
  const form = useForm({ password: "" }, ({ password }) => act(password));
  return (
    <FormDialog
      form={form}
      title={title}
      description={text}
      onClose={onClose}
      staysOpen={stays}
      submitText={submitText ?? m.second_step_submit()}
    >
      <PasswordField
        autoFocus
        value={form.values.password}
        onChange={(value) => form.set("password", value)}
        error={form.error("password")}
      />
    </FormDialog>
  );
}

type CodeProps = Props & {
  begun: Schema<"AuthenticatorView">;
  onDone: (codes: string[]) => void;
};

const inFours = (letters: string) => letters.match(/.{1,4}/g)?.join(" ") ?? letters;

function FirstCode({ begun, onClose, onDone }: CodeProps) {
  const form = useForm({ code: "" }, async ({ code }) =>
    onDone((await confirmAuthenticator(code.replaceAll(" ", ""))).codes),
  );
  return (
    <FormDialog
      form={form}
      title={m.factor_app_set_up()}
      description={m.factor_app_scan()}
      onClose={onClose}
      staysOpen
      submitText={m.factor_confirm()}
    >
      <QrCode text={begun.url} label={m.factor_app_picture()} />
      <div>
        <p className="text-13 text-text-2">{m.factor_app_type()}</p>
        <code className="mt-1 block rounded-control bg-sunken p-2 font-mono text-13 break-all select-all">
          {inFours(begun.secret)}
        </code>
      </div>
      <CodeField
        value={form.values.code}
        onChange={(code) => form.set("code", code)}
        error={form.error("code")}
      />
    </FormDialog>
  );
}

/** The only time the codes can be read. */
export function FreshCodes({ codes, onClose }: { codes: string[]; onClose: () => void }) {
  const copy = async () => {
    await navigator.clipboard.writeText(codes.join("\n"));
    toast(m.copied());
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={m.factor_recovery()}
      actions={
        <>
          <Button icon={<Copy aria-hidden className="size-4" />} onClick={() => void copy()}>
            {m.copy()}
          </Button>
          <Button tone="primary" onClick={onClose}>
            {m.factor_recovery_kept()}
          </Button>
        </>
      }
    >
      <Notice tone="warn">{m.factor_recovery_text()}</Notice>
      <ul className="mt-3 grid gap-1 rounded-control bg-sunken p-3 font-mono text-13 two:grid-cols-2">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
    </Dialog>
  );
}
