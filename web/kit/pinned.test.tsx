// SPDX-License-Identifier: AGPL-3.0-or-later
import { act, render, renderHook, screen } from "@testing-library/react";
import { expect, test } from "vitest";
import { NewerNotice, usePinned } from "./pinned";

const first = { version: 1, name: "Support" };
const second = { version: 2, name: "Helpdesk" };

const pinned = () =>
  renderHook(({ newest }) => usePinned(newest), { initialProps: { newest: first } });

test("an untouched form follows what the server has", () => {
  const { result, rerender } = pinned();
  rerender({ newest: second });
  expect(result.current.shown).toBe(second);
  expect(result.current.newer).toBe(false);
});

test("a form with typed words keeps what it was begun with, until it is saved or given up", () => {
  const { result, rerender } = pinned();
  act(() => result.current.hold());
  rerender({ newest: second });
  expect(result.current.shown).toBe(first);
  expect(result.current.newer).toBe(true);
  act(() => result.current.hold());
  expect(result.current.shown).toBe(first);
  act(() => result.current.release());
  expect(result.current.shown).toBe(second);
  expect(result.current.newer).toBe(false);
});

test("the notice stands only where somebody else saved meanwhile", () => {
  const { result, rerender } = pinned();
  act(() => result.current.hold());
  const { container, rerender: again } = render(<NewerNotice pinned={result.current} />);
  expect(container.textContent).toBe("");
  rerender({ newest: second });
  again(<NewerNotice pinned={result.current} />);
  act(() => screen.getByRole("button", { name: "Show theirs" }).click());
  expect(result.current.shown).toBe(second);
});
