using MongoDB.Bson;
using MongoDB.Driver;

namespace Mov.Modules.Messaging.Data.Mongo;

/// <summary>Inserts that may be repeated: what is there already is left as it is.</summary>
internal static class MissingInserts
{
    private const int DuplicateKey = 11000;

    /// <returns>The positions of those that were there already.</returns>
    public static async Task<IReadOnlyCollection<int>> InsertMissingAsync(
        this IMongoCollection<BsonDocument> collection, BsonDocument[] documents, CancellationToken cancellationToken)
    {
        if (documents.Length == 0)
        {
            return [];
        }

        try
        {
            await collection.InsertManyAsync(documents, new InsertManyOptions { IsOrdered = false }, cancellationToken);
            return [];
        }
        catch (MongoBulkWriteException<BsonDocument> failure) when (failure.WriteConcernError is null && failure.WriteErrors.All(error => error.Code == DuplicateKey))
        {
            return [.. failure.WriteErrors.Select(error => error.Index)];
        }
    }
}
