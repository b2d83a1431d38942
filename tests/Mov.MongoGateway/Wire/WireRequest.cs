using MongoDB.Bson;

namespace Mov.MongoGateway.Wire;

/// <summary>The messages of MongoDB's wire protocol that a driver of today uses: OP_MSG, and OP_QUERY for its first greeting.</summary>
internal enum OpCode
{
    Reply = 1,
    Query = 2004,
    Compressed = 2012,
    Message = 2013,
}

/// <summary>A command as it came: document sequences are folded into it, and <c>$db</c> names the database.</summary>
internal sealed record WireRequest(int Id, OpCode OpCode, BsonDocument Command, bool ExpectsReply);
