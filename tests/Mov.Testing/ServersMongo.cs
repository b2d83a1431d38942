using MongoDB.Driver;

namespace Mov.Testing;

/// <summary>Throw-away databases on the MongoDB server of <c>MOV_TEST_MONGO</c>: every name that was asked for is dropped when disposed.</summary>
public sealed class TestMongo : IAsyncDisposable
{
    private readonly string _suffix = Servers.UniqueSuffix();
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly MongoClient _client;

    private TestMongo(string url)
    {
        Url = url;
        _client = new MongoClient(url);
    }

    /// <summary>The server's mongodb:// URL, without a database.</summary>
    public string Url { get; }

    public IMongoClient Client => _client;

    /// <summary>Skips the test when there is no server.</summary>
    public static TestMongo Open() => new(Servers.Require(Servers.MongoVariable));

    /// <summary>The name <c>{name}_{8 hex digits}</c>, the same for the same <paramref name="name"/> during this object's life.</summary>
    public string DatabaseName(string name)
    {
        var uniqueName = $"{name}_{_suffix}";
        _names.Add(uniqueName);
        return uniqueName;
    }

    /// <summary>Drops a database of this name, too, which somebody else creates.</summary>
    public void TakeOver(string uniqueName) => _names.Add(uniqueName);

    /// <summary>The database of <see cref="DatabaseName"/>.</summary>
    public IMongoDatabase Database(string name) => _client.GetDatabase(DatabaseName(name));

    public async ValueTask DisposeAsync()
    {
        foreach (var name in _names)
            await _client.DropDatabaseAsync(name);

        _client.Dispose();
    }
}
