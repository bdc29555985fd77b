// SPDX-License-Identifier: AGPL-3.0-or-later
import { useQuery } from "@tanstack/react-query";
import { FolderTree, Plus } from "lucide-react";
import { useState } from "react";
import type { Category, CategoryKind } from "~/api/types";
import { m } from "~/core/messages/messages";
import { useMay } from "~/core/session";
import { categoriesQuery } from "~/features/tickets";
import { Button } from "~/kit/button";
import { Chip } from "~/kit/chip";
import { Field, Select } from "~/kit/field";
import { useForm } from "~/kit/form";
import { Loaded } from "~/kit/loaded";
import { NameDialog } from "~/kit/name_dialog";
import { Page, Panel, Rows } from "~/kit/page";
import { Empty } from "~/kit/states";
import { changeCategory, createCategory } from "./api";

const uses: Record<CategoryKind, () => string> = {
  opening: m.category_opening,
  closing: m.category_closing,
  both: m.category_both,
};

/** Parents first, each followed by its children. */
function tree(
  categories: Category[],
  parent: number | null = null,
  depth = 0,
): { category: Category; depth: number }[] {
  return categories
    .filter((one) => one.parent_id === parent)
    .sort((a, b) => a.name.localeCompare(b.name))
    .flatMap((category) => [{ category, depth }, ...tree(categories, category.id, depth + 1)]);
}

export function CategoriesScreen() {
  const categories = useQuery(categoriesQuery);
  const mayManage = useMay("settings:manage");
  const [shown, setShown] = useState<Category | "new" | null>(null);
  return (
    <Page
      title={m.categories()}
      subtitle={m.categories_text()}
      actions={
        mayManage && (
          <Button
            tone="primary"
            icon={<Plus aria-hidden className="size-4" />}
            onClick={() => setShown("new")}
          >
            {m.category_new()}
          </Button>
        )
      }
    >
      <Loaded query={categories}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty icon={<FolderTree />} title={m.categories_none()} />
          ) : (
            <Panel>
              <Rows>
                {tree(items).map(({ category, depth }) => (
                  <li
                    key={category.id}
                    className="flex min-h-11 items-center gap-2 px-4 text-14"
                    style={{ paddingInlineStart: `${1 + depth * 1.5}rem` }}
                  >
                    <span title={category.name} className="min-w-0 flex-1 truncate">
                      {category.name}
                    </span>
                    {!category.active && <Chip>{m.retired()}</Chip>}
                    {category.kind !== "both" && <Chip tone="info">{uses[category.kind]()}</Chip>}
                    {mayManage && (
                      <Button size="small" tone="quiet" onClick={() => setShown(category)}>
                        {m.edit()}
                      </Button>
                    )}
                  </li>
                ))}
              </Rows>
            </Panel>
          )
        }
      </Loaded>
      {shown && (
        <CategoryDialog
          category={shown === "new" ? undefined : shown}
          all={categories.data?.items ?? []}
          onClose={() => setShown(null)}
        />
      )}
    </Page>
  );
}

function CategoryDialog({
  category,
  all,
  onClose,
}: {
  category?: Category;
  all: Category[];
  onClose: () => void;
}) {
  const form = useForm(
    {
      name: category?.name ?? "",
      parent_id: category?.parent_id ?? null,
      kind: category?.kind ?? ("both" as CategoryKind),
      active: category?.active ?? true,
    },
    ({ active, ...values }, replaces) =>
      category
        ? changeCategory(category.id, { ...values, active, expected_version: replaces })
        : createCategory(values),
    { version: category?.version },
  );
  return (
    <NameDialog
      form={form}
      title={category ? m.category_edit() : m.category_new()}
      onClose={onClose}
      tick={
        category !== undefined && {
          label: m.category_active(),
          hint: m.category_active_hint(),
          checked: form.values.active,
          onChange: (active) => form.set("active", active),
        }
      }
    >
      <Field label={m.category_parent()} error={form.error("parent_id")}>
        {(tied) => (
          <Select
            {...tied}
            value={form.values.parent_id ?? ""}
            onChange={(event) =>
              form.set("parent_id", event.target.value ? Number(event.target.value) : null)
            }
          >
            <option value="">{m.none()}</option>
            {all
              .filter((one) => one.id !== category?.id && one.parent_id === null)
              .map((one) => (
                <option key={one.id} value={one.id}>
                  {one.name}
                </option>
              ))}
          </Select>
        )}
      </Field>
      <Field label={m.category_use()} error={form.error("kind")}>
        {(tied) => (
          <Select
            {...tied}
            value={form.values.kind}
            onChange={(event) => form.set("kind", event.target.value as CategoryKind)}
          >
            {(Object.keys(uses) as CategoryKind[]).map((one) => (
              <option key={one} value={one}>
                {uses[one]()}
              </option>
            ))}
          </Select>
        )}
      </Field>
    </NameDialog>
  );
}
