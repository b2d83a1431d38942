using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using MongoDB.Bson;

namespace Mov.Modules.Messaging.Data.Sqlite;

/// <summary>An ObjectId is kept as its 24 hexadecimal digits, which sort as it does.</summary>
internal static class ObjectIdColumns
{
    public static void StoreObjectIdsAsHex(this ModelConfigurationBuilder configuration) =>
        configuration.Properties<ObjectId>().HaveConversion<Converter>();

    private sealed class Converter() : ValueConverter<ObjectId, string>(id => id.ToString(), text => ObjectId.Parse(text));
}
