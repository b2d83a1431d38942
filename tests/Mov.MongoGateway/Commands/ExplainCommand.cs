using System.Globalization;
using MongoDB.Bson;
using MongoDB.Bson.Serialization;
using Mov.MongoGateway.Engine;

namespace Mov.MongoGateway.Commands;

/// <summary>explain: PostgreSQL's EXPLAIN of the same call, whole under <c>postgres</c>, and its essence in MongoDB's words
/// (<c>queryPlanner.winningPlan</c> with IXSCAN, COLLSCAN and SORT), so that a test reads the same with either server.</summary>
internal sealed class ExplainCommand(DocumentDb engine)
{
    public void AddTo(Dictionary<string, Handler> handlers) => handlers["explain"] = ExplainAsync;

    private async Task<byte[]> ExplainAsync(Request request, CancellationToken cancellationToken)
    {
        var explained = Request.Of(new BsonDocument(request.Spec[0].AsBsonDocument.Elements), request.ClientId);
        var function = explained.Name switch
        {
            "find" => "bson_aggregation_find",
            "aggregate" => "bson_aggregation_pipeline",
            "count" => "bson_aggregation_count",
            "distinct" => "bson_aggregation_distinct",
            _ => throw new CommandFailedException(115, $"explain of {explained.Name} is not offered here"),
        };
        var runs = request.Spec.GetValue("verbosity", "allPlansExecution") != "queryPlanner";
        var plan = await PlanAsync(function, request.Database, explained.Spec, runs, cancellationToken);

        var reply = new BsonDocument
        {
            ["queryPlanner"] = new BsonDocument
            {
                ["namespace"] = $"{request.Database}.{explained.Collection}",
                ["winningPlan"] = Essence(plan["Plan"].AsBsonDocument),
            },
            ["postgres"] = plan,
            ["ok"] = 1.0,
        };
        if (runs)
            reply["executionStats"] = Statistics(plan);
        return reply.ToBson();
    }

    // EXPLAIN takes no parameters in its statement: the document travels as text of hexadecimal digits, the name quoted.
    private async Task<BsonDocument> PlanAsync(
        string function, string database, BsonDocument spec, bool runs, CancellationToken cancellationToken)
    {
        var name = database.Replace("'", "''", StringComparison.Ordinal);
        var sql = string.Create(CultureInfo.InvariantCulture, $"""
            EXPLAIN (FORMAT JSON, ANALYZE {runs})
            SELECT document FROM documentdb_api_catalog.{function}('{name}', 'BSONHEX{Convert.ToHexStringLower(spec.ToBson())}'::documentdb_core.bson)
            """);
        var json = await engine.CallAsync<string>(sql, cancellationToken);
        return BsonSerializer.Deserialize<BsonArray>(json)[0].AsBsonDocument;
    }

    private static BsonDocument Essence(BsonDocument node)
    {
        var type = node["Node Type"].AsString;
        var input = node.TryGetValue("Plans", out var inputs) ? inputs[0].AsBsonDocument : null;
        if (node.TryGetValue("IndexDetails", out var indexes) && indexes[0].AsBsonDocument.Contains("indexBounds"))
            return IndexScan(indexes[0].AsBsonDocument);
        if ((type is "Sort" or "Incremental Sort") && input is not null)
            return new BsonDocument { ["stage"] = "SORT", ["inputStage"] = Essence(input) };
        if ((type is "Index Scan" or "Index Only Scan" or "Bitmap Index Scan") && !ReadsAllById(node))
            return new BsonDocument { ["stage"] = "IXSCAN", ["indexName"] = node.GetValue("Index Name", "") };
        return input is null ? new BsonDocument("stage", "COLLSCAN") : Essence(input);
    }

    // DocumentDB walks a whole collection by its _id index, too: then the only condition is the collection's own number.
    private static bool ReadsAllById(BsonDocument node) =>
        node.GetValue("Index Name", "") == "_id_"
        && !node.GetValue("Index Cond", "").AsString.Contains("object_id", StringComparison.Ordinal);

    private static BsonDocument IndexScan(BsonDocument index) => new()
    {
        ["stage"] = "IXSCAN",
        ["indexName"] = index["indexName"],
        ["ordered"] = index.GetValue("scanType", "") == "ordered",
        ["indexBounds"] = index.GetValue("indexBounds", new BsonArray()),
    };

    private static BsonDocument Statistics(BsonDocument plan) => new()
    {
        ["nReturned"] = plan["Plan"].AsBsonDocument.GetValue("Actual Rows", 0).ToInt64(),
        ["totalDocsExamined"] = DocumentsExamined(plan["Plan"].AsBsonDocument),
        ["executionTimeMillis"] = plan.GetValue("Execution Time", 0).ToDouble(),
    };

    private static long DocumentsExamined(BsonDocument node)
    {
        if (node.TryGetValue("Plans", out var inputs))
            return inputs.AsBsonArray.Sum(input => DocumentsExamined(input.AsBsonDocument));

        return node.GetValue("Actual Rows", 0).ToInt64()
            + node.GetValue("Rows Removed by Filter", 0).ToInt64()
            + node.GetValue("Rows Removed by Index Recheck", 0).ToInt64();
    }
}
