using MongoDB.Bson;

namespace Mov.Modules.Messaging.Data.Mongo;

/// <summary>Reads fields that another client may have left out or typed otherwise: such a field counts as absent.</summary>
internal static class BsonFields
{
    /// <summary>An absent field, not one that holds null: unique indexes leave out only the former.</summary>
    public static void AddIfGiven(this BsonDocument document, string field, BsonValue? value)
    {
        // A nullable number or time without a value turns into BSON's null by itself.
        if (value is not null && !value.IsBsonNull)
        {
            document.Add(field, value);
        }
    }

    public static int? KeyOf(this BsonDocument document, string field) =>
        document.TryGetValue(field, out var value) && value.IsObjectId ? ObjectIds.ToKey(value.AsObjectId) : null;

    public static string? TextOf(this BsonDocument document, string field) =>
        document.TryGetValue(field, out var value) && value.IsString ? value.AsString : null;

    public static DateTime? DateOf(this BsonDocument document, string field) =>
        document.TryGetValue(field, out var value) && value.IsValidDateTime ? value.ToUniversalTime() : null;

    public static bool FlagOf(this BsonDocument document, string field) =>
        document.TryGetValue(field, out var value) && value.IsBoolean && value.AsBoolean;

    public static long? NumberOf(this BsonDocument document, string field) =>
        document.TryGetValue(field, out var value) && value.IsNumeric ? value.ToInt64() : null;
}
