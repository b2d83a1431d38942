using System.Collections.Frozen;
using MongoDB.Bson;
using Npgsql;

namespace Mov.MongoGateway.Engine;

/// <summary>An error in MongoDB's words: the code is what drivers and applications decide by.</summary>
internal sealed record MongoError(int Code, string Name, string Message)
{
    public const int DuplicateKeyCode = 11000;

    private static readonly FrozenDictionary<int, string> Names = new Dictionary<int, string>
    {
        [1] = "InternalError",
        [2] = "BadValue",
        [9] = "FailedToParse",
        [14] = "TypeMismatch",
        [20] = "IllegalOperation",
        [26] = "NamespaceNotFound",
        [27] = "IndexNotFound",
        [28] = "PathNotViable",
        [40] = "ConflictingUpdateOperators",
        [43] = "CursorNotFound",
        [48] = "NamespaceExists",
        [50] = "MaxTimeMSExpired",
        [52] = "DollarPrefixedFieldName",
        [59] = "CommandNotFound",
        [66] = "ImmutableField",
        [67] = "CannotCreateIndex",
        [68] = "IndexAlreadyExists",
        [72] = "InvalidOptions",
        [73] = "InvalidNamespace",
        [85] = "IndexOptionsConflict",
        [86] = "IndexKeySpecsConflict",
        [91] = "ShutdownInProgress",
        [112] = "WriteConflict",
        [115] = "CommandNotSupported",
        [121] = "DocumentValidationFailure",
        [197] = "InvalidIndexSpecificationOption",
        [263] = "OperationNotSupportedInTransaction",
        [DuplicateKeyCode] = "DuplicateKey",
        [17419] = "Location17419",
        [40324] = "Location40324",
        [40415] = "Location40415",
    }.ToFrozenDictionary();

    // DocumentDB puts MongoDB's errors into PostgreSQL's five-letter codes; these are the ones of the table above,
    // and PostgreSQL's own for the same troubles.
    private static readonly FrozenDictionary<string, int> Codes = new Dictionary<string, int>(StringComparer.Ordinal)
    {
        ["M0001"] = 2,
        ["M0003"] = 9,
        ["M0004"] = 14,
        ["M0006"] = 20,
        ["M0008"] = 26,
        ["M0009"] = 27,
        ["M000A"] = 28,
        ["M000D"] = 40,
        ["M000E"] = 43,
        ["M000F"] = 48,
        ["M000G"] = 52,
        ["M000M"] = 66,
        ["M000N"] = 67,
        ["M000O"] = 68,
        ["M000P"] = 72,
        ["M000Q"] = 73,
        ["M000R"] = 85,
        ["M000S"] = 86,
        ["M000U"] = 115,
        ["M00CO"] = 121,
        ["M0012"] = 197,
        ["M0016"] = 263,
        ["M001C"] = DuplicateKeyCode,
        ["M003A"] = 17419,
        ["M007U"] = 40324,
        ["M0088"] = 40415,
        [PostgresErrorCodes.UniqueViolation] = DuplicateKeyCode,
        [PostgresErrorCodes.ExclusionViolation] = DuplicateKeyCode,
        [PostgresErrorCodes.SerializationFailure] = 112,
        [PostgresErrorCodes.DeadlockDetected] = 112,
        [PostgresErrorCodes.QueryCanceled] = 50,
        [PostgresErrorCodes.AdminShutdown] = 91,
        [PostgresErrorCodes.CannotConnectNow] = 91,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static MongoError Of(int code, string message) => new(code, Names.GetValueOrDefault(code, "UnknownError"), message);

    public static MongoError Of(PostgresException error)
    {
        if (!Codes.TryGetValue(error.SqlState, out var code))
            return Of(1, $"{error.MessageText} (SQLSTATE {error.SqlState})");
        return Of(code, Explain(code, error.MessageText));
    }

    /// <summary>Inside answers DocumentDB writes the five letters as PostgreSQL packs them: six bits each, from '0' on.</summary>
    public static MongoError OfPacked(int packed, string message)
    {
        var letters = string.Create(5, packed, (text, bits) =>
        {
            for (var index = 0; index < text.Length; index++)
                text[index] = (char)('0' + ((bits >> (6 * index)) & 0x3F));
        });
        return Codes.TryGetValue(letters, out var code)
            ? Of(code, Explain(code, message))
            : Of(1, $"{message} (SQLSTATE {letters})");
    }

    public BsonDocument ToReply() => new()
    {
        ["ok"] = 0.0,
        ["errmsg"] = Message,
        ["code"] = Code,
        ["codeName"] = Name,
    };

    // People look for MongoDB's own "E11000" in logs.
    private static string Explain(int code, string message) =>
        code == DuplicateKeyCode ? $"E11000 duplicate key error: {message}" : message;
}

/// <summary>Ends a command with an error of the gateway itself.</summary>
internal sealed class CommandFailedException(MongoError error) : Exception(error.Message)
{
    public CommandFailedException(int code, string message)
        : this(MongoError.Of(code, message))
    {
    }

    public MongoError Error { get; } = error;
}
