using Microsoft.Extensions.Options;
using Mov.Modules.Auth.Contracts;
using Mov.Modules.Shared.Mail;
using Mov.Modules.Shared.Storage;
using Mov.Web.Hosting.Demo;

namespace Mov.Web.Hosting.Start;

/// <summary>What happens to the databases before the first page is served: Development and Embedded bring them up to date, everything else insists that they are.</summary>
internal static partial class StoragePreparation
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static async Task PrepareStorageAsync(this WebApplication app)
    {
        var storage = app.Services.GetRequiredService<StorageSettings>();
        var databases = app.Services.GetServices<IModuleDatabase>().ToList();
        if (storage.Mode == StorageMode.Embedded || app.Environment.IsDevelopment())
        {
            await BringUpToDateAsync(databases, app.Logger);
        }
        else
        {
            // Pages work without MongoDB for a while, so its absence does not keep them from starting.
            await RefuseOutdatedAsync(databases, away => LogStartedWithout(app.Logger, away));
        }

        if (app.Environment.IsDevelopment())
        {
            await ShowDemoAsync(app, storage);
            ShowMailFolder(app, storage);
        }
    }

    private static async Task BringUpToDateAsync(List<IModuleDatabase> databases, ILogger logger)
    {
        var obstacles = (await OfAllAsync(databases, database => AskAsync(database, database.FindObstaclesAsync))).SelectMany(found => found).ToList();
        if (obstacles.Count > 0)
        {
            throw new StartException($"The databases cannot be brought up to date, and nothing was changed: {string.Join(' ', obstacles)}");
        }

        var done = await OfAllAsync(databases, database => AskAsync(database, cancellationToken => database.MigrateAsync(null, cancellationToken), Timeout.InfiniteTimeSpan));
        foreach (var line in done.SelectMany(lines => lines))
        {
            LogMigrated(logger, line);
        }
    }

    /// <summary>Insists on the newest schema.</summary>
    /// <param name="databases">All of them.</param>
    /// <param name="doWithout">Told why a MongoDB database does not answer, where that is no reason to stop.</param>
    /// <exception cref="StartException">One is outdated, or does not answer.</exception>
    public static async Task RefuseOutdatedAsync(IEnumerable<IModuleDatabase> databases, Action<string>? doWithout = null)
    {
        List<string> outdated = [];
        foreach (var database in databases)
        {
            try
            {
                if ((await AskAsync(database, database.ReadMigrationsAsync)).Any(migration => !migration.Applied))
                {
                    outdated.Add(database.Database);
                }
            }
            catch (StartException away) when (doWithout is not null && database.Database is DatabaseNames.Chat or DatabaseNames.Notifications)
            {
                doWithout(away.Message);
            }
        }

        if (outdated.Count > 0)
        {
            throw new StartException($"The schema of {string.Join(", ", outdated)} is outdated. Run the verb 'migrate' first.");
        }
    }

    // Side by side: the databases know nothing of one another, and most of it is the making of their models.
    private static Task<T[]> OfAllAsync<T>(List<IModuleDatabase> databases, Func<IModuleDatabase, Task<T>> ask) =>
        Task.WhenAll(databases.Select(database => Task.Run(() => ask(database))));

    private static async Task<T> AskAsync<T>(IModuleDatabase database, Func<CancellationToken, Task<T>> ask, TimeSpan? patience = null)
    {
        try
        {
            using var limit = new CancellationTokenSource(patience ?? Patience);
            return await ask(limit.Token);
        }
        catch (Exception failure) when (failure is not StartException and not OutOfMemoryException)
        {
            var why = failure is OperationCanceledException ? "no answer in time" : failure.GetBaseException().Message.ReplaceLineEndings(" ");
            throw new StartException($"{database.Database} (ConnectionStrings:{StorageSettings.KeyOf(database.Database)}) does not answer: {why}");
        }
    }

    // Only an installation without any account is filled: keys are handed out from 1, and accounts are never deleted.
    private static async Task ShowDemoAsync(WebApplication app, StorageSettings storage)
    {
        if (!app.Configuration.GetValue("Demo:Fill", true))
        {
            return;
        }

        if (await app.Services.GetRequiredService<IUserDirectory>().FindAsync(1, app.Lifetime.ApplicationStopping) is null)
        {
            LogFilling(app.Logger);
            LogDemo(app.Logger, await DemoData.FillAsync(app.Configuration, storage, app.Lifetime.ApplicationStopping));
        }

        app.Lifetime.ApplicationStarted.Register(() =>
            LogSignIns(app.Logger, string.Join(", ", app.Urls), string.Join(", ", DemoAccounts.All), DemoStory.Password));
    }

    private static void ShowMailFolder(WebApplication app, StorageSettings storage)
    {
        var mail = app.Services.GetRequiredService<IOptions<MailSettings>>().Value;
        if (string.IsNullOrEmpty(mail.Smtp.Host))
        {
            LogMailFolder(app.Logger, Path.GetFullPath(mail.Folder ?? Path.Combine(storage.Path, "mail")));
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Databases: {Line}")]
    private static partial void LogMigrated(ILogger logger, string line);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Starting without one database: {Why}")]
    private static partial void LogStartedWithout(ILogger logger, string why);

    [LoggerMessage(Level = LogLevel.Information, Message = "There are no accounts yet: filling demo data")]
    private static partial void LogFilling(ILogger logger);

    [LoggerMessage(Level = LogLevel.Information, Message = "Demo data: {Line}")]
    private static partial void LogDemo(ILogger logger, string line);

    [LoggerMessage(Level = LogLevel.Information, Message = "MOV is at {Addresses}. Demo sign-ins: {Emails}; password {Password}")]
    private static partial void LogSignIns(ILogger logger, string addresses, string emails, string password);

    [LoggerMessage(Level = LogLevel.Information, Message = "No mail server is set (Mail:Smtp:Host); mails are written to {Folder}")]
    private static partial void LogMailFolder(ILogger logger, string folder);
}
