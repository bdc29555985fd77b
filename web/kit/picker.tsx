// SPDX-License-Identifier: AGPL-3.0-or-later
import clsx from "clsx";
import { Check } from "lucide-react";
import {
  type KeyboardEvent,
  type ReactElement,
  type ReactNode,
  useEffect,
  useId,
  useState,
} from "react";
import { m } from "~/core/messages/messages";
import { Popover } from "./popover";

export type Choice<Value> = { value: Value; text: string; hint?: string; icon?: ReactNode };

type PickerProps<Value> = {
  trigger: ReactElement;
  label: string;
  choices: Choice<Value>[];
  /** More choices are on their way: what is chosen by a key waits for them. */
  pending?: boolean;
  chosen: Value;
  onChoose: (value: Value) => void;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
};

/** One of a list, found by typing: owner, team, category. */
export function Picker<Value>({ open, onOpenChange, trigger, label, ...rest }: PickerProps<Value>) {
  const [ownOpen, setOwnOpen] = useState(false);
  const change = (next: boolean) => {
    setOwnOpen(next);
    onOpenChange?.(next);
  };
  return (
    <Popover
      trigger={trigger}
      label={label}
      open={open ?? ownOpen}
      onOpenChange={change}
      className="w-64"
    >
      <PickerList {...rest} label={label} onDone={() => change(false)} />
    </Popover>
  );
}

type ListProps<Value> = Omit<PickerProps<Value>, "trigger"> & { onDone: () => void };

function PickerList<Value>({
  label,
  choices,
  pending = false,
  chosen,
  onChoose,
  onDone,
}: ListProps<Value>) {
  const id = useId();
  const [words, setWords] = useState("");
  // Nobody has moved yet: the place is where the present value stands, also if it comes later.
  const [moved, setAt] = useState<number | null>(null);
  const [entered, setEntered] = useState(false);
  const wanted = words.trim().toLocaleLowerCase();
  const found = choices.filter((one) =>
    `${one.text} ${one.hint ?? ""}`.toLocaleLowerCase().includes(wanted),
  );
  const start = words ? 0 : found.findIndex((one) => one.value === chosen);
  const current = Math.min(moved ?? Math.max(0, start), found.length - 1);

  const choose = (choice: Choice<Value> | undefined) => {
    if (!choice) return;
    onDone();
    if (choice.value !== chosen) onChoose(choice.value);
  };
  const press = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) setAt((current + step + found.length) % Math.max(1, found.length));
    else if (event.key === "Enter") setEntered(true);
    else return;
    event.preventDefault();
  };
  // Enter before all choices are here is kept and means what it would have meant with them.
  useEffect(() => {
    if (!entered || pending) return;
    setEntered(false);
    choose(found[current]);
  });

  return (
    <>
      <input
        // biome-ignore lint/a11y/noAutofocus: the popover opens in order to type here.
        autoFocus
        role="combobox"
        aria-expanded="true"
        aria-label={label}
        aria-controls={`${id}-list`}
        aria-activedescendant={found.length > 0 ? `${id}-${current}` : undefined}
        value={words}
        onChange={(event) => {
          setWords(event.target.value);
          setAt(null);
        }}
        onKeyDown={press}
        placeholder={label}
        className="w-full border-b border-divider bg-transparent px-3 py-2 text-14 -outline-offset-2"
      />
      <div
        role="listbox"
        id={`${id}-list`}
        aria-label={label}
        className="max-h-72 overflow-y-auto p-1"
      >
        {found.length === 0 && <p className="px-2 py-3 text-13 text-text-3">{m.nothing_found()}</p>}
        {found.map((choice, index) => (
          <Option
            key={`${choice.text}${choice.hint ?? ""}`}
            id={`${id}-${index}`}
            choice={choice}
            current={index === current}
            chosen={choice.value === chosen}
            onChoose={() => choose(choice)}
            onPoint={() => setAt(index)}
          />
        ))}
      </div>
    </>
  );
}

type OptionProps<Value> = {
  id: string;
  choice: Choice<Value>;
  current: boolean;
  chosen: boolean;
  onChoose: () => void;
  onPoint: () => void;
};

function Option<Value>({ id, choice, current, chosen, onChoose, onPoint }: OptionProps<Value>) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are heard by the input that owns the list.
    <div
      role="option"
      id={id}
      tabIndex={-1}
      aria-selected={chosen}
      ref={(element) => {
        if (current) element?.scrollIntoView?.({ block: "nearest" });
      }}
      onClick={onChoose}
      onPointerMove={onPoint}
      className={clsx(
        "flex min-h-8 max-two:min-h-11 cursor-pointer items-center gap-2 rounded-control px-2 py-1 text-14",
        current && "bg-sunken",
      )}
    >
      {choice.icon}
      <span className="min-w-0 flex-1">
        <span className="block truncate">{choice.text}</span>
        {choice.hint && <span className="block truncate text-12 text-text-3">{choice.hint}</span>}
      </span>
      {chosen && <Check aria-hidden className="size-4 text-accent" />}
    </div>
  );
}
