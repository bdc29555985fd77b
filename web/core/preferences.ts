// SPDX-License-Identifier: AGPL-3.0-or-later
// Theme and density live in cookies, because the server writes them into the page it sends.
import { create } from "zustand";

export type Theme = "system" | "light" | "dark";
export type Density = "comfortable" | "compact";
type Preferences = {
  theme: Theme;
  density: Density;
  contextShown: boolean;
  contextAsked: boolean;
  listWidth: number;
};

const root = typeof document === "undefined" ? null : document.documentElement;
const stored = (name: string) => {
  try {
    return localStorage.getItem(`heed_${name}`);
  } catch {
    return null;
  }
};

export const usePreferences = create<Preferences>(() => ({
  theme: (root?.dataset.theme as Theme | undefined) ?? "system",
  density: (root?.dataset.density as Density | undefined) ?? "comfortable",
  contextShown: stored("context") !== "hidden",
  contextAsked: false,
  listWidth: Math.min(560, Math.max(280, Number(stored("list_width")) || 360)),
}));

function keepCookie(name: string, value: string | null) {
  const secure = location.protocol === "https:" ? "; Secure" : "";
  const age = value === null ? 0 : 60 * 60 * 24 * 365;
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not everywhere yet.
  document.cookie = `heed_${name}=${value ?? ""}; Path=/; Max-Age=${age}; SameSite=Lax${secure}`;
}

export function setTheme(theme: Theme) {
  usePreferences.setState({ theme });
  keepCookie("theme", theme === "system" ? null : theme);
  if (theme === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}

export function setDensity(density: Density) {
  usePreferences.setState({ density });
  keepCookie("density", density === "comfortable" ? null : density);
  if (density === "comfortable") delete document.documentElement.dataset.density;
  else document.documentElement.dataset.density = density;
}

export function setContextShown(shown: boolean) {
  usePreferences.setState({ contextShown: shown, contextAsked: shown });
  localStorage.setItem("heed_context", shown ? "shown" : "hidden");
}

export function setListWidth(width: number) {
  const listWidth = Math.min(560, Math.max(280, Math.round(width)));
  usePreferences.setState({ listWidth });
  localStorage.setItem("heed_list_width", String(listWidth));
}
