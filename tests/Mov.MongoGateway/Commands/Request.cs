using System.Collections.Frozen;
using MongoDB.Bson;
using Mov.MongoGateway.Engine;

namespace Mov.MongoGateway.Commands;

/// <summary>One command of a client, without what concerns sessions and clusters: DocumentDB knows neither.</summary>
internal sealed record Request(string Name, string Database, BsonDocument Spec, int ClientId, TimeSpan? TimeLimit)
{
    private static readonly FrozenSet<string> LeftOut = FrozenSet.Create(
        StringComparer.Ordinal,
        "$db", "$clusterTime", "$readPreference", "lsid", "txnNumber", "readConcern", "writeConcern", "maxTimeMS",
        "apiVersion", "apiStrict", "apiDeprecationErrors");

    /// <summary>The value of the command's first field, the collection for most commands.</summary>
    public string Collection => Spec[0] is { IsString: true } name
        ? name.AsString
        : throw new CommandFailedException(73, $"{Name} needs the name of a collection");

    public static Request Of(BsonDocument command, int clientId)
    {
        if (command.ElementCount == 0)
            throw new CommandFailedException(9, "an empty command");
        if (command.Contains("startTransaction") || command.Contains("autocommit"))
            throw new CommandFailedException(20, "Transaction numbers are only allowed on a replica set member or mongos");

        TimeSpan? limit = command.TryGetValue("maxTimeMS", out var milliseconds) && milliseconds.ToInt64() > 0
            ? TimeSpan.FromMilliseconds(milliseconds.ToInt64())
            : null;
        var spec = new BsonDocument(command.Elements.Where(element => !LeftOut.Contains(element.Name)));
        return new Request(command.GetElement(0).Name, command.GetValue("$db", "test").AsString, spec, clientId, limit);
    }
}
