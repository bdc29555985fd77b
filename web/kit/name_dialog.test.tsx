// SPDX-License-Identifier: AGPL-3.0-or-later
import { fireEvent, render, screen, waitFor } from "@testing-library/react";
import { expect, test } from "vitest";
import { Refusal } from "~/api/problem";
import { m } from "~/core/messages/messages";
import { useForm } from "./form";
import { NameDialog } from "./name_dialog";

type Values = { name: string; active: boolean };
type Props = { send: (values: Values) => Promise<unknown>; onClose?: () => void };

function Cause({ send, onClose = () => undefined }: Props) {
  const form = useForm({ name: "Fault", active: true }, send);
  const tick = {
    label: "Offered",
    hint: "for new tickets",
    checked: form.values.active,
    onChange: (active: boolean) => form.set("active", active),
  };
  return <NameDialog form={form} title="Cause" tick={tick} onClose={onClose} />;
}

const save = () => fireEvent.click(screen.getByRole("button", { name: m.save() }));

test("name and tick are sent together, and the dialog closes", async () => {
  const sent: Values[] = [];
  let closed = 0;
  render(<Cause send={async (values) => sent.push(values)} onClose={() => (closed += 1)} />);
  fireEvent.change(screen.getByLabelText(m.name()), { target: { value: "Wear" } });
  fireEvent.click(screen.getByRole("checkbox"));
  save();
  await waitFor(() => expect(closed).toBe(1));
  expect(sent).toEqual([{ name: "Wear", active: false }]);
});

test("a refusal of the name stands at the name, and the dialog stays", async () => {
  let closed = 0;
  const refuse = () =>
    Promise.reject(new Refusal({ status: 422, code: "required", pointer: "/name" }));
  render(<Cause send={refuse} onClose={() => (closed += 1)} />);
  save();
  const name = await screen.findByLabelText(m.name());
  await waitFor(() => expect(name.getAttribute("aria-invalid")).toBe("true"));
  expect(closed).toBe(0);
});
