// SPDX-License-Identifier: AGPL-3.0-or-later
import { m } from "~/core/messages/messages";

export type CallDirection = "in" | "out";

type Props = { value: CallDirection; onChange: (direction: CallDirection) => void };

/** Who rang whom. */
export function Direction({ value, onChange }: Props) {
  return (
    <fieldset className="flex gap-3">
      <legend className="sr-only">{m.call_direction()}</legend>
      {(["in", "out"] as const).map((one) => (
        <label key={one} className="flex min-h-6 items-center gap-1.5">
          <input
            type="radio"
            name="direction"
            checked={value === one}
            onChange={() => onChange(one)}
            className="accent-accent"
          />
          {one === "in" ? m.call_in() : m.call_out()}
        </label>
      ))}
    </fieldset>
  );
}
