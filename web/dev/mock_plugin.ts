// SPDX-License-Identifier: AGPL-3.0-or-later

import { readFileSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { Readable } from "node:stream";
import type { Connect, Plugin } from "vite";
import { createMock } from "./mock/mock.ts";
import type { Size } from "./mock/world.ts";

/** The policy of the real server, so that what it would block is already blocked here. */
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; font-src 'self'; connect-src 'self'; frame-src 'self'; worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

// A worker obeys the policy of its own file.
const assetPolicy = "default-src 'none'; connect-src 'self'; frame-ancestors 'none'";

type Mock = ReturnType<typeof createMock>;

/** `HEED_SERVER=http://localhost:8080` passes everything to a real server instead. */
export function mockServer(): Plugin {
  let mock: Mock = createMock();
  const answer: Connect.NextHandleFunction = (request, response, next) => {
    const url = new URL(request.url ?? "/", "http://localhost");
    if (url.pathname === "/mock") {
      // /mock?size=empty&signed_in=no&setup=yes&language=de makes a new world.
      mock = createMock({
        size: (url.searchParams.get("size") as Size) ?? "typical",
        signedIn: url.searchParams.get("signed_in") !== "no",
        setupNeeded: url.searchParams.get("setup") === "yes",
        language: url.searchParams.get("language") ?? "en",
      });
      response.end("ok");
    } else if (url.pathname === "/mock/letter") {
      mock.letterArrives(
        Number(url.searchParams.get("ticket")),
        url.searchParams.get("text") ?? "One more thing …",
      );
      response.end("ok");
    } else if (url.pathname === "/mock/conflict") {
      mock.otherAgentChanges(Number(url.searchParams.get("ticket")), { owner_id: 2 });
      response.end("ok");
    } else if (url.pathname === "/api/v1/stream") stream(mock, request, response);
    else if (url.pathname.startsWith("/api/")) void pass(mock, request, response);
    else next();
  };
  return {
    name: "heed-mock-server",
    configureServer(server) {
      server.middlewares.use(answer);
      server.middlewares.use(shell);
    },
    configurePreviewServer(server) {
      server.middlewares.use(answer);
      server.middlewares.use((request, response, next) => {
        if (request.url?.startsWith("/assets/"))
          response.setHeader("Content-Security-Policy", assetPolicy);
        if (!request.url?.startsWith("/desk")) return next();
        response.setHeader("Content-Type", "text/html; charset=utf-8");
        response.setHeader("Content-Security-Policy", policy);
        response.end(readFileSync(`${server.config.build.outDir}/desk/index.html`));
      });
    },
  };
}

const shell: Connect.NextHandleFunction = (request, _response, next) => {
  const isPage = request.url?.startsWith("/desk") && request.headers.accept?.includes("text/html");
  if (isPage) request.url = "/desk/index.html";
  next();
};

async function pass(mock: Mock, request: IncomingMessage, response: ServerResponse) {
  const hasBody = request.method !== "GET" && request.method !== "HEAD";
  const answer = await mock.fetch(
    new Request(`http://localhost${request.url}`, {
      method: request.method ?? "GET",
      headers: request.headers as Record<string, string>,
      ...(hasBody ? { body: Readable.toWeb(request) as ReadableStream, duplex: "half" } : {}),
    } as RequestInit),
  );
  response.statusCode = answer.status;
  answer.headers.forEach((value, name) => {
    response.setHeader(name, value);
  });
  response.end(Buffer.from(await answer.arrayBuffer()));
}

function stream(mock: Mock, request: IncomingMessage, response: ServerResponse) {
  response.writeHead(200, { "Content-Type": "text/event-stream", "Cache-Control": "no-store" });
  response.write(": hello\n\n");
  let id = 1;
  const leave = mock.listen((event, value) => {
    response.write(`id: ${id++}\nevent: ${event}\ndata: ${JSON.stringify(value)}\n\n`);
  });
  request.on("close", leave);
}
