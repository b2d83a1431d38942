using Microsoft.Extensions.Configuration;
using MongoDB.Driver;
using Mov.Modules.Shared.Storage;

namespace Mov.Modules.Messaging.Data.Mongo;

/// <summary>The way to the two MongoDB databases: <c>ConnectionStrings:Mongo</c>, and <c>Messaging:DatabaseSuffix</c> where several installations share a server.</summary>
internal sealed class MongoDatabases : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan LongestCall = TimeSpan.FromSeconds(15);

    private readonly string _suffix;
    private readonly MongoClient _client;
    private readonly Lazy<MongoClient> _patientClient;
    private readonly StoreCircuit _chat;
    private readonly StoreCircuit _notifications;

    public MongoDatabases(StorageSettings storage, IConfiguration configuration, TimeProvider time)
    {
        var connection = storage.ConnectionStrings["Mongo"];
        try
        {
            _client = Connect(connection, LongestCall);
        }
        catch (MongoConfigurationException wrong)
        {
            throw new SettingException($"ConnectionStrings:Mongo is not a MongoDB address: {wrong.Message}");
        }

        _suffix = configuration["Messaging:DatabaseSuffix"] ?? "";
        _patientClient = new Lazy<MongoClient>(() => Connect(connection, longestCall: null));
        _chat = new StoreCircuit(DatabaseNames.Chat, time);
        _notifications = new StoreCircuit(DatabaseNames.Notifications, time);
    }

    public IMongoDatabase Open(string database) => _client.GetDatabase(database + _suffix);

    /// <summary>The same database for calls that may take long, such as building an index over many documents.</summary>
    public IMongoDatabase OpenPatiently(string database) => _patientClient.Value.GetDatabase(database + _suffix);

    public StoreCircuit CircuitOf(string database) => database == DatabaseNames.Chat ? _chat : _notifications;

    public void Dispose()
    {
        _client.Dispose();
        if (_patientClient.IsValueCreated)
        {
            _patientClient.Value.Dispose();
        }
    }

    // A page must not wait for a server that is away: choosing one is what it would wait for. What the address says itself wins where it is quicker.
    private static MongoClient Connect(string connection, TimeSpan? longestCall)
    {
        var settings = MongoClientSettings.FromConnectionString(connection);
        settings.ApplicationName ??= "mov";
        if (longestCall is { } limit)
        {
            settings.ServerSelectionTimeout = settings.ServerSelectionTimeout < Patience ? settings.ServerSelectionTimeout : Patience;
            settings.SocketTimeout = limit;
        }

        return new MongoClient(settings);
    }
}
