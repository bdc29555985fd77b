// SPDX-License-Identifier: AGPL-3.0-or-later
import { useQuery } from "@tanstack/react-query";
import type { Category } from "~/api/types";
import { m } from "~/core/messages/messages";
import { categoriesQuery } from "./api";

/** "Network › VPN": a category alone says too little. */
export function categoryPath(id: number | null, categories: Category[]): string | null {
  const one = categories.find((category) => category.id === id);
  if (!one) return null;
  const parent = one.parent_id === null ? null : categoryPath(one.parent_id, categories);
  return parent ? `${parent} › ${one.name}` : one.name;
}

export function useCategoryChoices(use: "opening" | "closing") {
  const { data: categories, isPending: pending } = useQuery(categoriesQuery);
  const all = categories?.items ?? [];
  const offered = all.filter((one) => one.active && (one.kind === use || one.kind === "both"));
  const choices = offered.map((one) => ({
    value: one.id as number | null,
    text: categoryPath(one.id, all) ?? one.name,
  }));
  choices.sort((a, b) => a.text.localeCompare(b.text));
  return { all, pending, choices: [{ value: null, text: m.no_category() }, ...choices] };
}
