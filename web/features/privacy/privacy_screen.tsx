// SPDX-License-Identifier: AGPL-3.0-or-later
import { useQuery } from "@tanstack/react-query";
import { ShieldCheck } from "lucide-react";
import type { Schema } from "~/api/types";
import { m } from "~/core/messages/messages";
import { useMe } from "~/core/session";
import { Button } from "~/kit/button";
import { Chip } from "~/kit/chip";
import { Checkbox } from "~/kit/field";
import { Page, Panel, Rows } from "~/kit/page";
import { Empty, Failed, SkeletonLines } from "~/kit/states";
import { Time } from "~/kit/time";
import { toastFault } from "~/kit/toast";
import { confirmRequest, requestsQuery, saveSettings, settingsQuery, withdrawRequest } from "./api";

const attempt = (request: Promise<unknown>) => request.catch(toastFault);

type Request = Schema<"PrivacyRequestView">;

const states: Record<Request["state"], () => string> = {
  asked: m.privacy_state_asked,
  running: m.privacy_state_running,
  done: m.privacy_state_done,
  withdrawn: m.privacy_state_withdrawn,
  expired: m.privacy_state_expired,
};

/** Deletions and erasures, and whether one person alone may decide them. */
export function PrivacyScreen() {
  const requests = useQuery(requestsQuery);
  const settings = useQuery(settingsQuery).data;
  if (requests.isError && !requests.data)
    return <Failed fault={requests.error} onRetry={() => void requests.refetch()} />;
  return (
    <Page title={m.personal_data()} subtitle={m.privacy_screen_text()}>
      {settings && (
        <Panel>
          <div className="px-4 py-3">
            <Checkbox
              checked={settings.needs_two}
              onChange={(event) =>
                void attempt(saveSettings(event.target.checked, settings.version))
              }
              label={m.privacy_needs_two()}
              hint={m.privacy_needs_two_hint()}
            />
          </div>
        </Panel>
      )}
      {!requests.data ? (
        <SkeletonLines count={3} />
      ) : requests.data.items.length === 0 ? (
        <Empty icon={<ShieldCheck />} title={m.privacy_requests_none()} />
      ) : (
        <Panel title={m.privacy_requests()}>
          <Rows>
            {requests.data.items.map((one) => (
              <Row key={one.id} request={one} />
            ))}
          </Rows>
        </Panel>
      )}
    </Page>
  );
}

function Row({ request }: { request: Request }) {
  const me = useMe();
  const what =
    request.kind === "deletion"
      ? m.privacy_deletion({ number: request.number ?? "" })
      : m.privacy_erasure({ name: request.person?.name ?? "" });
  return (
    <li className="flex flex-wrap items-center gap-3 px-4 py-3">
      <div className="min-w-0 flex-1 basis-60">
        <p className="flex flex-wrap items-baseline gap-x-2 text-14 font-medium wrap-anywhere">
          {what}
          <Chip>{states[request.state]()}</Chip>
        </p>
        <p className="text-13 text-text-2 wrap-anywhere">{request.reason}</p>
        <p className="text-12 text-text-3">
          {request.asked_by?.name ?? m.somebody()} · <Time at={request.asked_at} shape="entry" />
          {request.confirmed_by &&
            ` · ${m.privacy_confirmed_by({ name: request.confirmed_by.name })}`}
        </p>
      </div>
      {request.state === "asked" && (
        <>
          <Button size="small" onClick={() => void attempt(withdrawRequest(request.id))}>
            {m.privacy_withdraw()}
          </Button>
          {request.asked_by?.id !== me.id && (
            <Button
              size="small"
              tone="danger"
              onClick={() => void attempt(confirmRequest(request.id))}
            >
              {m.privacy_confirm()}
            </Button>
          )}
        </>
      )}
    </li>
  );
}
