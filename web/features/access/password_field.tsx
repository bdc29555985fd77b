// SPDX-License-Identifier: AGPL-3.0-or-later
import { Eye, EyeOff } from "lucide-react";
import { useState } from "react";
import { m } from "~/core/messages/messages";
import { passwordCharactersMin } from "~/core/passwords";
import { IconButton } from "~/kit/button";
import { Field, Input } from "~/kit/field";

type Props = {
  label?: string;
  hint?: string;
  value: string;
  onChange: (value: string) => void;
  error?: string;
  fresh?: boolean;
  autoFocus?: boolean;
};

/** Friendly to password stores and to pasting; what is typed can be looked at. */
export function PasswordField({ label, hint, value, onChange, error, fresh, autoFocus }: Props) {
  const [shown, setShown] = useState(false);
  const Icon = shown ? EyeOff : Eye;
  return (
    <Field
      label={label ?? m.password()}
      hint={hint ?? (fresh ? m.password_hint({ count: passwordCharactersMin }) : undefined)}
      error={error}
    >
      {(tied) => (
        <span className="relative block">
          <Input
            {...tied}
            type={shown ? "text" : "password"}
            autoComplete={fresh ? "new-password" : "current-password"}
            autoFocus={autoFocus}
            value={value}
            onChange={(event) => onChange(event.target.value)}
            className="!h-10 pr-10"
          />
          <IconButton
            label={shown ? m.password_hide() : m.password_show()}
            onClick={() => setShown(!shown)}
            className="absolute top-1/2 right-1 !size-8 -translate-y-1/2"
          >
            <Icon aria-hidden className="size-4" />
          </IconButton>
        </span>
      )}
    </Field>
  );
}
