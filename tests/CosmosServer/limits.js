"use strict";
// What Azure Cosmos DB refuses and the package takes: documents, ids and queries that would only fail in production.

const { isDocumentQuery, PARTITION_HEADER } = require("./gaps");

const MAX_DOCUMENT_BYTES = 2 * 1024 * 1024;
const MAX_ID_BYTES = 1023;

const refuse = (status, message) => ({ status, body: { code: String(status), message } });

function refusalOf(request, bytes) {
  const isWrite = request.method === "POST" || request.method === "PUT";
  if (!isWrite || !/\/docs(\/[^/]+)?\/?$/.test(request.url)) return undefined;

  const partition = request.headers[PARTITION_HEADER];
  const body = JSON.parse(bytes.toString("utf8"));
  return isDocumentQuery(request) ? refusalOfQuery(body, partition) : refusalOfDocument(body, bytes.length, partition);
}

function refusalOfQuery({ query, parameters = [] }, partition) {
  if (!partition) return refuse(400, "The query names no partition.");
  if (!/\bc\.pk\s*=\s*@pk\b/.test(query)) return refuse(400, "The query's text does not restrict the partition (c.pk = @pk).");

  const value = parameters.find(({ name }) => name === "@pk")?.value;
  return JSON.stringify([value]) === partition ? undefined : refuse(400, "The query's @pk is not its partition.");
}

function refusalOfDocument(document, length, partition) {
  if (length > MAX_DOCUMENT_BYTES) return refuse(413, "Request size is too large");
  if (/[/\\?#]/.test(document.id) || Buffer.byteLength(document.id) > MAX_ID_BYTES) return refuse(400, "The id is not allowed.");
  return JSON.stringify([document.pk]) === partition ? undefined : refuse(400, "The document's pk is not the header's.");
}

module.exports = { refusalOf };
