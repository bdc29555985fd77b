// SPDX-License-Identifier: AGPL-3.0-or-later
import type { FormEvent, ReactNode } from "react";
import { useTitle } from "~/core/title";
import { Button } from "./button";
import { FieldError } from "./field";
import { Mark } from "./mark";

type EntranceProps = {
  title: string;
  text?: ReactNode;
  children?: ReactNode;
  foot?: ReactNode;
  wide?: boolean;
};

/** A page for one thing, in the middle of an empty screen. */
export function Entrance({ title, text, children, foot, wide }: EntranceProps) {
  useTitle(title);
  return (
    <main className="flex min-h-full flex-col items-center bg-surface px-4 py-[10dvh]">
      <div className={wide ? "w-full max-w-lg" : "w-full max-w-sm"}>
        <Mark className="mb-6 size-10" />
        <h1 className="text-24 font-semibold">{title}</h1>
        {text && <div className="mt-2 text-14 text-text-2">{text}</div>}
        <div className="mt-6">{children}</div>
        {foot && <div className="mt-6 text-13 text-text-2">{foot}</div>}
      </div>
    </main>
  );
}

type FormProps = {
  children: ReactNode;
  submit: string;
  busy: boolean;
  error?: string;
  onSubmit: () => void;
};

export function EntranceForm({ children, submit, busy, error, onSubmit }: FormProps) {
  return (
    <form
      noValidate
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        onSubmit();
      }}
      className="flex flex-col gap-4"
    >
      {children}
      <FieldError text={error} />
      <Button type="submit" tone="primary" busy={busy} className="!h-10">
        {submit}
      </Button>
    </form>
  );
}
