using Xunit.v3;

namespace Mov.Testing;

/// <summary>The servers that tests may use, as <c>./services.sh up</c> names them in the environment. Each may be absent:
/// a test that asks for an absent one is skipped and says why.</summary>
public static class Servers
{
    public const string PostgresVariable = "MOV_TEST_POSTGRES";
    public const string MongoVariable = "MOV_TEST_MONGO";
    public const string RedisVariable = "MOV_TEST_REDIS";

    public static bool HasPostgres => Find(PostgresVariable) is not null;

    public static bool HasMongo => Find(MongoVariable) is not null;

    public static bool HasRedis => Find(RedisVariable) is not null;

    /// <summary>A part for names (databases, keys, channels) that no other test uses: eight lower-case hexadecimal digits.</summary>
    public static string UniqueSuffix() => Guid.NewGuid().ToString("N")[..8];

    internal static string Require(string variable) =>
        Find(variable) ?? throw new ServerAbsentException(variable);

    private static string? Find(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value ? value : null;
}

/// <summary>Skips the running test: xunit reads the prefix of the message.</summary>
public sealed class ServerAbsentException(string variable)
    : Exception($"{DynamicSkipToken.Value}{variable} is not set: run ./services.sh up, or ./test.sh, which does.");
