namespace Mov.Modules.Messaging.Data;

/// <summary>Lets go what is old: read notifications after a settable time, mails <see cref="KeepMails"/> after they were sent. Every call may throw <see cref="StoreUnavailableException"/>.</summary>
internal interface IRetention
{
    /// <summary>A notification told again within this time after its mail is not sent again.</summary>
    static readonly TimeSpan KeepMails = TimeSpan.FromDays(30);

    /// <summary>Makes <paramref name="keepRead"/> hold from now on: MongoDB deletes by itself, by a TTL index; in a SQLite file what is old is deleted here.</summary>
    Task ApplyAsync(TimeSpan keepRead, DateTime now, CancellationToken cancellationToken);
}
