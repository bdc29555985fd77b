// SPDX-License-Identifier: AGPL-3.0-or-later
import { m } from "~/core/messages/messages";
import { degreeName } from "~/core/words";
import { useCategoryChoices } from "~/features/tickets";
import { Field, FieldError, Input, Select } from "~/kit/field";
import type { useForm } from "~/kit/form";
import { AddressLine } from "../composer/recipients";
import type { StartValues } from "./values";

const degrees = [1, 2, 3];
const numberIn = (text: string) => (text ? Number(text) : null);

type Props = { form: ReturnType<typeof useForm<StartValues>> };

/** What a ticket can also begin with, for those who know it already. */
export function MoreChoices({ form: { values, set, error } }: Props) {
  const { choices } = useCategoryChoices("opening");
  const degree = (name: "impact" | "urgency", label: string) => (
    <Field label={label} error={error(name)}>
      {(tied) => (
        <Select
          {...tied}
          value={values[name] ?? ""}
          onChange={(event) => set(name, numberIn(event.target.value))}
        >
          <option value="">{m.degree_usual()}</option>
          {degrees.map((one) => (
            <option key={one} value={one}>
              {degreeName(one)}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
  return (
    <details className="group">
      <summary className="inline-flex h-7 items-center text-13 font-medium text-accent-text">
        {m.start_more()}
      </summary>
      <div className="mt-2 grid gap-4 two:grid-cols-4">
        {degree("impact", m.impact())}
        {degree("urgency", m.urgency())}
        <Field label={m.category()} error={error("opening_category_id")}>
          {(tied) => (
            <Select
              {...tied}
              value={values.opening_category_id ?? ""}
              onChange={(event) => set("opening_category_id", numberIn(event.target.value))}
            >
              {choices.map((one) => (
                <option key={one.value ?? 0} value={one.value ?? ""}>
                  {one.text}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field label={m.tags()} error={error("tags")}>
          {(tied) => (
            <Input
              {...tied}
              placeholder={m.start_tags_hint()}
              value={values.tags}
              onChange={(event) => set("tags", event.target.value)}
            />
          )}
        </Field>
        {values.message === "public" && (
          <div className="col-span-full">
            <AddressLine label={m.cc()} addresses={values.cc} onChange={(cc) => set("cc", cc)} />
            <FieldError text={error("message.cc")} />
          </div>
        )}
      </div>
    </details>
  );
}
