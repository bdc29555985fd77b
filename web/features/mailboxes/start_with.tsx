// SPDX-License-Identifier: AGPL-3.0-or-later
import type { Imap } from "~/api/types";
import { m } from "~/core/messages/messages";
import { FieldError, Radio } from "~/kit/field";

type Start = Imap["start_with"];
const words: Record<Start, () => string> = { all: m.start_with_all, new: m.start_with_new };

type Props = { value: Start; onChange: (start: Start) => void; error: string | undefined };

/** With which letters of its folder a mailbox begins; asked only until it has begun. */
export function StartWith({ value, onChange, error }: Props) {
  return (
    <fieldset className="flex flex-col gap-1">
      <legend className="mb-1 text-13 font-medium">{m.start_with()}</legend>
      {(["all", "new"] as const).map((one) => (
        <Radio
          key={one}
          name="start_with"
          label={words[one]()}
          checked={value === one}
          onChange={() => onChange(one)}
        />
      ))}
      <p className="text-12 text-text-3">{m.start_with_hint()}</p>
      <FieldError text={error} />
    </fieldset>
  );
}
