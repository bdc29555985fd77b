// SPDX-License-Identifier: AGPL-3.0-or-later
import { useEffect, useRef } from "react";
import { create } from "zustand";

export type CommandGroup = "go" | "list" | "ticket" | "writing" | "desk";

/** One thing a person can do here. Menus, keys and the sheet of shortcuts all read it. */
export type Command = {
  id: string;
  group: CommandGroup;
  title: () => string;
  /** `j`, `g i` (one after the other), `mod+Enter`. The first is the one shown. */
  keys: string[];
  run: () => void;
  /** Also while the person is typing: only for keys with a modifier. */
  inFields?: boolean;
};

type Registry = { layers: Map<symbol, Command[]> };

const useRegistry = create<Registry>(() => ({ layers: new Map() }));

/** The commands valid on the screen as it is now; the latest to be mounted wins a key. */
export function commandsNow(): Command[] {
  const all = [...useRegistry.getState().layers.values()].flat();
  return [...new Map(all.map((command) => [command.id, command])).values()];
}

/**
 * Offers commands while the calling component is on screen. Weak ones stand back behind every
 * other with the same id or key, whichever came first.
 */
export function useCommands(commands: Command[], { weak = false } = {}) {
  const latest = useRef(commands);
  latest.current = commands;
  const shape = commands.map((command) => command.id).join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: `shape` says when the set changes.
  useEffect(() => {
    const layer = Symbol("commands");
    const offered = latest.current.map((command) => ({
      ...command,
      run: () => latest.current.find((one) => one.id === command.id)?.run(),
    }));
    useRegistry.setState(({ layers }) => ({
      layers: weak
        ? new Map([[layer, offered], ...layers])
        : new Map([...layers, [layer, offered]]),
    }));
    return () =>
      useRegistry.setState((state) => {
        const layers = new Map(state.layers);
        layers.delete(layer);
        return { layers };
      });
  }, [shape, weak]);
}
