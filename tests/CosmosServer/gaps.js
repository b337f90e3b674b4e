"use strict";
// Where the package answers otherwise than Azure Cosmos DB, and the adapter would notice.

const { AsyncLocalStorage } = require("async_hooks");
const Documents = require("@vercel/cosmosdb-server/lib/account/documents").default;

const partitionOfQuery = new AsyncLocalStorage();
const PARTITION_HEADER = "x-ms-documentdb-partitionkey";
const CROSS_PARTITION_HEADER = "x-ms-documentdb-query-enablecrosspartition";

// "Run the query as it is on the one partition range there is": true of this server, which has one and sorts by itself.
const PASS_THROUGH_PLAN = {
  partitionedQueryExecutionInfoVersion: 2,
  queryInfo: {
    distinctType: "None",
    top: null,
    offset: null,
    limit: null,
    orderBy: [],
    orderByExpressions: [],
    groupByExpressions: [],
    groupByAliases: [],
    aggregates: [],
    groupByAliasToAggregateType: {},
    rewrittenQuery: "",
    hasSelectValue: false,
    hasNonStreamingOrderBy: false,
    dCountInfo: null,
  },
  queryRanges: [{ min: "", max: "FF", isMinInclusive: true, isMaxInclusive: false }],
};

const isTrue = (header) => (header ?? "").toLowerCase() === "true";

const isDocumentQuery = ({ method, headers }) =>
  method === "POST" && (isTrue(headers["x-ms-documentdb-isquery"]) || headers["content-type"] === "application/query+json");

const isDocumentRead = ({ method, url }) => method === "GET" && /\/docs\/[^/]+\/?$/.test(url);

/** The query plan, for which the package has no route; nothing for all other requests. */
function answerFor(request) {
  if (isTrue(request.headers["x-ms-cosmos-is-query-plan-request"])) return { status: 200, body: PASS_THROUGH_PLAN };

  // Without this header the package answers 500 to the read of a missing document, and 400 to queries it cannot parse keys from.
  if (isDocumentQuery(request) || isDocumentRead(request)) request.headers[CROSS_PARTITION_HEADER] = "True";
  return undefined;
}

/** The package ignores a query's partition key; Azure never looks beyond it. */
function scopeQueriesToPartition() {
  const query = Documents.prototype.query;
  Documents.prototype.query = function (parameters, options) {
    const partition = partitionOfQuery.getStore();
    if (partition === undefined) return query.call(this, parameters, options);

    const within = [...this._data].filter(([, item]) => item.read().pk === partition);
    return query.call(Object.create(this, { _data: { value: new Map(within) } }), parameters, options);
  };
}

function runScoped(request, action) {
  const header = request.headers[PARTITION_HEADER];
  return header && isDocumentQuery(request) ? partitionOfQuery.run(JSON.parse(header)[0], action) : action();
}

module.exports = { answerFor, isDocumentQuery, runScoped, scopeQueriesToPartition, PARTITION_HEADER };
