// SPDX-License-Identifier: AGPL-3.0-or-later
import { queryOptions } from "@tanstack/react-query";
import { api, call } from "~/api/client";
import type { Schema, TemplateKind } from "~/api/types";
import { queries } from "~/core/queries";

export const settingsQuery = queryOptions({
  queryKey: ["settings"],
  queryFn: () => call(api.GET("/settings")),
});
export const prioritiesQuery = queryOptions({
  queryKey: ["priorities"],
  queryFn: () => call(api.GET("/priorities")),
});
export const templateQuery = (kind: TemplateKind, language: string) =>
  queryOptions({
    queryKey: ["templates", kind, language],
    queryFn: () =>
      call(api.GET("/templates/{kind}/{language}", { params: { path: { kind, language } } })),
  });

const then = async <Value>(request: Promise<Value>, ...keys: string[]) => {
  const value = await request;
  await Promise.all(keys.map((key) => queries.invalidateQueries({ queryKey: [key] })));
  return value;
};

export const changeSettings = (body: Schema<"ChangeSettings">) =>
  then(call(api.PATCH("/settings", { body })), "settings", "session");
export const changePriorities = (body: Schema<"ChangePriorities">) =>
  then(call(api.PUT("/priorities", { body })), "priorities");
export const createCategory = (body: Schema<"CreateCategory">) =>
  then(call(api.POST("/categories", { body })), "categories");
export const changeCategory = (id: number, body: Schema<"ChangeCategory">) =>
  then(call(api.PATCH("/categories/{id}", { params: { path: { id } }, body })), "categories");
export const createCause = (body: Schema<"CreateCauseCode">) =>
  then(call(api.POST("/cause_codes", { body })), "cause_codes");
export const changeCause = (id: number, body: Schema<"ChangeCauseCode">) =>
  then(call(api.PATCH("/cause_codes/{id}", { params: { path: { id } }, body })), "cause_codes");
export const changeTemplate = (
  kind: TemplateKind,
  language: string,
  body: Schema<"TemplateInput">,
) =>
  then(
    call(api.PUT("/templates/{kind}/{language}", { params: { path: { kind, language } }, body })),
    "templates",
  );
export const setQuiet = (quiet: boolean) =>
  then(call(api.PUT("/settings/quiet", { body: { quiet } })), "settings", "session");

/** The letter as it would go out, with an example in its gaps: made by the desk that sends it. */
export const previewQuery = (kind: TemplateKind, language: string, body: Schema<"TemplateInput">) =>
  queryOptions({
    queryKey: ["template_preview", kind, language, body],
    queryFn: () =>
      call(
        api.POST("/templates/{kind}/{language}/preview", {
          params: { path: { kind, language } },
          body,
        }),
      ),
    placeholderData: (before) => before,
    retry: false,
  });
