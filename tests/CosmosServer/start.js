"use strict";
// Starts @vercel/cosmosdb-server (memory only, plain HTTP) for the tests of the Cosmos DB adapter.
//   node start.js [--port N]     prints "listening on http://127.0.0.1:PORT" and ends when its standard input does.
// The package itself stays as published; what it lacks is added around it: gaps.js answers as Azure does where the package
// cannot, limits.js refuses what Azure refuses, faults.js breaks calls on demand.

const { Readable } = require("stream");
const { createHttpServer } = require("@vercel/cosmosdb-server");
const gaps = require("./gaps");
const limits = require("./limits");
const faults = require("./faults");

const HOST = "127.0.0.1";
const KEEP_ALIVE_MS = 60_000;

function portFrom(args) {
  const at = args.indexOf("--port");
  return at < 0 ? 0 : Number(args[at + 1]);
}

async function readAll(request) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** A request like the given one whose body has been read already. */
function withBody(request, body) {
  const { method, url, headers, socket } = request;
  return Object.assign(Readable.from(body.length ? [body] : []), { method, url, headers, socket });
}

function send(response, { status, headers, body }) {
  response.writeHead(status, { "content-type": "application/json", "x-ms-request-charge": "1", ...headers });
  response.end(JSON.stringify(body));
}

async function serve(request, response, published) {
  const body = await readAll(request);
  const own = faults.control(request, body);
  if (own) return send(response, own);
  if (!(await faults.strike(request, response))) return undefined;

  const answer = gaps.answerFor(request) ?? limits.refusalOf(request, body);
  if (answer) return send(response, answer);
  return gaps.runScoped(request, () => published(withBody(request, body), response));
}

function main() {
  const server = createHttpServer({ keepAlive: true });
  const [published] = server.listeners("request");
  server.removeAllListeners("request");
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  gaps.scopeQueriesToPartition();

  server.on("request", (request, response) => {
    // A client that gives up amid its request must not end the server for all others.
    serve(request, response, published).catch(() => request.socket.destroy());
  });

  process.stdin.on("end", () => process.exit(0)).resume();
  server.listen(portFrom(process.argv), HOST, () => {
    console.log(`listening on http://${HOST}:${server.address().port}`);
  });
}

main();
