// SPDX-License-Identifier: AGPL-3.0-or-later
import clsx from "clsx";
import { ChevronDown, CircleAlert } from "lucide-react";
import { type ComponentProps, type ReactNode, useId } from "react";

export const controlClass =
  "w-full min-w-0 rounded-control border border-control bg-bg px-2.5 text-14 text-text max-two:text-16 aria-invalid:border-bad disabled:bg-sunken disabled:text-text-3";

type FieldProps = {
  label: ReactNode;
  hint?: ReactNode;
  error?: string;
  optional?: string;
  /** Gets the ids that tie label, hint and error to the control. */
  children: (tied: { id: string; "aria-describedby"?: string; "aria-invalid"?: true }) => ReactNode;
  className?: string;
};

export function Field({ label, hint, error, optional, children, className }: FieldProps) {
  const id = useId();
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ");
  return (
    <div className={clsx("flex min-w-0 flex-col gap-1", className)}>
      <label htmlFor={id} className="text-13 font-medium">
        {label}
        {optional && <span className="font-normal text-text-3"> {optional}</span>}
      </label>
      {children({
        id,
        ...(described ? { "aria-describedby": described } : {}),
        ...(error ? { "aria-invalid": true as const } : {}),
      })}
      {hint && (
        <p id={`${id}-hint`} className="text-12 text-text-3">
          {hint}
        </p>
      )}
      <FieldError id={`${id}-error`} text={error} />
    </div>
  );
}

export function FieldError({ id, text }: { id?: string; text?: string }) {
  if (!text) return null;
  return (
    <p id={id} role="alert" className="flex items-start gap-1 text-13 text-bad">
      <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
      <span>{text}</span>
    </p>
  );
}

export function Input({ className, ...rest }: ComponentProps<"input">) {
  return <input {...rest} className={clsx(controlClass, "h-8 max-two:h-touch-field", className)} />;
}

export function TextArea({ className, ...rest }: ComponentProps<"textarea">) {
  return (
    <textarea rows={4} {...rest} className={clsx(controlClass, "resize-y py-1.5", className)} />
  );
}

export function Select({ className, children, ...rest }: ComponentProps<"select">) {
  return (
    <span className={clsx("relative block min-w-0", className)}>
      <select
        {...rest}
        className={clsx(controlClass, "h-8 appearance-none truncate pr-7 max-two:h-touch-field")}
      >
        {children}
      </select>
      <ChevronDown
        aria-hidden
        className="pointer-events-none absolute top-1/2 right-2 size-4 -translate-y-1/2 text-text-2"
      />
    </span>
  );
}

type TickProps = { label: ReactNode; hint?: ReactNode } & Omit<ComponentProps<"input">, "type">;

export function Checkbox({ label, hint, className, ...rest }: TickProps) {
  return (
    <label className={clsx("flex min-h-6 items-start gap-2 text-14", className)}>
      <input type="checkbox" {...rest} className="mt-0.5 size-4 shrink-0 accent-accent" />
      <span className="min-w-0">
        {label}
        {hint && <span className="block text-12 text-text-3">{hint}</span>}
      </span>
    </label>
  );
}

export function Radio({ label, hint, className, ...rest }: TickProps) {
  return (
    <label className={clsx("flex min-h-6 items-start gap-2 text-14", className)}>
      <input type="radio" {...rest} className="mt-0.5 size-4 shrink-0 accent-accent" />
      <span className="min-w-0">
        {label}
        {hint && <span className="block text-12 text-text-3">{hint}</span>}
      </span>
    </label>
  );
}
