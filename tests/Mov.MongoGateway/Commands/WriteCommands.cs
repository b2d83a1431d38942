using MongoDB.Bson;
using MongoDB.Bson.Serialization;
using Mov.MongoGateway.Engine;

namespace Mov.MongoGateway.Commands;

/// <summary>insert, update, delete and findAndModify.</summary>
internal sealed class WriteCommands(DocumentDb engine)
{
    public void AddTo(Dictionary<string, Handler> handlers)
    {
        handlers["insert"] = Write("documentdb_api.insert");
        handlers["update"] = Write("documentdb_api.update");
        handlers["delete"] = Write("documentdb_api.delete");
        handlers["findAndModify"] = Write("documentdb_api.find_and_modify");
        handlers["findandmodify"] = handlers["findAndModify"];
    }

    private Handler Write(string function) => async (request, cancellationToken) =>
    {
        var (answer, succeeded) = await engine.RowAsync(
            $"SELECT p_result::bytea, p_success FROM {function}($1, $2::documentdb_core.bson)",
            row => (row.GetFieldValue<byte[]>(0), row.GetBoolean(1)),
            cancellationToken,
            request.Database,
            request.Spec);
        return succeeded ? answer : WithMongoCodes(answer);
    };

    private static byte[] WithMongoCodes(byte[] answer)
    {
        var document = BsonSerializer.Deserialize<BsonDocument>(answer);
        if (!document.TryGetValue("writeErrors", out var writeErrors))
            return answer;

        foreach (var writeError in writeErrors.AsBsonArray.Select(one => one.AsBsonDocument))
        {
            var error = MongoError.OfPacked(writeError["code"].ToInt32(), writeError["errmsg"].AsString);
            writeError["code"] = error.Code;
            writeError["errmsg"] = error.Message;
        }

        return document.ToBson();
    }
}
