"use strict";
// Breaks calls on demand, each set of rules under a name so that tests side by side do not meet:
//   PUT /faults/NAME   [{ path, method?, count, mode, status?, substatus?, retryAfterMs?, delayMs? }]   path is a regular expression
//   GET /faults/NAME   { attempts }   requests that matched a rule's path and method since the rules were set
//   DELETE /faults/NAME
// Modes: refuse (answer status, nothing done), lose-reply (done, then answer status), drop (close the connection, nothing done),
// drop-reply (done, then close the connection), cut-reply (done, then close amid the answer), delay.

const CUT_AFTER_BYTES = 20;

const sets = new Map();

/** Answers the requests that set rules; undefined for all others. */
function control({ method, url }, body) {
  const name = /^\/faults\/(.+)$/.exec(url)?.[1];
  if (!name) return undefined;
  if (method === "PUT") sets.set(name, { rules: JSON.parse(body.toString("utf8")), attempts: 0 });
  if (method === "DELETE") sets.delete(name);
  return { status: 200, body: { attempts: sets.get(name)?.attempts ?? 0 } };
}

/** Does to this request what the rules say. False when it is over already, true when it is to be carried out. */
async function strike(request, response) {
  const rule = take(request);
  switch (rule?.mode) {
    case "refuse":
      refuse(response, response.end.bind(response), rule);
      return false;
    case "drop":
      request.socket.destroy();
      return false;
    case "delay":
      await new Promise((resolve) => setTimeout(resolve, rule.delayMs));
      return true;
    case "lose-reply":
      onAnswer(response, (_, end) => refuse(response, end, rule));
      return true;
    case "drop-reply":
      onAnswer(response, () => request.socket.destroy());
      return true;
    case "cut-reply":
      onAnswer(response, (text) => cut(request, response, text));
      return true;
    default:
      return true;
  }
}

function take({ method, url, headers }) {
  if (headers["x-ms-cosmos-is-query-plan-request"]) return undefined;
  for (const set of sets.values()) {
    const matching = set.rules.filter((rule) => new RegExp(rule.path).test(url) && (!rule.method || rule.method === method));
    if (matching.length === 0) continue;
    set.attempts += 1;
    const rule = matching.find(({ count }) => count > 0);
    if (rule) rule.count -= 1;
    return rule;
  }
  return undefined;
}

/** Hands the finished answer to the action instead of to the network. */
function onAnswer(response, action) {
  const end = response.end.bind(response);
  response.end = (text) => action(text ?? "", end);
}

function refuse(response, end, { status, substatus = 0, retryAfterMs }) {
  for (const name of response.getHeaderNames()) response.removeHeader(name);
  response.statusCode = status;
  response.setHeader("content-type", "application/json");
  response.setHeader("x-ms-request-charge", "0");
  response.setHeader("x-ms-substatus", String(substatus));
  if (retryAfterMs !== undefined) response.setHeader("x-ms-retry-after-ms", String(retryAfterMs));
  end(JSON.stringify({ code: String(status), message: "injected" }));
}

function cut(request, response, text) {
  response.setHeader("content-length", Buffer.byteLength(text) + CUT_AFTER_BYTES);
  response.write(text.slice(0, CUT_AFTER_BYTES), () => request.socket.destroy());
}

module.exports = { control, strike };
